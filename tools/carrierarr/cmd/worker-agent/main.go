// Command worker-agent stands in for the fleet's own agent and behaves as that one does, faults included: see ../../README.md.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"carrierarr/internal/agent"
	"carrierarr/internal/fleetpb"
	"carrierarr/internal/identity"
)

const pause = 2 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "worker-agent:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, arguments []string) error {
	config, err := agent.Parse(arguments, os.Getenv, os.Stderr)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	// The overlay encrypts and authenticates; TLS inside it would only be paid twice.
	conn, err := grpc.NewClient(config.ControlPlane, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer conn.Close()
	node := &agent.Agent{Registration: register(ctx, config), Conn: conn, Log: log, Run: agent.Exec, Pause: pause}

	queue := &atomic.Bool{}
	queue.Store(config.RabbitMQURL == "")
	listener, err := net.Listen("tcp", ":"+strconv.Itoa(config.HealthPort))
	if err != nil {
		return err
	}
	health := &http.Server{Handler: agent.Health(node.Connected, queue.Load), ReadHeaderTimeout: 5 * time.Second}
	go health.Serve(listener)
	defer health.Close()

	if config.RabbitMQURL != "" {
		if err := awaitQueue(ctx, config.RabbitMQURL, log); err != nil {
			return nil
		}
		queue.Store(true)
	}
	node.Serve(ctx)
	return nil
}

// register completes what the flags left out; what the metadata service does not know is left as it answered.
func register(ctx context.Context, c agent.Config) *fleetpb.Registration {
	if c.InstanceID == "" || c.PublicIP == "" {
		who := identity.Fetch(ctx, metadataEndpoint())
		if c.InstanceID == "" {
			c.InstanceID = who.InstanceID
		}
		if c.PublicIP == "" {
			c.PublicIP = who.PublicIP
		}
	}
	return &fleetpb.Registration{
		Id: c.InstanceID, Type: c.Type, NebulaIp: c.NebulaIP, PublicIp: c.PublicIP, Region: c.Region, AvailabilityZone: c.Zone,
	}
}

// metadataEndpoint honours the variable that the AWS SDKs read.
func metadataEndpoint() string {
	if endpoint := os.Getenv("AWS_EC2_METADATA_SERVICE_ENDPOINT"); endpoint != "" {
		return endpoint
	}
	return identity.Default
}

// awaitQueue tries the queue's port until it takes a connection, for ever: without its queue the agent registers nowhere.
func awaitQueue(ctx context.Context, raw string, log *slog.Logger) error {
	address := "127.0.0.1:5672"
	if u, err := url.Parse(raw); err == nil && u.Hostname() != "" {
		port := u.Port()
		if port == "" {
			port = map[string]string{"amqps": "5671"}[u.Scheme]
		}
		if port == "" {
			port = "5672"
		}
		address = net.JoinHostPort(u.Hostname(), port)
	}
	for {
		conn, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(ctx, "tcp", address)
		if err == nil {
			return conn.Close()
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		log.Warn("not connected to the queue", "address", address, "error", err)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
