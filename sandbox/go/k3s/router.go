package main

import (
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/sirupsen/logrus"
)

// handler asks for roles route by route (pkg/server/router.go): what servers ask each other for is k3s:server's, the tunnel is a node's, and what
// an agent needs to start is k3s:agent's, a node's and a bootstrap token's. All other paths are the API's.
func (s *supervisor) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /cacerts", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.Write(s.serverCA.pem)
	})
	mux.HandleFunc("GET /ping", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("pong")) })
	mux.HandleFunc("GET /stand-in/joins", s.listJoins)
	for _, path := range []string{"encrypt/status", "encrypt/config", "cert/cacerts", "server-bootstrap", "token"} {
		mux.Handle("/v1-k3s/"+path, s.requireRole(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			sendError(w, r, http.StatusBadRequest, errors.New("etcd disabled"))
		}), "k3s:server"))
	}
	mux.Handle("/v1-k3s/connect", s.requireRole(s.tunnel, nodes))
	for path, handler := range map[string]http.HandlerFunc{
		"serving-kubelet.crt":       s.servingKubelet,
		"client-kubelet.crt":        s.clientKubelet,
		"client-kube-proxy.crt":     s.client("system:kube-proxy"),
		"client-k3s-controller.crt": s.client("system:k3s-controller"),
		"client-ca.crt":             func(w http.ResponseWriter, _ *http.Request) { w.Write(s.clientCA.pem) },
		"server-ca.crt":             func(w http.ResponseWriter, _ *http.Request) { w.Write(s.serverCA.pem) },
		"apiservers":                s.apiservers,
		"config":                    s.config,
		"readyz":                    s.readyz,
	} {
		mux.Handle("/v1-k3s/"+path, s.requireRole(handler, agentRole, nodes, bootstrappers))
	}
	mux.Handle("/", s.apiHandler)
	connect := s.requireRole(http.HandlerFunc(s.tunnel.serveConnect), masters)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodConnect {
			connect.ServeHTTP(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// config is the part of the server's configuration that agents go by (pkg/daemons/config/types.go Control).
func (s *supervisor) config(w http.ResponseWriter, _ *http.Request) {
	sendJSON(w, http.StatusOK, map[string]any{
		"StandIn": true, "FlannelBackend": s.o.or("flannel-backend", "vxlan"), "ClusterDomain": s.o.or("cluster-domain", "cluster.local"),
		"HTTPSPort": json.Number(s.o.port()), "SupervisorPort": json.Number(s.o.port()), "EgressSelectorMode": s.o.or("egress-selector-mode", "agent"),
		"DisableCCM": s.cloud.disabled, "DisableKubeProxy": s.o.one("disable-kube-proxy") != "",
	})
}

func (s *supervisor) apiservers(w http.ResponseWriter, _ *http.Request) {
	addresses := []string{}
	if s.ready.Load() {
		addresses = append(addresses, net.JoinHostPort(s.o.or("advertise-address", s.address()), s.o.port()))
	}
	sendJSON(w, http.StatusOK, addresses)
}

func (s *supervisor) readyz(w http.ResponseWriter, r *http.Request) {
	if !s.ready.Load() {
		sendError(w, r, http.StatusServiceUnavailable, errCoreNotReady)
		return
	}
	w.Write([]byte("ok"))
}

var errCoreNotReady = errors.New("runtime core not ready")

// authorizeNode gives the name of the node that asks for its certificates, or the status of the refusal (pkg/server/router.go passwordBootstrap).
func (s *supervisor) authorizeNode(r *http.Request) (string, int, error) {
	name, password := strings.ToLower(r.Header.Get("k3s-Node-Name")), r.Header.Get("k3s-Node-Password")
	if name == "" {
		return "", http.StatusBadRequest, errors.New("node name not set")
	}
	if password == "" {
		return "", http.StatusBadRequest, errors.New("node password not set")
	}
	proven := caller(r).node()
	if proven != "" && proven != name {
		return "", http.StatusBadRequest, errors.New("header node name does not match auth node name")
	}
	if !s.ready.Load() {
		if name != s.nodeName {
			return "", http.StatusServiceUnavailable, errCoreNotReady
		}
		return s.authorizeOwnNode(name, password)
	}
	// The certificate of a node that was deleted is worth nothing: the token has to be shown again.
	if proven != "" {
		if _, exists := s.objects.node(proven); !exists {
			return "", http.StatusUnauthorized, errors.New("unable to verify node identity: nodes \"" + proven + "\" not found")
		}
	}
	if err := s.objects.ensurePassword(name, password); err != nil {
		if errors.Is(err, errVerifyFailed) {
			return "", http.StatusForbidden, err
		}
		return "", http.StatusInternalServerError, err
	}
	return name, http.StatusOK, nil
}

// authorizeOwnNode compares with the file while there is no API yet to ask; the secret follows.
func (s *supervisor) authorizeOwnNode(name, password string) (string, int, error) {
	content, err := os.ReadFile(nodePasswordFile)
	if err != nil {
		return "", http.StatusInternalServerError, errors.Join(errors.New("unable to read node password file"), err)
	}
	if strings.TrimSpace(string(content)) != password {
		return "", http.StatusForbidden, errors.New("unable to verify local node password")
	}
	go func() {
		for !s.ready.Load() {
			time.Sleep(50 * time.Millisecond)
		}
		if err := s.objects.ensurePassword(name, password); err != nil {
			logrus.Warnf("Deferred node password secret validation failed: %v", err)
		}
	}()
	return name, http.StatusOK, nil
}

func (s *supervisor) servingKubelet(w http.ResponseWriter, r *http.Request) {
	node, code, err := s.authorizeNode(r)
	if err != nil {
		sendError(w, r, code, err)
		return
	}
	names := []string{node, "localhost", "127.0.0.1"}
	for _, text := range strings.Split(r.Header.Get("k3s-Node-IP"), ",") {
		if net.ParseIP(text) == nil && text != "" {
			sendError(w, r, http.StatusInternalServerError, errors.New("invalid node IP address "+text))
			return
		}
		if text != "" {
			names = append(names, text)
		}
	}
	s.sign(w, r, s.serverCA, subject{name: node, names: names})
}

func (s *supervisor) clientKubelet(w http.ResponseWriter, r *http.Request) {
	node, code, err := s.authorizeNode(r)
	if err != nil {
		sendError(w, r, code, err)
		return
	}
	s.sign(w, r, s.clientCA, subject{name: nodeUser + node, groups: []string{nodes}})
}

func (s *supervisor) client(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { s.sign(w, r, s.clientCA, subject{name: name}) }
}

func (s *supervisor) sign(w http.ResponseWriter, r *http.Request, ca authority, whom subject) {
	certificate, key, err := ca.sign(whom)
	if err != nil {
		sendError(w, r, http.StatusInternalServerError, err)
		return
	}
	w.Write(append(certificate, key...))
}
