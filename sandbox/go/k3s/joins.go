package main

import (
	"net"
	"net/http"
	"os"
	"time"

	"github.com/sirupsen/logrus"
)

// ownNode is the name that the server's own agent settled on.
func (s *supervisor) ownNode() string {
	if name := os.Getenv("NODE_NAME"); name != "" {
		return name
	}
	return s.nodeName
}

// announce remembers the address that a node says is its own.
func (j *joins) announce(node, addresses string) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	if j.seen[node] == nil {
		j.seen[node] = &join{Node: node}
	}
	j.seen[node].NodeIP = addresses
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

// listJoins answers with the nodes that had a tunnel, without the server's own.
func (s *supervisor) listJoins(w http.ResponseWriter, _ *http.Request) {
	s.joins.mutex.Lock()
	defer s.joins.mutex.Unlock()
	all := []join{}
	for _, name := range sortedKeys(s.joins.seen) {
		if seen := s.joins.seen[name]; seen.Times > 0 && name != s.ownNode() {
			all = append(all, *seen)
		}
	}
	sendJSON(w, http.StatusOK, all)
}
