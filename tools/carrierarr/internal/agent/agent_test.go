package agent_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"carrierarr/internal/agent"
	"carrierarr/internal/controlplane"
	"carrierarr/internal/fleetpb"
)

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// plane is a real control plane on loopback that can be stopped and started at the same address.
type plane struct {
	registry *controlplane.Registry
	address  string
	server   *grpc.Server
}

func startPlane(t *testing.T, address string, interval time.Duration) *plane {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	p := &plane{registry: controlplane.NewRegistry(time.Now), address: listener.Addr().String(), server: grpc.NewServer()}
	fleetpb.RegisterFleetServer(p.server, &controlplane.Fleet{Registry: p.registry, Interval: interval, Log: quiet})
	go p.server.Serve(listener)
	t.Cleanup(p.server.Stop)
	return p
}

func startAgent(t *testing.T, address string, pauses chan<- time.Duration) (*agent.Agent, context.CancelFunc) {
	t.Helper()
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	a := &agent.Agent{
		Registration: &fleetpb.Registration{Id: "i-1", Type: "gpu-worker", NebulaIp: "10.100.0.7"},
		Conn:         conn,
		Log:          quiet,
		Wait: func(ctx context.Context, pause time.Duration) error {
			select {
			case pauses <- pause:
			default:
			}
			select {
			case <-time.After(time.Millisecond):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		},
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("a stopped agent must end without an error: %v", err)
		}
		conn.Close()
	})
	return a, stop
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.After(20 * time.Second)
	for !holds() {
		select {
		case <-deadline:
			t.Fatalf("never happened: %s", what)
		case <-time.After(time.Millisecond):
		}
	}
}

func TestRegistersBeatsAndIsListed(t *testing.T) {
	p := startPlane(t, "127.0.0.1:0", 100*time.Millisecond)
	a, _ := startAgent(t, p.address, nil)
	eventually(t, "registered", a.Registered)
	first := p.registry.Nodes()[0]
	eventually(t, "a heartbeat", func() bool { return p.registry.Nodes()[0].LastSeen.After(first.RegisteredAt) })

	recorder := httptest.NewRecorder()
	controlplane.Handler(p.registry).ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/api/v1/nodes", nil))
	var nodes []map[string]any
	if err := json.Unmarshal(recorder.Body.Bytes(), &nodes); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]any{"id": "i-1", "type": "gpu-worker", "nebula_ip": "10.100.0.7", "connected": true} {
		if nodes[0][key] != want {
			t.Errorf("%s: got %v, want %v", key, nodes[0][key], want)
		}
	}
}

func TestStoppedAgentIsMarkedDisconnected(t *testing.T) {
	p := startPlane(t, "127.0.0.1:0", 100*time.Millisecond)
	a, stop := startAgent(t, p.address, nil)
	eventually(t, "registered", a.Registered)
	stop()
	eventually(t, "disconnected", func() bool { return !p.registry.Nodes()[0].Connected })
}

func TestReconnectsAfterTheControlPlaneWasGone(t *testing.T) {
	p := startPlane(t, "127.0.0.1:0", 100*time.Millisecond)
	pauses := make(chan time.Duration, 1)
	a, _ := startAgent(t, p.address, pauses)
	eventually(t, "registered", a.Registered)
	p.server.Stop()
	eventually(t, "unregistered", func() bool { return !a.Registered() })
	<-pauses
	back := startPlane(t, p.address, 100*time.Millisecond)
	eventually(t, "registered again", a.Registered)
	if got := back.registry.Nodes()[0].ID; got != "i-1" {
		t.Errorf("the new control plane lists %q", got)
	}
}

func TestHealthFollowsTheRegistration(t *testing.T) {
	for registered, want := range map[bool]int{true: 200, false: 503} {
		recorder := httptest.NewRecorder()
		agent.Health(func() bool { return registered }).ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/health", nil))
		if recorder.Code != want {
			t.Errorf("registered %v: got %d, want %d", registered, recorder.Code, want)
		}
	}
}

func TestListensOnLoopbackAndOnAnAddressThatIsNotThereYet(t *testing.T) {
	listeners, err := agent.Listen(context.Background(), 0, "10.100.0.7")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		for _, l := range listeners {
			l.Close()
		}
	}()
	for i, want := range []string{"127.0.0.1", "10.100.0.7"} {
		if got := listeners[i].Addr().(*net.TCPAddr).IP.String(); got != want {
			t.Errorf("listener %d: got %s, want %s", i, got, want)
		}
	}
}

func TestBackoffGrowsToItsCeiling(t *testing.T) {
	cases := []struct {
		failures int
		random   float64
		want     time.Duration
	}{
		{0, 0, 125 * time.Millisecond}, {0, 1, 250 * time.Millisecond}, {3, 1, 2 * time.Second},
		{7, 1, 30 * time.Second}, {1000, 0, 15 * time.Second},
	}
	for _, c := range cases {
		if got := agent.Backoff(c.failures, c.random); got != c.want {
			t.Errorf("Backoff(%d, %v) = %s, want %s", c.failures, c.random, got, c.want)
		}
	}
}
