package agent

import (
	"errors"
	"flag"
	"fmt"
	"io"
)

// Config is what the flags and the environment of worker-agent say.
type Config struct {
	ControlPlane  string // HOST:PORT of the control plane's gRPC
	Type          string // gpu-worker or lighthouse
	HealthPort    int
	InstanceID    string
	NebulaIP      string
	PublicIP      string
	Region        string
	Zone          string
	RabbitMQURL   string // may hold a password: never logged
	RabbitMQVHost string
}

// ErrNoControlPlane says that neither the flag nor the environment names a control plane.
var ErrNoControlPlane = errors.New("no control plane: give --control-plane HOST:PORT or set CONTROL_PLANE_ADDR")

// Parse reads the arguments (without the program's name) and the environment.
func Parse(arguments []string, getenv func(string) string, usage io.Writer) (Config, error) {
	var c Config
	flags := flag.NewFlagSet("worker-agent", flag.ContinueOnError)
	flags.SetOutput(usage)
	flags.StringVar(&c.ControlPlane, "control-plane", getenv("CONTROL_PLANE_ADDR"), "HOST:PORT of the control plane [CONTROL_PLANE_ADDR]")
	flags.StringVar(&c.Type, "type", "gpu-worker", "gpu-worker or lighthouse")
	flags.IntVar(&c.HealthPort, "health-port", 8080, "port of GET /health, on every address")
	flags.StringVar(&c.InstanceID, "instance-id", "", "EC2 instance id; else from the metadata service")
	flags.StringVar(&c.NebulaIP, "nebula-ip", "", "address on the Nebula overlay")
	flags.StringVar(&c.PublicIP, "public-ip", "", "public IPv4 address; else what the metadata service answers")
	flags.StringVar(&c.Region, "region", getenv("AWS_REGION"), "AWS region [AWS_REGION]")
	flags.StringVar(&c.Zone, "az", "", "availability zone")
	flags.StringVar(&c.RabbitMQURL, "rabbitmq-url", getenv("RABBITMQ_URL"), "amqp(s) URL of the fleet's queue [RABBITMQ_URL]")
	flags.StringVar(&c.RabbitMQVHost, "rabbitmq-vhost", "", "virtual host of the queue")
	if err := flags.Parse(arguments); err != nil {
		return Config{}, err
	}
	if c.ControlPlane == "" {
		return Config{}, ErrNoControlPlane
	}
	if c.Type != "gpu-worker" && c.Type != "lighthouse" {
		return Config{}, fmt.Errorf("--type must be gpu-worker or lighthouse, not %q", c.Type)
	}
	return c, nil
}
