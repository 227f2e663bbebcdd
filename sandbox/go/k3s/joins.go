package main

import (
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/sirupsen/logrus"
	corev1 "k8s.io/api/core/v1"
)

// join is what the server saw of a node; GET /stand-in/joins lists them.
type join struct {
	Node      string    `json:"node"`
	NodeIP    string    `json:"node_ip"`
	Address   string    `json:"address"` // where the connection came from
	Joined    time.Time `json:"joined"`
	Connected bool      `json:"connected"`
	Times     int       `json:"times"`
}

type joins struct {
	mutex sync.Mutex
	seen  map[string]*join
}

// begin notes that a node's tunnel stands, and returns what notes its end.
func (j *joins) begin(node, remote string) func() {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		host = remote
	}
	j.mutex.Lock()
	defer j.mutex.Unlock()
	if j.seen[node] == nil {
		j.seen[node] = &join{Node: node}
	}
	seen := j.seen[node]
	seen.Times++
	seen.Address, seen.Joined, seen.Connected = host, time.Now(), true
	logrus.Infof("node %s joined from %s", node, host)
	times := seen.Times
	return func() {
		j.mutex.Lock()
		defer j.mutex.Unlock()
		if seen.Times == times {
			seen.Connected = false
		}
	}
}

// listJoins answers with the nodes that had a tunnel, without the server's own. A node's address is what the API has of it: after the server's
// restart an agent opens its tunnel again and asks for no certificate.
func (s *supervisor) listJoins(w http.ResponseWriter, _ *http.Request) {
	s.joins.mutex.Lock()
	defer s.joins.mutex.Unlock()
	all := []join{}
	for _, name := range sortedKeys(s.joins.seen) {
		if seen := s.joins.seen[name]; seen.Times > 0 && name != s.nodeName {
			known := *seen
			if node, ok := s.objects.node(name); ok {
				known.NodeIP = addressOf(*node, corev1.NodeInternalIP)
			}
			all = append(all, known)
		}
	}
	sendJSON(w, http.StatusOK, all)
}
