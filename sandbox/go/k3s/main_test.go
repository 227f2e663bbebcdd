package main

import (
	"bytes"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sirupsen/logrus"
)

// TestMain lets the test's own binary be containerd and ctr, as k3s's is.
func TestMain(m *testing.M) {
	switch name := filepath.Base(os.Args[0]); name {
	case "containerd", "ctr":
		os.Exit(tool(name, os.Args))
	}
	os.Exit(m.Run())
}

func contains(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %q", err, want)
	}
}

// logged gives what is logged while do runs.
func logged(do func()) string {
	var text bytes.Buffer
	logrus.SetOutput(&text)
	defer logrus.SetOutput(os.Stderr)
	do()
	return text.String()
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	return port
}

// newServer makes a supervisor on 127.0.0.1 that is starting still.
func newServer(t *testing.T, o options) *supervisor {
	t.Helper()
	dir := t.TempDir()
	all := options{
		"data-dir": {dir}, "bind-address": {"127.0.0.1"}, "node-ip": {"127.0.0.1"}, "https-listen-port": {freePort(t)},
		"node-name": {"lighthouse"}, "write-kubeconfig": {filepath.Join(dir, "k3s.yaml")}, "token": {"pw"},
	}
	for name, values := range o {
		all[name] = values
	}
	s, err := newSupervisor(all)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := s.listen(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	web := &http.Server{Handler: s.handler(), ErrorLog: log.New(io.Discard, "", 0)}
	go web.Serve(listener)
	t.Cleanup(func() { web.Close() })
	return s
}

// known is a server that has started.
func known(t *testing.T, o options) *supervisor {
	t.Helper()
	s := newServer(t, o)
	s.authenticator.Store(&authenticator{accounts: s.accounts, clientCA: s.clientCA.pool()})
	s.ready.Store(true)
	return s
}

// as asks for a path as a user with a password, or, where that is "", with a client certificate of the name and groups; "" is nobody.
func (s *supervisor) as(t *testing.T, method, path, user, password string, groups []string, header http.Header) (int, string) {
	t.Helper()
	config := &tls.Config{RootCAs: s.serverCA.pool()}
	if user != "" && password == "" {
		certificate, key, err := s.clientCA.sign(subject{name: user, groups: groups})
		if err != nil {
			t.Fatal(err)
		}
		pair, err := tls.X509KeyPair(certificate, key)
		if err != nil {
			t.Fatal(err)
		}
		config.Certificates = []tls.Certificate{pair}
	}
	request, err := http.NewRequest(method, s.url()+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range header {
		request.Header[name] = values
	}
	if password != "" {
		request.SetBasicAuth(user, password)
	}
	response, err := (&http.Client{Transport: &http.Transport{TLSClientConfig: config, DisableKeepAlives: true}}).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(content)
}

func nodeHeader(name, password string) http.Header {
	header := http.Header{}
	header.Set("k3s-Node-Name", name)
	header.Set("k3s-Node-Password", password)
	return header
}

// ownNodeFiles puts the files that a node has below /etc and /var elsewhere.
func ownNodeFiles(t *testing.T) {
	t.Helper()
	dir, passwordFile, pods, port := nodeConfigDir, nodePasswordFile, kubeletDir, kubeletPort
	t.Cleanup(func() { nodeConfigDir, nodePasswordFile, kubeletDir, kubeletPort = dir, passwordFile, pods, port })
	nodeConfigDir = t.TempDir()
	nodePasswordFile = filepath.Join(nodeConfigDir, "password")
	kubeletDir, kubeletPort = t.TempDir(), freePort(t)
}
