// Command worker-agent registers an instance at the control plane and keeps it registered.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials/insecure"

	"carrierarr/internal/agent"
	"carrierarr/internal/identity"
)

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
	registration, err := config.Register(ctx, func(ctx context.Context) (identity.Identity, error) {
		return identity.Fetch(ctx, metadataEndpoint())
	})
	if err != nil {
		return err
	}
	// The overlay encrypts and authenticates; TLS inside it would only be paid twice.
	conn, err := grpc.NewClient(config.ControlPlane,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithConnectParams(grpc.ConnectParams{
			Backoff:           backoff.Config{BaseDelay: 100 * time.Millisecond, Multiplier: 2, Jitter: 0.3, MaxDelay: 5 * time.Second},
			MinConnectTimeout: 3 * time.Second,
		}))
	if err != nil {
		return err
	}
	defer conn.Close()
	node := &agent.Agent{Registration: registration, Conn: conn, Log: log, Wait: wait}
	listeners, err := agent.Listen(ctx, config.HealthPort, config.NebulaIP)
	if err != nil {
		return err
	}
	health := &http.Server{Handler: agent.Health(node.Registered), ReadHeaderTimeout: 5 * time.Second}
	for _, listener := range listeners {
		go func() {
			if err := health.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
				log.Error("health port", "error", err)
			}
		}()
	}
	defer health.Close()
	return node.Run(ctx)
}

// metadataEndpoint honours the variable that the AWS SDKs read.
func metadataEndpoint() string {
	if endpoint := os.Getenv("AWS_EC2_METADATA_SERVICE_ENDPOINT"); endpoint != "" {
		return endpoint
	}
	return identity.Default
}

func wait(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
