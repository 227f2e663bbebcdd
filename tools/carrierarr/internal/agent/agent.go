// Package agent keeps a node registered at the control plane.
package agent

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"

	"carrierarr/internal/fleetpb"
)

// Agent holds one stream to the control plane at a time and opens it again when it breaks.
type Agent struct {
	Registration *fleetpb.Registration
	Conn         grpc.ClientConnInterface
	Log          *slog.Logger
	// Wait pauses between two tries; it returns early with the context's error. Replaced in tests.
	Wait func(ctx context.Context, pause time.Duration) error

	registered atomic.Bool
}

// Registered tells whether a stream stands on which the control plane has confirmed the registration.
func (a *Agent) Registered() bool { return a.registered.Load() }

// Run registers, sends heartbeats, and reconnects until the context ends, whose end is no error.
func (a *Agent) Run(ctx context.Context) error {
	for failures := 0; ; {
		confirmed, err := a.stream(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if confirmed {
			failures = 0
		}
		pause := Backoff(failures, rand.Float64())
		failures++
		a.Log.Warn("not connected to the control plane", "error", err, "retry_in", pause.String())
		if a.Wait(ctx, pause) != nil {
			return nil
		}
	}
}

// Backoff gives the pause after so many failures in a row: up to 0.25 s, doubling to 30 s, of which random (0 to 1)
// takes between half and all, so that a fleet does not come back in step.
func Backoff(failures int, random float64) time.Duration {
	const first, most = 250 * time.Millisecond, 30 * time.Second
	ceiling := most
	if failures < 7 {
		ceiling = min(most, first<<failures)
	}
	return ceiling/2 + time.Duration(random*float64(ceiling/2))
}

func (a *Agent) stream(ctx context.Context) (confirmed bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stream, err := fleetpb.NewFleetClient(a.Conn).Connect(ctx)
	if err != nil {
		return false, err
	}
	hello := &fleetpb.FromNode{Message: &fleetpb.FromNode_Registration{Registration: a.Registration}}
	if err := stream.Send(hello); err != nil {
		_, err = stream.Recv()
		return false, err
	}
	answer, err := stream.Recv()
	if err != nil {
		return false, err
	}
	registered := answer.GetRegistered()
	if registered == nil || registered.GetHeartbeatIntervalMs() == 0 {
		return false, errors.New("the control plane's first answer was no confirmation of the registration")
	}
	interval := time.Duration(registered.GetHeartbeatIntervalMs()) * time.Millisecond
	a.registered.Store(true)
	defer a.registered.Store(false)
	a.Log.Info("registered", "id", a.Registration.GetId(), "nebula_ip", a.Registration.GetNebulaIp(), "heartbeat", interval.String())
	return true, a.heartbeats(stream, interval)
}

func (a *Agent) heartbeats(stream grpc.BidiStreamingClient[fleetpb.FromNode, fleetpb.ToNode], interval time.Duration) error {
	acked := make(chan uint64)
	ended := make(chan error, 1)
	go func() {
		for {
			message, err := stream.Recv()
			if err != nil {
				ended <- err
				return
			}
			select {
			case acked <- message.GetAck().GetSequence():
			case <-stream.Context().Done():
				return
			}
		}
	}()
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for sent, seen := uint64(0), uint64(0); ; {
		select {
		case <-ticker.C:
			// A peer that vanished without a word is noticed here, long before TCP gives up.
			if sent >= seen+3 {
				return fmt.Errorf("the control plane left %d heartbeats unanswered", sent-seen)
			}
			sent++
			beat := &fleetpb.FromNode{Message: &fleetpb.FromNode_Heartbeat{Heartbeat: &fleetpb.Heartbeat{Sequence: sent}}}
			if err := stream.Send(beat); err != nil {
				return err
			}
		case seen = <-acked:
		case err := <-ended:
			return err
		case <-stream.Context().Done():
			return stream.Context().Err()
		}
	}
}
