// Package controlplane keeps the list of the fleet's nodes, serves it, and sends commands to nodes.
package controlplane

import (
	"sort"
	"sync"
	"time"

	"carrierarr/internal/fleetpb"
)

// Node is one line of GET /api/v1/nodes.
type Node struct {
	ID           string    `json:"id"`
	Type         string    `json:"type"`
	InstanceID   string    `json:"instance_id"`
	NebulaIP     string    `json:"nebula_ip"`
	PublicIP     string    `json:"public_ip"`
	Region       string    `json:"region"`
	Zone         string    `json:"availability_zone"`
	GPUCount     uint32    `json:"gpu_count"`
	Models       []string  `json:"models"`
	Liqo         string    `json:"liqo"`
	Connected    bool      `json:"connected"`
	StreamActive bool      `json:"stream_active"`
	LastSeen     time.Time `json:"last_seen"`
}

// Registry holds every node that ever registered; safe for concurrent use.
type Registry struct {
	now    func() time.Time
	stale  time.Duration
	mutex  sync.Mutex
	nodes  map[string]Node
	stream map[string]*stream
}

type stream struct {
	commands chan *fleetpb.Command
}

// NewRegistry takes the clock as an argument, for tests. A node whose last heartbeat is older than stale is not connected.
func NewRegistry(now func() time.Time, stale time.Duration) *Registry {
	return &Registry{now: now, stale: stale, nodes: map[string]Node{}, stream: map[string]*stream{}}
}

func (r *Registry) connect(node Node) *stream {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	opened := &stream{commands: make(chan *fleetpb.Command, 16)}
	node.LastSeen = r.now()
	r.nodes[node.ID] = node
	r.stream[node.ID] = opened
	return opened
}

func (r *Registry) seen(id string, status *fleetpb.NodeStatus) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	node := r.nodes[id]
	node.LastSeen = r.now()
	node.GPUCount, node.Models, node.Liqo = status.GetGpuCount(), status.GetModels(), status.GetLiqo()
	r.nodes[id] = node
}

// disconnect ends a stream, unless a newer one of the node is open.
func (r *Registry) disconnect(id string, ended *stream) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.stream[id] == ended {
		delete(r.stream, id)
	}
}

// send queues a command on the node's stream; false where it has none.
func (r *Registry) send(id string, command *fleetpb.Command) bool {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	open, ok := r.stream[id]
	if !ok {
		return false
	}
	select {
	case open.commands <- command:
		return true
	default:
		return false
	}
}

// Nodes lists every node, by id.
func (r *Registry) Nodes() []Node {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	list := make([]Node, 0, len(r.nodes))
	for _, node := range r.nodes {
		_, node.StreamActive = r.stream[node.ID]
		node.Connected = node.StreamActive && r.now().Sub(node.LastSeen) <= r.stale
		list = append(list, node)
	}
	sort.Slice(list, func(a, b int) bool { return list[a].ID < list[b].ID })
	return list
}
