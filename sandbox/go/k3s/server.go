package main

import (
	"context"
	"crypto/subtle"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
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

type supervisor struct {
	dir      string
	ca       authority
	password string

	mutex sync.Mutex
	joins map[string]*join
}

func server(ctx context.Context, o options) error {
	if o.one("server") != "" || o.one("cluster-init") != "" {
		return errors.New("the stand-in has one server only, with a database of its own")
	}
	address, err := nodeIP(o)
	if err != nil {
		return err
	}
	dir := filepath.Join(o.dataDir(), "server")
	s := &supervisor{dir: dir, joins: map[string]*join{}}
	if s.ca, err = loadAuthority(filepath.Join(dir, "tls")); err != nil {
		return err
	}
	if err := s.settleToken(o); err != nil {
		return err
	}
	names := append([]string{"kubernetes", "localhost", "127.0.0.1", address}, o["tls-san"]...)
	certificate, err := s.ca.issue(filepath.Join(dir, "tls/serving-kube-apiserver"), names)
	if err != nil {
		return err
	}
	plain, err := (&net.ListenConfig{KeepAliveConfig: keepAlive}).Listen(ctx, "tcp", net.JoinHostPort(o.one("bind-address"), port(o)))
	if err != nil {
		return err
	}
	listener := tls.NewListener(plain, &tls.Config{Certificates: []tls.Certificate{certificate}})
	if err := write("/etc/rancher/k3s/k3s.yaml", []byte("# kubeconfig of the stand-in\nserver: https://"+address+":"+port(o)+"\n")); err != nil {
		return err
	}
	web := &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	defer web.Close()
	if err := startNode(ctx, o, address); err != nil {
		return err
	}
	logf("k3s is up and running on %s, node-ip %s", listener.Addr(), address)
	if err := notifyReady(); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return nil
	case err := <-failed:
		return err
	}
}

func port(o options) string {
	if p := o.one("https-listen-port"); p != "" {
		return p
	}
	return "6443"
}

// settleToken takes the token that was given, or the one of an earlier start, or makes one. Another one than the database was made with is fatal.
func (s *supervisor) settleToken(o options) error {
	token, err := o.token()
	if err != nil {
		return err
	}
	database, file := filepath.Join(s.dir, "db/state.db"), filepath.Join(s.dir, "token")
	if token == "" {
		content, err := os.ReadFile(file)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		token = strings.TrimSpace(string(content))
	}
	if token == "" {
		token = randomHex(16)
	}
	given, err := parseToken(token, "server")
	if err != nil {
		return err
	}
	if given.caHash != "" && given.caHash != hash(s.ca.pem) {
		return errors.New("token CA hash does not match the Cluster CA certificate hash")
	}
	s.password = given.password
	made, err := os.ReadFile(database)
	if err == nil && string(made) != hash([]byte(s.password)) {
		return errors.New("bootstrap data already found and encrypted with different token")
	}
	if err := write(database, []byte(hash([]byte(s.password)))); err != nil {
		return err
	}
	full := fullToken(s.ca.pem, "server", s.password)
	if err := write(file, []byte(full+"\n")); err != nil {
		return err
	}
	return write(filepath.Join(s.dir, "node-token"), []byte(full+"\n"))
}

func (s *supervisor) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /cacerts", func(w http.ResponseWriter, _ *http.Request) { w.Write(s.ca.pem) })
	mux.HandleFunc("GET /ping", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("pong")) })
	mux.HandleFunc("GET /stand-in/joins", s.list)
	mux.Handle("GET /v1-k3s/config", s.authorized(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(`{"stand-in":true}`)) }))
	mux.Handle("POST /v1-k3s/connect", s.authorized(s.connect))
	return mux
}

func (s *supervisor) authorized(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, ok := r.BasicAuth()
		if !ok || (user != "node" && user != "server") || subtle.ConstantTimeCompare([]byte(password), []byte(s.password)) == 0 {
			http.Error(w, "Unauthorized", http.StatusUnauthorized)
			return
		}
		next(w, r)
	})
}

// connect holds an agent's connection: while it stands, the node is there. The headers are k3s's.
func (s *supervisor) connect(w http.ResponseWriter, r *http.Request) {
	node, password := r.Header.Get("k3s-Node-Name"), r.Header.Get("k3s-Node-Password")
	if node == "" || password == "" {
		http.Error(w, "node name and password are required", http.StatusBadRequest)
		return
	}
	if err := s.nodePassword(node, password); err != nil {
		http.Error(w, err.Error(), http.StatusForbidden)
		return
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	times := s.joined(node, r.Header.Get("k3s-Node-IP"), host)
	logf("node %s joined from %s", node, host)
	w.WriteHeader(http.StatusOK)
	w.(http.Flusher).Flush()
	<-r.Context().Done()
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.joins[node].Times == times {
		s.joins[node].Connected = false
	}
}

func (s *supervisor) joined(node, address, host string) int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	times := 1
	if earlier := s.joins[node]; earlier != nil {
		times += earlier.Times
	}
	s.joins[node] = &join{Node: node, NodeIP: address, Address: host, Joined: time.Now(), Connected: true, Times: times}
	return times
}

// nodePassword refuses a second machine of the same name.
func (s *supervisor) nodePassword(node, password string) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	file := filepath.Join(s.dir, "cred/node-passwd.json")
	known := map[string]string{}
	if content, err := os.ReadFile(file); err == nil {
		if err := json.Unmarshal(content, &known); err != nil {
			return err
		}
	}
	if first, ok := known[node]; ok && first != hash([]byte(password)) {
		return fmt.Errorf("node password rejected, duplicate hostname or contents of %s may not match server node-passwd entry", nodePass)
	}
	known[node] = hash([]byte(password))
	content, err := json.Marshal(known)
	if err != nil {
		return err
	}
	return write(file, content)
}

func (s *supervisor) list(w http.ResponseWriter, _ *http.Request) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	all := []*join{}
	for _, j := range s.joins {
		all = append(all, j)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(all)
}
