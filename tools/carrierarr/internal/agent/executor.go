package agent

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"carrierarr/internal/fleetpb"
)

// Runner runs a program as the agent's user and gives what it printed.
type Runner func(ctx context.Context, name string, arguments ...string) (string, error)

// Exec is the real Runner.
func Exec(ctx context.Context, name string, arguments ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	output, err := exec.CommandContext(ctx, name, arguments...).CombinedOutput()
	return strings.TrimSpace(string(output)), err
}

// Execute carries out a command of the control plane. The programs are found on the PATH and get no more rights than the
// agent has: where those do not suffice, the command fails, and only this node's log and the result say so.
func Execute(ctx context.Context, run Runner, command *fleetpb.Command) (string, error) {
	argument := command.GetArgument()
	switch command.GetName() {
	case "SHUTDOWN", "REBOOT":
		minutes := 0
		if argument != "" {
			var err error
			if minutes, err = strconv.Atoi(argument); err != nil || minutes < 0 {
				return "", fmt.Errorf("%s takes minutes, not %q", command.GetName(), argument)
			}
		}
		flag := "-h"
		if command.GetName() == "REBOOT" {
			flag = "-r"
		}
		return run(ctx, "shutdown", flag, fmt.Sprintf("+%d", minutes))
	case "RESTART_SERVICE":
		return run(ctx, "systemctl", "restart", argument)
	case "UNLOAD_MODEL":
		return run(ctx, "systemctl", "restart", "ollama")
	case "DRAIN":
		host, err := os.Hostname()
		if err != nil {
			return "", err
		}
		return run(ctx, "kubectl", "drain", host, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=5m")
	case "PULL_MODEL":
		return run(ctx, "ollama", "pull", argument)
	case "EXEC":
		return run(ctx, "sh", "-c", argument)
	}
	return "", fmt.Errorf("there is no command %q", command.GetName())
}

// Status asks nvidia-smi, ollama and kubectl; a program that fails counts as nothing there.
func Status(ctx context.Context, run Runner) *fleetpb.NodeStatus {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	status := &fleetpb.NodeStatus{Liqo: "NOT_INSTALLED"}
	if output, err := run(ctx, "nvidia-smi", "--query-gpu=name", "--format=csv,noheader"); err == nil && output != "" {
		status.GpuCount = uint32(len(strings.Split(output, "\n")))
	}
	if output, err := run(ctx, "ollama", "list"); err == nil {
		for _, line := range strings.Split(output, "\n")[1:] {
			if fields := strings.Fields(line); len(fields) > 0 {
				status.Models = append(status.Models, fields[0])
			}
		}
	}
	if output, err := run(ctx, "kubectl", "get", "pods", "--namespace=liqo", "--output=name"); err == nil && output != "" {
		status.Liqo = "INSTALLED"
	}
	return status
}
