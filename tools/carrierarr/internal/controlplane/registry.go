// Package controlplane keeps the list of the fleet's nodes and serves it.
package controlplane

import (
	"sort"
	"sync"
	"time"
)

// Node is one line of GET /api/v1/nodes.
type Node struct {
	ID               string    `json:"id"`
	Type             string    `json:"type"`
	NebulaIP         string    `json:"nebula_ip"`
	PublicIP         string    `json:"public_ip,omitempty"`
	Region           string    `json:"region,omitempty"`
	AvailabilityZone string    `json:"availability_zone,omitempty"`
	Connected        bool      `json:"connected"`
	RemoteAddress    string    `json:"remote_address"`
	RegisteredAt     time.Time `json:"registered_at"`
	LastSeen         time.Time `json:"last_seen"`
}

// Registry holds every node that ever registered; safe for concurrent use.
type Registry struct {
	now     func() time.Time
	mutex   sync.Mutex
	nodes   map[string]Node
	streams map[string]uint64
	next    uint64
}

// NewRegistry takes the clock as an argument, for tests.
func NewRegistry(now func() time.Time) *Registry {
	return &Registry{now: now, nodes: map[string]Node{}, streams: map[string]uint64{}}
}

// Connect records a node as connected and returns its stream's number: a node that reconnects has a newer one,
// so that the late end of its old stream does not mark it as gone.
func (r *Registry) Connect(node Node) uint64 {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.next++
	node.Connected = true
	node.RegisteredAt = r.now()
	node.LastSeen = node.RegisteredAt
	r.nodes[node.ID] = node
	r.streams[node.ID] = r.next
	return r.next
}

// Seen notes a heartbeat.
func (r *Registry) Seen(id string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if node, ok := r.nodes[id]; ok {
		node.LastSeen = r.now()
		r.nodes[id] = node
	}
}

// Disconnect marks a node as gone, unless a newer stream of it is open; it tells which.
func (r *Registry) Disconnect(id string, stream uint64) bool {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.streams[id] != stream {
		return false
	}
	node := r.nodes[id]
	node.Connected = false
	r.nodes[id] = node
	return true
}

// Nodes lists every node, by id.
func (r *Registry) Nodes() []Node {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	list := make([]Node, 0, len(r.nodes))
	for _, node := range r.nodes {
		list = append(list, node)
	}
	sort.Slice(list, func(a, b int) bool { return list[a].ID < list[b].ID })
	return list
}
