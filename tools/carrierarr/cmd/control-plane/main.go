// Command control-plane accepts the fleet's nodes over gRPC and lists them over HTTP.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"google.golang.org/grpc"

	"carrierarr/internal/controlplane"
	"carrierarr/internal/fleetpb"
)

type options struct {
	address            string
	grpcPort, httpPort int
	heartbeat          time.Duration
}

func main() {
	var o options
	flag.StringVar(&o.address, "address", os.Getenv("LISTEN_ADDRESS"), "address to listen on [LISTEN_ADDRESS]; empty is every interface")
	flag.IntVar(&o.grpcPort, "grpc-port", 50051, "port that nodes register on")
	flag.IntVar(&o.httpPort, "http-port", 8090, "port of GET /api/v1/nodes")
	flag.DurationVar(&o.heartbeat, "heartbeat", 5*time.Second, "interval asked of the nodes; three missed ones disconnect")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, o, slog.New(slog.NewTextHandler(os.Stderr, nil))); err != nil {
		fmt.Fprintln(os.Stderr, "control-plane:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options, log *slog.Logger) error {
	if o.heartbeat < time.Millisecond {
		return fmt.Errorf("-heartbeat must be at least 1ms, not %s", o.heartbeat)
	}
	grpcListener, err := net.Listen("tcp", net.JoinHostPort(o.address, strconv.Itoa(o.grpcPort)))
	if err != nil {
		return err
	}
	httpListener, err := net.Listen("tcp", net.JoinHostPort(o.address, strconv.Itoa(o.httpPort)))
	if err != nil {
		return err
	}
	registry := controlplane.NewRegistry(time.Now)
	nodes := grpc.NewServer()
	fleetpb.RegisterFleetServer(nodes, &controlplane.Fleet{Registry: registry, Interval: o.heartbeat, Log: log})
	api := &http.Server{Handler: controlplane.Handler(registry), ReadHeaderTimeout: 5 * time.Second}

	failed := make(chan error, 2)
	go func() { failed <- nodes.Serve(grpcListener) }()
	go func() { failed <- api.Serve(httpListener) }()
	log.Info("listening", "grpc", grpcListener.Addr().String(), "http", httpListener.Addr().String())
	select {
	case <-ctx.Done():
		// Streams never end by themselves, so a graceful stop would wait for ever; the nodes reconnect.
		nodes.Stop()
		closing, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		return api.Shutdown(closing)
	case err := <-failed:
		if errors.Is(err, http.ErrServerClosed) {
			return nil
		}
		return err
	}
}
