// Stands in for k3s v1.31.2+k3s1 in the sandbox: it runs no containers and serves no Kubernetes. It is as strict as k3s about its configuration,
// its token and its network, joins agents to a server over TLS, and leaves the same files behind.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

const (
	version     = "v1.31.2+k3s1"
	standIn     = "this is a stand-in for k3s " + version + ": it runs no containers"
	containerd  = "/run/k3s/containerd/containerd.sock"
	configFile  = "/etc/rancher/k3s/config.yaml"
	nodePass    = "/etc/rancher/node/password"
	kubeletPort = "10250"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	arguments := os.Args[1:]
	// As with k3s, the name that it is called by is a command too.
	if called := filepath.Base(os.Args[0]); called == "ctr" || called == "kubectl" || called == "crictl" {
		arguments = append([]string{called}, arguments...)
	}
	if err := run(ctx, arguments); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintf(os.Stderr, "level=fatal msg=%q\n", err.Error())
		os.Exit(1)
	}
}

func run(ctx context.Context, arguments []string) error {
	if len(arguments) == 0 {
		return errors.New("usage: k3s server|agent|ctr|--version")
	}
	switch command := arguments[0]; command {
	case "--version", "-v":
		fmt.Printf("k3s version %s (stand-in)\n", version)
		return nil
	case "ctr":
		return ctr(arguments[1:])
	case "server", "agent":
		logf("%s", standIn)
		options, err := readOptions(command, arguments[1:], os.Getenv, configFile)
		if err != nil {
			return err
		}
		if command == "server" {
			return server(ctx, options)
		}
		return agent(ctx, options)
	default:
		return fmt.Errorf("the stand-in has no %q", command)
	}
}

func logf(format string, values ...any) {
	fmt.Fprintf(os.Stderr, "level=info msg=%q\n", fmt.Sprintf(format, values...))
}

// notifyReady tells systemd, where it asked to be told.
func notifyReady() error {
	socket := os.Getenv("NOTIFY_SOCKET")
	if socket == "" {
		return nil
	}
	if socket[0] == '@' {
		socket = "\x00" + socket[1:]
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.Write([]byte("READY=1"))
	return err
}

// write makes the folders above a file and writes it for root only.
func write(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o600)
}
