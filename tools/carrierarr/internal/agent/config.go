package agent

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/url"

	"carrierarr/internal/fleetpb"
	"carrierarr/internal/identity"
)

// Config is what the flags and the environment of worker-agent say.
type Config struct {
	ControlPlane string // HOST:PORT of the control plane's gRPC
	Type         string // gpu-worker or lighthouse
	HealthPort   int
	InstanceID   string
	NebulaIP     string
	PublicIP     string
	Region       string
	Zone         string
	RabbitMQURL  string // may hold a password: never logged
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
	flags.IntVar(&c.HealthPort, "health-port", 8080, "port of GET /health, on loopback and the Nebula address")
	flags.StringVar(&c.InstanceID, "instance-id", "", "EC2 instance id; else from the metadata service")
	flags.StringVar(&c.NebulaIP, "nebula-ip", "", "address on the Nebula overlay")
	flags.StringVar(&c.PublicIP, "public-ip", "", "public IPv4 address; else from the metadata service")
	flags.StringVar(&c.Region, "region", "", "AWS region; else from the metadata service")
	flags.StringVar(&c.Zone, "az", "", "availability zone; else from the metadata service")
	flags.StringVar(&c.RabbitMQURL, "rabbitmq-url", getenv("RABBITMQ_URL"), "amqp(s) URL of the fleet's queue [RABBITMQ_URL]")
	if err := flags.Parse(arguments); err != nil {
		return Config{}, err
	}
	if flags.NArg() > 0 {
		return Config{}, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	return c, c.check()
}

func (c Config) check() error {
	if c.ControlPlane == "" {
		return ErrNoControlPlane
	}
	if _, _, err := net.SplitHostPort(c.ControlPlane); err != nil {
		return fmt.Errorf("--control-plane must be HOST:PORT: %w", err)
	}
	if c.Type != "gpu-worker" && c.Type != "lighthouse" {
		return fmt.Errorf("--type must be gpu-worker or lighthouse, not %q", c.Type)
	}
	if c.HealthPort < 1 || c.HealthPort > 65535 {
		return fmt.Errorf("--health-port must be between 1 and 65535, not %d", c.HealthPort)
	}
	if c.NebulaIP != "" && net.ParseIP(c.NebulaIP) == nil {
		return fmt.Errorf("--nebula-ip must be an IP address, not %q", c.NebulaIP)
	}
	if c.RabbitMQURL != "" {
		if u, err := url.Parse(c.RabbitMQURL); err != nil || (u.Scheme != "amqp" && u.Scheme != "amqps") {
			return errors.New("--rabbitmq-url must be an amqp:// or amqps:// URL")
		}
	}
	return nil
}

// Register completes what the flags left out from the metadata service, which is asked only if need be.
func (c Config) Register(ctx context.Context, fetch func(context.Context) (identity.Identity, error)) (*fleetpb.Registration, error) {
	if c.InstanceID == "" || c.Region == "" || c.Zone == "" || c.PublicIP == "" {
		who, err := fetch(ctx)
		if err != nil && c.InstanceID == "" {
			return nil, fmt.Errorf("no --instance-id, and the metadata service gave none: %w", err)
		}
		c.InstanceID = orElse(c.InstanceID, who.InstanceID)
		c.Region = orElse(c.Region, who.Region)
		c.Zone = orElse(c.Zone, who.AvailabilityZone)
		c.PublicIP = orElse(c.PublicIP, who.PublicIP)
	}
	return &fleetpb.Registration{
		Id: c.InstanceID, Type: c.Type, NebulaIp: c.NebulaIP, PublicIp: c.PublicIP,
		Region: c.Region, AvailabilityZone: c.Zone,
	}, nil
}

func orElse(value, fallback string) string {
	if value != "" {
		return value
	}
	return fallback
}
