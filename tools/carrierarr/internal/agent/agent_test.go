package agent_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"carrierarr/internal/agent"
	"carrierarr/internal/controlplane"
	"carrierarr/internal/fleetpb"
)

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// recorder notes what the agent ran; a program named in failing ends with an error.
type recorder struct {
	mutex   sync.Mutex
	ran     []string
	failing string
}

func (r *recorder) run(_ context.Context, name string, arguments ...string) (string, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.ran = append(r.ran, strings.Join(append([]string{name}, arguments...), " "))
	if name == r.failing {
		return "Interactive authentication required.", errors.New("exit status 1")
	}
	return "", nil
}

func (r *recorder) has(line string) bool {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return slices.Contains(r.ran, line)
}

type plane struct {
	registry *controlplane.Registry
	address  string
	server   *grpc.Server
}

func startPlane(t *testing.T, address string) *plane {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	p := &plane{controlplane.NewRegistry(time.Now, time.Minute), listener.Addr().String(), grpc.NewServer()}
	fleetpb.RegisterFleetServer(p.server, &controlplane.Fleet{Registry: p.registry, Interval: 5 * time.Millisecond, Log: quiet})
	go p.server.Serve(listener)
	t.Cleanup(p.server.Stop)
	return p
}

func startAgent(t *testing.T, address string, run agent.Runner) *agent.Agent {
	t.Helper()
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	registration := &fleetpb.Registration{Id: "i-1", Type: "gpu-worker", NebulaIp: "10.100.0.7"}
	a := &agent.Agent{Registration: registration, Conn: conn, Log: quiet, Run: run, Pause: time.Millisecond}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { a.Serve(ctx); close(done) }()
	t.Cleanup(func() { stop(); <-done; conn.Close() })
	return a
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

func post(t *testing.T, registry *controlplane.Registry, body string) (int, map[string]any) {
	t.Helper()
	w := httptest.NewRecorder()
	controlplane.Handler(registry).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/api/v1/command", strings.NewReader(body)))
	var answer map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	return w.Code, answer
}

func TestAnAgentIsListedWithWhatItReports(t *testing.T) {
	p := startPlane(t, "127.0.0.1:0")
	startAgent(t, p.address, func(_ context.Context, name string, _ ...string) (string, error) {
		return map[string]string{"nvidia-smi": "T4\nT4", "ollama": "NAME ID\nllama3:8b abc", "kubectl": "pod/liqo"}[name], nil
	})
	eventually(t, "a status", func() bool { return len(p.registry.Nodes()) == 1 && p.registry.Nodes()[0].GPUCount == 2 })
	w := httptest.NewRecorder()
	controlplane.Handler(p.registry).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/api/v1/nodes", nil))
	var nodes []map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &nodes); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"id": "i-1", "instance_id": "i-1", "type": "gpu-worker", "nebula_ip": "10.100.0.7", "connected": true, "stream_active": true, "liqo": "INSTALLED"}
	for key, value := range want {
		if nodes[0][key] != value {
			t.Errorf("%s: got %v, want %v", key, nodes[0][key], value)
		}
	}
	for _, key := range []string{"public_ip", "last_seen", "models"} {
		if _, ok := nodes[0][key]; !ok {
			t.Errorf("the list lacks %s", key)
		}
	}
}

func TestAnAgentWhoseControlPlaneCameBackStaysSilentAndHealthy(t *testing.T) {
	p := startPlane(t, "127.0.0.1:0")
	a := startAgent(t, p.address, (&recorder{}).run)
	eventually(t, "a connection", a.Connected)
	p.server.Stop()
	back := startPlane(t, p.address)
	// A second agent proves that the new control plane takes nodes, and bounds the wait without a fixed sleep.
	other := startAgent(t, back.address, (&recorder{}).run)
	eventually(t, "another agent's connection", other.Connected)
	if !a.Connected() {
		t.Error("the agent noticed the end of its stream, which the fleet's does not")
	}
	if got := len(back.registry.Nodes()); got != 1 {
		t.Errorf("%d nodes are listed, want the other agent alone", got)
	}
}

func TestAnAgentStartedBeforeItsControlPlaneConnectsOnceItIsThere(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	a := startAgent(t, address, (&recorder{}).run)
	startPlane(t, address)
	eventually(t, "a connection", a.Connected)
}

func TestHealthIsFineWithNoControlPlaneAtAll(t *testing.T) {
	cases := []struct {
		grpc, rmq bool
		code      int
		body      string
	}{
		{false, true, 200, "ok (grpc=false rmq=true)"},
		{true, true, 200, "ok (grpc=true rmq=true)"},
		{true, false, 200, "ok (grpc=true rmq=false)"},
		{false, false, 503, "unhealthy (grpc=false rmq=false)"},
	}
	for _, c := range cases {
		w := httptest.NewRecorder()
		is := func(value bool) func() bool { return func() bool { return value } }
		agent.Health(is(c.grpc), is(c.rmq)).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/health", nil))
		if w.Code != c.code || w.Body.String() != c.body {
			t.Errorf("got %d %q, want %d %q", w.Code, w.Body.String(), c.code, c.body)
		}
	}
}

func TestEachCommandRunsItsProgram(t *testing.T) {
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct{ name, argument, want string }{
		{"SHUTDOWN", "3", "shutdown -h +3"},
		{"REBOOT", "", "shutdown -r +0"},
		{"RESTART_SERVICE", "ollama", "systemctl restart ollama"},
		{"UNLOAD_MODEL", "llama3:8b", "systemctl restart ollama"},
		{"DRAIN", "", "kubectl drain " + host + " --ignore-daemonsets --delete-emptydir-data --timeout=5m"},
		{"PULL_MODEL", "llama3:8b", "ollama pull llama3:8b"},
		{"EXEC", "id -un", "sh -c id -un"},
	}
	for _, c := range cases {
		r := &recorder{}
		if _, err := agent.Execute(context.Background(), r.run, &fleetpb.Command{Name: c.name, Argument: c.argument}); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if len(r.ran) != 1 || r.ran[0] != c.want {
			t.Errorf("%s: ran %q, want %q", c.name, r.ran, c.want)
		}
	}
	for _, command := range []*fleetpb.Command{{Name: "FORMAT_DISK"}, {Name: "SHUTDOWN", Argument: "soon"}} {
		if _, err := agent.Execute(context.Background(), (&recorder{}).run, command); err == nil {
			t.Errorf("%s %s was carried out", command.GetName(), command.GetArgument())
		}
	}
}

func TestACommandIsCalledSentAlsoWhereItFails(t *testing.T) {
	p := startPlane(t, "127.0.0.1:0")
	r := &recorder{failing: "systemctl"}
	a := startAgent(t, p.address, r.run)
	eventually(t, "a connection", a.Connected)
	if code, answer := post(t, p.registry, `{"node_id":"i-1","command":"RESTART_SERVICE","argument":"ollama"}`); code != 200 || answer["sent"] != true {
		t.Errorf("got %d %v", code, answer)
	}
	eventually(t, "the command", func() bool { return r.has("systemctl restart ollama") })
	if code, answer := post(t, p.registry, `{"node_id":"i-2","command":"REBOOT"}`); code != 404 || answer["sent"] != false {
		t.Errorf("an unknown node: got %d %v", code, answer)
	}
	if code, _ := post(t, p.registry, `{`); code != 400 {
		t.Errorf("a broken body: got %d", code)
	}
}
