// Command control-plane stands in for the fleet's own control plane and behaves as that one does: see ../../README.md.
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
	"syscall"
	"time"

	"google.golang.org/grpc"

	"carrierarr/internal/controlplane"
	"carrierarr/internal/fleetpb"
)

// heartbeat is the interval that is asked of nodes.
const heartbeat = 2 * time.Second

type options struct {
	grpcAddress, httpAddress, wsAddress string
	stale                               time.Duration
}

func main() {
	var o options
	// Addresses come by flags only, and listen on every interface by default.
	flag.StringVar(&o.grpcAddress, "grpc-addr", ":50051", "address that nodes register on")
	flag.StringVar(&o.httpAddress, "http-addr", ":8090", "address of the HTTP API, which takes commands from anybody")
	flag.StringVar(&o.wsAddress, "ws-addr", ":8091", "address of the WebSocket API")
	flag.DurationVar(&o.stale, "stale-timeout", 15*time.Second, "a node without a heartbeat for so long is not connected")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, o, slog.New(slog.NewTextHandler(os.Stderr, nil))); err != nil {
		fmt.Fprintln(os.Stderr, "control-plane:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options, log *slog.Logger) error {
	var listeners []net.Listener
	for _, address := range []string{o.grpcAddress, o.httpAddress, o.wsAddress} {
		listener, err := net.Listen("tcp", address)
		if err != nil {
			return err
		}
		listeners = append(listeners, listener)
	}
	registry := controlplane.NewRegistry(time.Now, o.stale)
	nodes := grpc.NewServer()
	fleetpb.RegisterFleetServer(nodes, &controlplane.Fleet{Registry: registry, Interval: heartbeat, Log: log})
	api := &http.Server{Handler: controlplane.Handler(registry), ReadHeaderTimeout: 5 * time.Second}
	ws := &http.Server{ReadHeaderTimeout: 5 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "the reference speaks no WebSocket", http.StatusUpgradeRequired)
	})}

	failed := make(chan error, 3)
	go func() { failed <- nodes.Serve(listeners[0]) }()
	go func() { failed <- api.Serve(listeners[1]) }()
	go func() { failed <- ws.Serve(listeners[2]) }()
	log.Info("listening", "grpc", o.grpcAddress, "http", o.httpAddress, "ws", o.wsAddress)
	select {
	case <-ctx.Done():
		nodes.Stop()
		return errors.Join(api.Close(), ws.Close())
	case err := <-failed:
		return err
	}
}
