package agent_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"carrierarr/internal/agent"
)

func env(pairs map[string]string) func(string) string {
	return func(name string) string { return pairs[name] }
}

func TestTheControlPlaneComesFromFlagOrEnvironment(t *testing.T) {
	if _, err := agent.Parse(nil, env(nil), io.Discard); !errors.Is(err, agent.ErrNoControlPlane) {
		t.Errorf("without both: %v", err)
	}
	both := env(map[string]string{"CONTROL_PLANE_ADDR": "env:1", "RABBITMQ_URL": "amqp://q", "AWS_REGION": "eu-west-1"})
	c, err := agent.Parse(nil, both, io.Discard)
	if err != nil || c.ControlPlane != "env:1" || c.RabbitMQURL != "amqp://q" || c.Region != "eu-west-1" || c.HealthPort != 8080 {
		t.Errorf("from the environment: %+v, %v", c, err)
	}
	c, err = agent.Parse([]string{"--control-plane", "flag:2", "--region", "us-west-2", "--az", "us-west-2a", "--public-ip", "192.0.2.1", "--rabbitmq-vhost", "v"}, both, io.Discard)
	if err != nil || c.ControlPlane != "flag:2" || c.Region != "us-west-2" || c.Zone != "us-west-2a" || c.PublicIP != "192.0.2.1" || c.RabbitMQVHost != "v" {
		t.Errorf("the flags must win: %+v, %v", c, err)
	}
}

func TestAnotherTypeThanTheTwoIsFatal(t *testing.T) {
	if _, err := agent.Parse([]string{"--control-plane", "h:1", "--type", "x"}, env(nil), io.Discard); err == nil || !strings.Contains(err.Error(), "--type") {
		t.Errorf("got %v", err)
	}
}
