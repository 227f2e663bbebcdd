package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// startNode does what a server and an agent have in common: containerd, the images, the kubelet's port.
func startNode(ctx context.Context, o options, address string) error {
	images := storeIn(o.dataDir())
	if err := images.add(); err != nil {
		return err
	}
	if err := images.importAll(filepath.Join(o.dataDir(), "agent/images")); err != nil {
		return err
	}
	if err := serveContainerd(ctx, images); err != nil {
		return err
	}
	own, err := loadAuthority(filepath.Join(o.dataDir(), "agent/pod-manifests-ca"))
	if err != nil {
		return err
	}
	certificate, err := own.issue(filepath.Join(o.dataDir(), "agent/serving-kubelet"), []string{address})
	if err != nil {
		return err
	}
	listener, err := tls.Listen("tcp", net.JoinHostPort(o.kubeletArg("address"), kubeletPort), &tls.Config{Certificates: []tls.Certificate{certificate}})
	if err != nil {
		return err
	}
	kubelet := &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "Unauthorized", http.StatusUnauthorized)
	})}
	go kubelet.Serve(listener)
	context.AfterFunc(ctx, func() { kubelet.Close() })
	return os.MkdirAll("/var/lib/kubelet/pods", 0o750)
}

func agent(ctx context.Context, o options) error {
	address, err := nodeIP(o)
	if err != nil {
		return err
	}
	token, err := o.token()
	if err != nil {
		return err
	}
	who, err := parseToken(token, "node")
	if err != nil {
		return err
	}
	password, err := ownPassword()
	if err != nil {
		return err
	}
	node := o.one("node-name")
	if node == "" {
		if node, err = os.Hostname(); err != nil {
			return err
		}
	}
	header := http.Header{"k3s-Node-Name": {node}, "k3s-Node-Password": {password}, "k3s-Node-IP": {address}}
	if err := startNode(ctx, o, address); err != nil {
		return err
	}
	ready := false
	for {
		err := connect(ctx, strings.TrimRight(o.one("server"), "/"), who, header, func() error {
			if ready {
				return nil
			}
			ready = true
			logf("k3s agent is up and running, node-ip %s", address)
			return notifyReady()
		})
		if ctx.Err() != nil {
			return nil
		}
		fmt.Fprintf(os.Stderr, "level=error msg=%q\n", fmt.Sprintf("failed to validate connection to cluster at %s: %v", o.one("server"), err))
		select {
		case <-time.After(2 * time.Second):
		case <-ctx.Done():
			return nil
		}
	}
}

// connect checks the server's CA against the token, joins, and returns when the connection has ended.
func connect(ctx context.Context, server string, who credentials, header http.Header, joined func() error) error {
	ca, err := fetchCA(ctx, server)
	if err != nil {
		return err
	}
	if who.caHash != "" && who.caHash != hash(ca) {
		return errors.New("token CA hash does not match the Cluster CA certificate hash")
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(ca)
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAliveConfig: keepAlive}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, DialContext: dialer.DialContext}
	defer transport.CloseIdleConnections()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, server+"/v1-k3s/connect", nil)
	if err != nil {
		return err
	}
	request.Header = header.Clone()
	request.SetBasicAuth(who.user, who.password)
	response, err := (&http.Client{Transport: transport}).Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		why, _ := io.ReadAll(io.LimitReader(response.Body, 4096))
		return fmt.Errorf("%s: %s", response.Status, strings.TrimSpace(string(why)))
	}
	if err := joined(); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, response.Body)
	return errors.Join(errors.New("the connection to the server ended"), err)
}

func fetchCA(ctx context.Context, server string) ([]byte, error) {
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	defer transport.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server+"/cacerts", nil)
	if err != nil {
		return nil, err
	}
	response, err := (&http.Client{Transport: transport}).Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, errors.New("/cacerts: " + response.Status)
	}
	return io.ReadAll(io.LimitReader(response.Body, 1<<20))
}

// ownPassword is made once; the server knows the node by it.
func ownPassword() (string, error) {
	content, err := os.ReadFile(nodePass)
	if err == nil {
		return strings.TrimSpace(string(content)), nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	password := randomHex(16)
	return password, write(nodePass, []byte(password+"\n"))
}
