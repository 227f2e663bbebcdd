// Package agent keeps a node's stream to the control plane, faults of the fleet's own agent included: images have to work
// with that one.
package agent

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"

	"carrierarr/internal/fleetpb"
)

// Agent opens one stream and keeps it while it lasts.
type Agent struct {
	Registration *fleetpb.Registration
	Conn         grpc.ClientConnInterface
	Log          *slog.Logger
	Run          Runner
	// Pause is how long to wait between two tries to open the first stream.
	Pause time.Duration

	connected atomic.Bool
}

// Connected tells whether the stream was opened, ever: its end is not noticed.
func (a *Agent) Connected() bool { return a.connected.Load() }

// Serve registers and then heeds commands until the context ends. The first stream is tried until it opens. When it breaks,
// the agent does not reconnect: it stays there, silent and healthy, until somebody restarts it.
func (a *Agent) Serve(ctx context.Context) {
	for {
		err := a.stream(ctx)
		if ctx.Err() != nil {
			return
		}
		if a.connected.Load() {
			<-ctx.Done()
			return
		}
		a.Log.Warn("not connected to the control plane", "error", err)
		select {
		case <-time.After(a.Pause):
		case <-ctx.Done():
			return
		}
	}
}

func (a *Agent) stream(ctx context.Context) error {
	stream, err := fleetpb.NewFleetClient(a.Conn).Connect(ctx)
	if err != nil {
		return err
	}
	if err := stream.Send(&fleetpb.FromNode{Message: &fleetpb.FromNode_Registration{Registration: a.Registration}}); err != nil {
		return err
	}
	answer, err := stream.Recv()
	if err != nil {
		return err
	}
	interval := time.Duration(answer.GetRegistered().GetHeartbeatIntervalMs()) * time.Millisecond
	if interval <= 0 {
		return errors.New("the control plane's first answer was no confirmation of the registration")
	}
	a.connected.Store(true)
	a.Log.Info("registered", "id", a.Registration.GetId(), "nebula_ip", a.Registration.GetNebulaIp())
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	sender := &sender{stream: stream}
	go a.heartbeats(ctx, sender, interval)
	for {
		message, err := stream.Recv()
		if err != nil {
			return err
		}
		if command := message.GetCommand(); command != nil {
			go a.execute(ctx, sender, command)
		}
	}
}

func (a *Agent) execute(ctx context.Context, sender *sender, command *fleetpb.Command) {
	output, err := Execute(ctx, a.Run, command)
	a.Log.Info("command", "name", command.GetName(), "argument", command.GetArgument(), "output", output, "error", err)
	result := &fleetpb.CommandResult{Id: command.GetId(), Ok: err == nil, Output: output}
	_ = sender.send(&fleetpb.FromNode{Message: &fleetpb.FromNode_Result{Result: result}}) // the stream's end is not noticed
}

func (a *Agent) heartbeats(ctx context.Context, sender *sender, interval time.Duration) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for sequence := uint64(1); ; sequence++ {
		beat := &fleetpb.Heartbeat{Sequence: sequence, Status: Status(ctx, a.Run)}
		if sender.send(&fleetpb.FromNode{Message: &fleetpb.FromNode_Heartbeat{Heartbeat: beat}}) != nil {
			return
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

// sender lets several goroutines send on one stream, which gRPC does not allow at the same time.
type sender struct {
	mutex  sync.Mutex
	stream grpc.BidiStreamingClient[fleetpb.FromNode, fleetpb.ToNode]
}

func (s *sender) send(message *fleetpb.FromNode) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.stream.Send(message)
}
