package controlplane_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	"carrierarr/internal/controlplane"
	"carrierarr/internal/fleetpb"
)

func connect(t *testing.T, interval time.Duration) (*controlplane.Registry, grpc.BidiStreamingClient[fleetpb.FromNode, fleetpb.ToNode]) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	registry := controlplane.NewRegistry(time.Now)
	server := grpc.NewServer()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	fleetpb.RegisterFleetServer(server, &controlplane.Fleet{Registry: registry, Interval: interval, Log: log})
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

func hello(id, kind string) *fleetpb.FromNode {
	return &fleetpb.FromNode{Message: &fleetpb.FromNode_Registration{Registration: &fleetpb.Registration{Id: id, Type: kind}}}
}

func TestRefusesStreamsThatDoNotRegisterFirst(t *testing.T) {
	faults := map[string]*fleetpb.FromNode{
		"heartbeat first": {Message: &fleetpb.FromNode_Heartbeat{Heartbeat: &fleetpb.Heartbeat{}}},
		"no id":           hello("", "lighthouse"),
		"unknown type":    hello("i-1", "toaster"),
	}
	for name, message := range faults {
		registry, stream := connect(t, time.Second)
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

func TestASilentNodeIsDisconnected(t *testing.T) {
	registry, stream := connect(t, 5*time.Millisecond)
	if err := stream.Send(hello("i-1", "gpu-worker")); err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); status.Code(err) != codes.DeadlineExceeded {
		t.Errorf("got %v", err)
	}
	if nodes := registry.Nodes(); nodes[0].Connected || nodes[0].RemoteAddress == "" {
		t.Errorf("got %+v", nodes[0])
	}
}

func TestTheLateEndOfAnOldStreamLeavesTheNewOneConnected(t *testing.T) {
	registry := controlplane.NewRegistry(time.Now)
	old := registry.Connect(controlplane.Node{ID: "i-1"})
	newer := registry.Connect(controlplane.Node{ID: "i-1"})
	if registry.Disconnect("i-1", old) || !registry.Nodes()[0].Connected {
		t.Error("the old stream's end disconnected the node")
	}
	if !registry.Disconnect("i-1", newer) || registry.Nodes()[0].Connected {
		t.Error("the new stream's end did not disconnect the node")
	}
}
