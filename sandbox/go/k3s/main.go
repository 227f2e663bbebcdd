// Stands in for k3s v1.31.2+k3s1 in the sandbox: it runs no containers. Its supervisor (join, tokens, node passwords, tunnel) and its kubelet are
// imitated and as strict as k3s; `k3s ctr`, `k3s kubectl`, containerd, the tunnel and the reader of image archives are upstream's own code.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/sirupsen/logrus"
)

const (
	version = "v1.31.2+k3s1"
	standIn = "this is a stand-in for k3s " + version + ": it runs no containers"
)

func main() {
	// As with k3s, the name that it is called by is a command too; it runs containerd so.
	switch called := filepath.Base(os.Args[0]); called {
	case "containerd", "ctr", "kubectl":
		os.Exit(tool(called, os.Args))
	case "crictl":
		os.Exit(tool(called, os.Args))
	}
	if len(os.Args) > 1 {
		switch command := os.Args[1]; command {
		case "ctr", "kubectl", "crictl":
			os.Exit(tool(command, append([]string{"k3s " + command}, os.Args[2:]...)))
		}
	}
	if err := run(os.Args); err != nil && !errors.Is(err, context.Canceled) {
		logrus.Fatal(err)
	}
}

// tool runs one of the programs that k3s carries, with their own arguments; it returns the exit code.
func tool(name string, arguments []string) int {
	switch name {
	case "containerd":
		return containerdMain(arguments)
	case "ctr":
		return ctrMain(arguments)
	case "kubectl":
		return kubectlMain(arguments)
	}
	fmt.Fprintf(os.Stderr, "%s: the stand-in for k3s has no CRI\n", name)
	return 1
}

// run parses the command line as k3s does (cmd/server/main.go): the configuration file's values come first, as flags, so that flags win.
func run(arguments []string) error {
	parsed, err := withConfigFile(arguments, os.Getenv)
	if err != nil {
		return err
	}
	app := newApp(func(command string, o options) error {
		logrus.Info(standIn)
		// What `ps` and `ss` show: k3s's wrapper executes k3s-server and k3s-agent.
		if err := os.WriteFile("/proc/self/comm", []byte("k3s-"+command), 0); err != nil {
			return err
		}
		ctx, stop := signalContext()
		defer stop()
		if command == "server" {
			return runServer(ctx, o)
		}
		return runAgent(ctx, o)
	})
	return app.Run(parsed)
}

// notifier takes systemd's socket out of the environment, so that no child speaks to it, and returns what tells systemd that k3s is ready.
func notifier() func() error {
	socket := os.Getenv("NOTIFY_SOCKET")
	os.Unsetenv("NOTIFY_SOCKET")
	return func() error { return notify(socket, "READY=1\n") }
}

// write makes the folders above a file and writes it for root only.
func write(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o600)
}

// splitCommas splits each value at its commas, as k3s's util.SplitStringSlice does.
func splitCommas(values []string) []string {
	var all []string
	for _, value := range values {
		all = append(all, strings.Split(value, ",")...)
	}
	return all
}
