package controlplane

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/status"

	"carrierarr/internal/fleetpb"
)

// missedHeartbeats is how many intervals a silent node keeps its connection.
const missedHeartbeats = 3

// Fleet is the gRPC service that nodes connect to.
type Fleet struct {
	fleetpb.UnimplementedFleetServer
	Registry *Registry
	Interval time.Duration
	Log      *slog.Logger
}

// Connect serves one node's stream until it ends or falls silent.
func (f *Fleet) Connect(stream grpc.BidiStreamingServer[fleetpb.FromNode, fleetpb.ToNode]) error {
	first, err := stream.Recv()
	if err != nil {
		return err
	}
	registration := first.GetRegistration()
	if registration == nil {
		return status.Error(codes.InvalidArgument, "the first message of a stream must be a registration")
	}
	node, err := nodeOf(registration)
	if err != nil {
		return status.Error(codes.InvalidArgument, err.Error())
	}
	if from, ok := peer.FromContext(stream.Context()); ok {
		node.RemoteAddress = from.Addr.String()
	}
	number := f.Registry.Connect(node)
	f.Log.Info("node connected", "id", node.ID, "type", node.Type, "nebula_ip", node.NebulaIP, "from", node.RemoteAddress)
	defer func() {
		if f.Registry.Disconnect(node.ID, number) {
			f.Log.Info("node disconnected", "id", node.ID)
		}
	}()
	answer := &fleetpb.Registered{HeartbeatIntervalMs: uint32(f.Interval.Milliseconds())}
	if err := stream.Send(&fleetpb.ToNode{Message: &fleetpb.ToNode_Registered{Registered: answer}}); err != nil {
		return err
	}
	return f.heartbeats(stream, node.ID)
}

func (f *Fleet) heartbeats(stream grpc.BidiStreamingServer[fleetpb.FromNode, fleetpb.ToNode], id string) error {
	beats := make(chan *fleetpb.Heartbeat)
	ended := make(chan error, 1)
	go func() {
		for {
			message, err := stream.Recv()
			if err != nil {
				ended <- err
				return
			}
			select {
			case beats <- message.GetHeartbeat():
			case <-stream.Context().Done():
				return
			}
		}
	}()
	silence := time.NewTimer(missedHeartbeats * f.Interval)
	defer silence.Stop()
	for {
		select {
		case beat := <-beats:
			silence.Reset(missedHeartbeats * f.Interval)
			f.Registry.Seen(id)
			ack := &fleetpb.HeartbeatAck{Sequence: beat.GetSequence()}
			if err := stream.Send(&fleetpb.ToNode{Message: &fleetpb.ToNode_Ack{Ack: ack}}); err != nil {
				return err
			}
		case err := <-ended:
			return err
		case <-stream.Context().Done():
			return stream.Context().Err()
		case <-silence.C:
			return status.Errorf(codes.DeadlineExceeded, "no heartbeat for %s", missedHeartbeats*f.Interval)
		}
	}
}

func nodeOf(r *fleetpb.Registration) (Node, error) {
	if r.GetId() == "" {
		return Node{}, errors.New("a registration needs an id")
	}
	if r.GetType() != "gpu-worker" && r.GetType() != "lighthouse" {
		return Node{}, errors.New("type must be gpu-worker or lighthouse, not " + r.GetType())
	}
	return Node{
		ID: r.GetId(), Type: r.GetType(), NebulaIP: r.GetNebulaIp(), PublicIP: r.GetPublicIp(),
		Region: r.GetRegion(), AvailabilityZone: r.GetAvailabilityZone(),
	}, nil
}

// Handler serves GET /api/v1/nodes (a JSON list of Node) and GET /health.
func Handler(registry *Registry) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v1/nodes", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		// The list is in memory; the one error left is a reader that went away.
		_ = json.NewEncoder(w).Encode(registry.Nodes())
	})
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	return mux
}
