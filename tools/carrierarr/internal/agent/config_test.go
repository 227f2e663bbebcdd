package agent_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"carrierarr/internal/agent"
	"carrierarr/internal/identity"
)

func env(pairs map[string]string) func(string) string {
	return func(name string) string { return pairs[name] }
}

func TestTheControlPlaneComesFromFlagOrEnvironment(t *testing.T) {
	if _, err := agent.Parse(nil, env(nil), io.Discard); !errors.Is(err, agent.ErrNoControlPlane) {
		t.Errorf("without both: %v", err)
	}
	both := env(map[string]string{"CONTROL_PLANE_ADDR": "env:1", "RABBITMQ_URL": "amqp://q"})
	c, err := agent.Parse(nil, both, io.Discard)
	if err != nil || c.ControlPlane != "env:1" || c.RabbitMQURL != "amqp://q" || c.HealthPort != 8080 {
		t.Errorf("from the environment: %+v, %v", c, err)
	}
	if c, err = agent.Parse([]string{"--control-plane", "flag:2"}, both, io.Discard); err != nil || c.ControlPlane != "flag:2" {
		t.Errorf("the flag must win: %+v, %v", c, err)
	}
}

func TestFaultyFlagsAreNamed(t *testing.T) {
	cases := map[string][]string{
		"HOST:PORT":   {"--control-plane", "host"},
		"--type":      {"--control-plane", "h:1", "--type", "x"},
		"--nebula-ip": {"--control-plane", "h:1", "--nebula-ip", "x"},
		"--health":    {"--control-plane", "h:1", "--health-port", "0"},
		"--rabbitmq":  {"--control-plane", "h:1", "--rabbitmq-url", "http://user:secret@q"},
		"unexpected":  {"--control-plane", "h:1", "x"},
		"not defined": {"--nope"},
	}
	for want, arguments := range cases {
		_, err := agent.Parse(arguments, env(nil), io.Discard)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%v: %v does not name %q", arguments, err, want)
		}
	}
}

func TestTheMetadataServiceFillsWhatFlagsLeftOut(t *testing.T) {
	fetch := func(context.Context) (identity.Identity, error) {
		return identity.Identity{InstanceID: "i-imds", Region: "us-west-2", AvailabilityZone: "us-west-2a", PublicIP: "54.0.0.1"}, nil
	}
	r, err := agent.Config{Type: "lighthouse", Region: "eu-west-1"}.Register(context.Background(), fetch)
	if err != nil || r.GetId() != "i-imds" || r.GetRegion() != "eu-west-1" || r.GetPublicIp() != "54.0.0.1" {
		t.Errorf("got %v, %v", r, err)
	}
	silent := func(context.Context) (identity.Identity, error) { return identity.Identity{}, errors.New("no route") }
	if _, err := (agent.Config{}).Register(context.Background(), silent); err == nil {
		t.Error("an instance that nobody can name must not register")
	}
	if r, err := (agent.Config{InstanceID: "i-flag"}).Register(context.Background(), silent); err != nil || r.GetId() != "i-flag" {
		t.Errorf("the id alone is enough: %v, %v", r, err)
	}
}
