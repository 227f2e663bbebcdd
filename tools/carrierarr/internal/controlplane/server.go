package controlplane

import (
	"crypto/rand"
	"encoding/json"
	"log/slog"
	"net/http"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"carrierarr/internal/fleetpb"
)

// Fleet is the gRPC service that nodes connect to.
type Fleet struct {
	fleetpb.UnimplementedFleetServer
	Registry *Registry
	Interval time.Duration
	Log      *slog.Logger
}

// Connect serves one node's stream until it ends.
func (f *Fleet) Connect(wire grpc.BidiStreamingServer[fleetpb.FromNode, fleetpb.ToNode]) error {
	first, err := wire.Recv()
	if err != nil {
		return err
	}
	r := first.GetRegistration()
	if r.GetId() == "" {
		return status.Error(codes.InvalidArgument, "the first message of a stream must be a registration with an id")
	}
	open := f.Registry.connect(Node{
		ID: r.GetId(), InstanceID: r.GetId(), Type: r.GetType(), NebulaIP: r.GetNebulaIp(), PublicIP: r.GetPublicIp(),
		Region: r.GetRegion(), Zone: r.GetAvailabilityZone(),
	})
	defer f.Registry.disconnect(r.GetId(), open)
	f.Log.Info("node connected", "id", r.GetId(), "type", r.GetType(), "nebula_ip", r.GetNebulaIp())
	registered := &fleetpb.Registered{HeartbeatIntervalMs: uint32(f.Interval.Milliseconds())}
	if err := wire.Send(&fleetpb.ToNode{Message: &fleetpb.ToNode_Registered{Registered: registered}}); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- f.receive(wire, r.GetId()) }()
	for {
		select {
		case command := <-open.commands:
			if err := wire.Send(&fleetpb.ToNode{Message: &fleetpb.ToNode_Command{Command: command}}); err != nil {
				return err
			}
		case err := <-ended:
			f.Log.Info("node disconnected", "id", r.GetId(), "error", err)
			return err
		}
	}
}

func (f *Fleet) receive(wire grpc.BidiStreamingServer[fleetpb.FromNode, fleetpb.ToNode], id string) error {
	for {
		message, err := wire.Recv()
		if err != nil {
			return err
		}
		switch {
		case message.GetHeartbeat() != nil:
			f.Registry.seen(id, message.GetHeartbeat().GetStatus())
		case message.GetResult() != nil:
			result := message.GetResult()
			f.Log.Info("result", "node", id, "command", result.GetId(), "ok", result.GetOk(), "output", result.GetOutput())
		}
	}
}

type order struct {
	NodeID   string `json:"node_id"`
	Command  string `json:"command"`
	Argument string `json:"argument"`
}

// Handler serves GET /api/v1/nodes, GET /health and, to anybody, POST /api/v1/command. "sent" says that the command is on its
// way, never that it worked: the fleet's control plane learns no more.
func Handler(registry *Registry) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v1/nodes", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, registry.Nodes()) })
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	mux.HandleFunc("POST /api/v1/command", func(w http.ResponseWriter, r *http.Request) {
		var o order
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&o); err != nil || o.Command == "" {
			answer(w, http.StatusBadRequest, map[string]any{"error": "expected {node_id, command, argument}"})
			return
		}
		if !registry.send(o.NodeID, &fleetpb.Command{Id: rand.Text(), Name: o.Command, Argument: o.Argument}) {
			answer(w, http.StatusNotFound, map[string]any{"sent": false})
			return
		}
		answer(w, http.StatusOK, map[string]any{"sent": true})
	})
	return mux
}

func answer(w http.ResponseWriter, code int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	// The value is in memory; the one error left is a reader that went away.
	_ = json.NewEncoder(w).Encode(value)
}
