package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/sirupsen/logrus"
)

// How long the server answers 401 after its port opened, and then 503 for what needs the API: k3s's API server takes its time too.
var authenticatorDelay, apiDelay = time.Second, 500 * time.Millisecond

// supervisor is k3s's own part of a server, on the port that it shares with the API.
type supervisor struct {
	o          options
	dir        string
	nodeName   string
	accounts   accounts
	serverCA   authority
	clientCA   authority
	apiCert    tls.Certificate // what the API server shows a kubelet
	data       *datastore
	objects    objects
	apiHandler http.Handler
	kube       *kubernetes // nil where the API is imitated
	cloud      cloudController
	tunnel     *tunnelServer
	joins      joins

	// nil and false while the server is starting.
	authenticator atomic.Pointer[authenticator]
	ready         atomic.Bool
}

// newSupervisor makes what lies on the disk: certificates, tokens, datastore, kubeconfig (pkg/daemons/control/deps, pkg/server).
func newSupervisor(o options) (*supervisor, error) {
	if o.one("server") != "" || o.one("cluster-init") != "" || o.one("datastore-endpoint") != "" {
		return nil, errors.New("the stand-in for k3s has one server only, with a database of its own")
	}
	if mode := o.or("egress-selector-mode", "agent"); mode != "agent" && mode != "cluster" && mode != "pod" && mode != "disabled" {
		return nil, fmt.Errorf("invalid egress-selector-mode %s", mode)
	}
	s := &supervisor{o: o, dir: o.serverDir(), cloud: cloudController{disabled: o.one("disable-cloud-controller") != ""}}
	s.joins.seen = map[string]*join{}
	token, err := o.token("token")
	if err != nil {
		return nil, err
	}
	agentToken, err := o.token("agent-token")
	if err != nil {
		return nil, err
	}
	if s.nodeName, err = o.nodeName(); err != nil {
		return nil, err
	}
	if s.serverCA, err = loadAuthority(filepath.Join(s.dir, "tls/server-ca"), "k3s-server-ca"); err != nil {
		return nil, err
	}
	if s.clientCA, err = loadAuthority(filepath.Join(s.dir, "tls/client-ca"), "k3s-client-ca"); err != nil {
		return nil, err
	}
	if s.accounts, err = settleAccounts(s.dir, token, agentToken); err != nil {
		return nil, err
	}
	if s.data, err = openDatastore(s.dir, s.accounts["server"].password); err != nil {
		return nil, fmt.Errorf("preparing server: %w", err)
	}
	if s.apiCert, err = s.clientCA.issue(filepath.Join(s.dir, "tls/client-kube-apiserver"), subject{name: "system:apiserver", groups: []string{masters}}); err != nil {
		return nil, err
	}
	s.tunnel = newTunnelServer(s)
	s.objects, s.apiHandler = s.data, s.api()
	if s.kube, err = findKubernetes(s); err != nil {
		return nil, err
	}
	if s.kube != nil {
		s.objects, s.apiHandler = s.kube, s.kube.handler()
	}
	if err := writeTokens(s.dir, s.serverCA.pem, s.accounts, agentToken != "", s.url()); err != nil {
		return nil, err
	}
	return s, s.writeKubeconfig()
}

func (s *supervisor) address() string { return s.o.or("bind-address", "127.0.0.1") }
func (s *supervisor) url() string {
	return "https://" + net.JoinHostPort(s.address(), s.o.port())
}

// writeKubeconfig writes the administrator's, for root unless --write-kubeconfig-mode says otherwise.
func (s *supervisor) writeKubeconfig() error {
	certificate, key, err := s.clientCA.sign(subject{name: "system:admin", groups: []string{masters}})
	if err != nil {
		return err
	}
	mode, err := strconv.ParseUint(s.o.or("write-kubeconfig-mode", "600"), 8, 32)
	if err != nil {
		logrus.Errorf("Failed to set %s to mode %s: %v", kubeconfigFile, s.o.one("write-kubeconfig-mode"), err)
		mode = 0o600
	}
	file := s.o.or("write-kubeconfig", kubeconfigFile)
	if err := write(file, kubeconfig(s.url(), s.serverCA.pem, certificate, key)); err != nil {
		return err
	}
	logrus.Infof("Wrote kubeconfig %s", file)
	return os.Chmod(file, os.FileMode(mode))
}

// listen opens the supervisor's port. Client certificates are looked at by the authenticator, as a password may come instead of one.
func (s *supervisor) listen(ctx context.Context) (net.Listener, error) {
	addresses, err := s.o.nodeIPs()
	if err != nil {
		return nil, err
	}
	names := append([]string{
		"kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local",
		"localhost", "127.0.0.1", "::1", "10.43.0.1", s.nodeName,
	}, splitCommas(s.o["tls-san"])...)
	for _, address := range addresses {
		names = append(names, address.String())
	}
	for _, name := range []string{"bind-address", "advertise-address"} {
		if address := s.o.one(name); address != "" {
			names = append(names, address)
		}
	}
	certificate, err := s.serverCA.issue(filepath.Join(s.dir, "tls/serving-kube-apiserver"), subject{name: "kube-apiserver", names: names})
	if err != nil {
		return nil, err
	}
	plain, err := (&net.ListenConfig{KeepAliveConfig: keepAlive}).Listen(ctx, "tcp", net.JoinHostPort(s.o.one("bind-address"), s.o.port()))
	if err != nil {
		return nil, err
	}
	// HTTP/1.1 only: websockets and CONNECT take a connection over.
	config := &tls.Config{Certificates: []tls.Certificate{certificate}, ClientAuth: tls.RequestClientCert, NextProtos: []string{"http/1.1"}}
	return tls.NewListener(plain, config), nil
}

// runServer is `k3s server`: READY speaks of the API, not of containerd nor of the node.
func runServer(ctx context.Context, o options) error {
	ready := notifier()
	if err := o.addressFromInterface(); err != nil {
		return err
	}
	s, err := newSupervisor(o)
	if err != nil {
		return fmt.Errorf("starting kubernetes: %w", err)
	}
	listener, err := s.listen(ctx)
	if err != nil {
		return err
	}
	complaints := logrus.StandardLogger().WriterLevel(logrus.ErrorLevel)
	defer complaints.Close()
	web := &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(complaints, "Cluster-Http-Server ", 0)}
	failed := make(chan error, 8)
	go func() { failed <- web.Serve(listener) }()
	defer web.Close()
	if err := s.authenticate(ctx); err != nil {
		return nil
	}
	go func() {
		if err := s.becomeReady(ctx, failed); err != nil {
			failed <- err
			return
		}
		logrus.Info("Kube API server is now running")
		logrus.Info("k3s is up and running")
		if err := ready(); err != nil {
			failed <- err
		}
	}()
	if o.one("disable-agent") == "" {
		own := maps.Clone(o)
		own["server"] = []string{s.url()}
		token := fullToken(s.serverCA.pem, "node", s.accounts["node"].password)
		go func() { failed <- runNode(ctx, own, token, nil) }()
	}
	select {
	case <-ctx.Done():
		return nil
	case err := <-failed:
		return err
	}
}

// authenticate and becomeReady are a server's two steps: it knows users, which its own agent waits for, and it has an API.
func (s *supervisor) authenticate(ctx context.Context) error {
	if err := sleep(ctx, authenticatorDelay); err != nil {
		return err
	}
	known := &authenticator{accounts: s.accounts, clientCA: s.clientCA.pool()}
	if s.kube != nil {
		known.review = s.kube.reviewToken
	}
	s.authenticator.Store(known)
	return nil
}

func (s *supervisor) becomeReady(ctx context.Context, failed chan<- error) error {
	if s.kube != nil {
		logrus.Info("the API server is the real one")
		if err := s.kube.start(ctx, failed); err != nil {
			return err
		}
	} else if err := sleep(ctx, apiDelay); err != nil {
		return err
	}
	s.ready.Store(true)
	return nil
}

func sleep(ctx context.Context, duration time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(duration):
		return nil
	}
}
