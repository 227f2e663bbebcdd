package controlplane_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	"carrierarr/internal/controlplane"
	"carrierarr/internal/fleetpb"
)

type clock struct{ now atomic.Int64 }

func (c *clock) read() time.Time { return time.Unix(c.now.Load(), 0) }

func connect(t *testing.T, c *clock) (*controlplane.Registry, grpc.BidiStreamingClient[fleetpb.FromNode, fleetpb.ToNode]) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	registry := controlplane.NewRegistry(c.read, 15*time.Second)
	server := grpc.NewServer()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	fleetpb.RegisterFleetServer(server, &controlplane.Fleet{Registry: registry, Interval: time.Second, Log: log})
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	conn, err := grpc.NewClient(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	stream, err := fleetpb.NewFleetClient(conn).Connect(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return registry, stream
}

func hello(id string) *fleetpb.FromNode {
	return &fleetpb.FromNode{Message: &fleetpb.FromNode_Registration{Registration: &fleetpb.Registration{Id: id, Type: "gpu-worker"}}}
}

func TestAStreamThatDoesNotRegisterFirstIsRefused(t *testing.T) {
	faults := map[string]*fleetpb.FromNode{
		"heartbeat first": {Message: &fleetpb.FromNode_Heartbeat{Heartbeat: &fleetpb.Heartbeat{}}},
		"no id":           hello(""),
	}
	for name, message := range faults {
		registry, stream := connect(t, &clock{})
		if err := stream.Send(message); err != nil {
			t.Fatal(err)
		}
		if _, err := stream.Recv(); status.Code(err) != codes.InvalidArgument {
			t.Errorf("%s: %v", name, err)
		}
		if len(registry.Nodes()) != 0 {
			t.Errorf("%s: a node was listed", name)
		}
	}
}

func TestANodeWithoutAHeartbeatForLongIsNotConnectedThoughItsStreamIsOpen(t *testing.T) {
	c := &clock{}
	registry, stream := connect(t, c)
	if err := stream.Send(hello("i-1")); err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); err != nil {
		t.Fatal(err)
	}
	if node := registry.Nodes()[0]; !node.Connected || !node.StreamActive {
		t.Errorf("a new node: %+v", node)
	}
	c.now.Add(16)
	if node := registry.Nodes()[0]; node.Connected || !node.StreamActive {
		t.Errorf("a silent node: %+v", node)
	}
}
