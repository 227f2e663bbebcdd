package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"time"

	"github.com/gorilla/websocket"
	"github.com/rancher/remotedialer"
	"github.com/sirupsen/logrus"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

var kubeletPort = "10250"

// keepAlive notices within seconds that the other side is gone, which the tunnel's own pings take a minute for.
var keepAlive = net.KeepAliveConfig{Enable: true, Idle: 2 * time.Second, Interval: 2 * time.Second, Count: 3}

// tunnelServer takes the nodes' websockets and dials kubelets through them (pkg/daemons/control/tunnel.go); the tunnel is upstream's.
type tunnelServer struct {
	*supervisor
	server *remotedialer.Server
}

func newTunnelServer(s *supervisor) *tunnelServer {
	byNode := func(r *http.Request) (string, bool, error) {
		node := caller(r).node()
		return node, node != "", nil
	}
	refuse := func(w http.ResponseWriter, r *http.Request, code int, err error) { sendError(w, r, code, err) }
	return &tunnelServer{supervisor: s, server: remotedialer.New(byNode, refuse)}
}

func (t *tunnelServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !websocket.IsWebSocketUpgrade(r) {
		sendError(w, r, http.StatusBadRequest, errors.New("not a websocket handshake"))
		return
	}
	defer t.joins.begin(caller(r).node(), r.RemoteAddr)()
	t.server.ServeHTTP(w, r)
}

// serveConnect is how the API server reaches kubelets: CONNECT with a certificate of system:masters; 502 where that is not possible.
func (t *tunnelServer) serveConnect(w http.ResponseWriter, r *http.Request) {
	backend, err := t.dialBackend(r.Context(), r.Host)
	if err != nil {
		sendError(w, r, http.StatusBadGateway, err)
		return
	}
	defer backend.Close()
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		sendError(w, r, http.StatusInternalServerError, errors.New("hijacking not supported"))
		return
	}
	w.WriteHeader(http.StatusOK)
	front, buffered, err := hijacker.Hijack()
	if err != nil {
		return
	}
	defer front.Close()
	done := make(chan struct{}, 2)
	go func() { io.Copy(backend, buffered); done <- struct{}{} }()
	go func() { io.Copy(front, backend); done <- struct{}{} }()
	<-done
}

// dialBackend dials the server's own kubelet at the server's bind-address, and a node's by its tunnel, at the loopback address, which the other
// end knows to be the kubelet's. Without a tunnel a kubelet is not reached; any other error is tried again directly.
func (t *tunnelServer) dialBackend(ctx context.Context, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	node := t.nodeAt(host)
	toKubelet := node != "" && port == kubeletPort
	useTunnel := toKubelet
	if node == t.nodeName && toKubelet {
		useTunnel = false
		address = net.JoinHostPort(t.o.one("bind-address"), port)
	} else if toKubelet {
		address = net.JoinHostPort("127.0.0.1", port)
	}
	if useTunnel {
		conn, err := t.server.Dialer(node)(ctx, "tcp", address)
		if err == nil || strings.HasPrefix(err.Error(), "failed to find Session for client") {
			return conn, err
		}
	}
	return (&net.Dialer{}).DialContext(ctx, "tcp", address)
}

// nodeAt gives the name of the node that has an address, or that is called so.
func (t *tunnelServer) nodeAt(host string) string {
	for _, node := range t.objects.nodes() {
		if node.Name == host {
			return node.Name
		}
		for _, address := range node.Status.Addresses {
			if address.Address == host && address.Type != corev1.NodeHostName {
				return node.Name
			}
		}
	}
	return ""
}

// proxyNode is GET /api/v1/nodes/NAME/proxy/PATH: the way that `kubectl logs` and `exec` go too, from the API server to the kubelet.
func (s *supervisor) proxyNode(w http.ResponseWriter, r *http.Request, node *corev1.Node) {
	target := net.JoinHostPort(addressOf(*node, corev1.NodeInternalIP), kubeletPort)
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		conn, err := s.tunnel.dialBackend(ctx, target)
		if err != nil {
			logrus.Errorf("Sending HTTP/1.1 502 response to 127.0.0.1: %v", err)
			return nil, fmt.Errorf("proxy error from %s:%s while dialing %s, code 502: 502 Bad Gateway", s.address(), s.o.port(), target)
		}
		return hop{conn}, nil
	}
	host, _, _ := net.SplitHostPort(target)
	config := &tls.Config{Certificates: []tls.Certificate{s.apiCert}, RootCAs: s.serverCA.pool(), ServerName: host}
	transport := &http.Transport{DialContext: dial, TLSClientConfig: config, TLSHandshakeTimeout: 10 * time.Second, DisableKeepAlives: true}
	proxy := httputil.ReverseProxy{
		Transport: transport,
		Rewrite: func(request *httputil.ProxyRequest) {
			request.Out.URL = &url.URL{Scheme: "https", Host: target, Path: "/" + r.PathValue("path"), RawQuery: r.URL.RawQuery}
			request.Out.Header.Del("Authorization")
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, err error) {
			sendStatus(w, apierrors.NewServiceUnavailable("error trying to reach service: "+err.Error()))
		},
	}
	proxy.ServeHTTP(w, r)
}

// hop is a connection behind CONNECT: why the other end of the tunnel could not dial is not told.
type hop struct{ net.Conn }

func (h hop) Read(buffer []byte) (int, error) {
	n, err := h.Conn.Read(buffer)
	if err != nil {
		err = io.EOF
	}
	return n, err
}

// Write may find the tunnel closed before Read does, which a connection by way of CONNECT shows as its end all the same.
func (h hop) Write(buffer []byte) (int, error) {
	n, err := h.Conn.Write(buffer)
	if err != nil {
		err = io.EOF
	}
	return n, err
}

// agentTunnel is the node's end (pkg/agent/tunnel/tunnel.go): it lets the server dial the kubelet only, and dials that at the address that k3s
// has for it: --bind-address, else the wildcard address. What --kubelet-arg=address= says is not looked at.
type agentTunnel struct{ kubeletAddress string }

func (a agentTunnel) isKubelet(network, host, port string) bool {
	return network == "tcp" && (host == "127.0.0.1" || host == "::1") && port == kubeletPort
}

func (a agentTunnel) authorized(network, address string) bool {
	host, port, err := net.SplitHostPort(address)
	return err == nil && a.isKubelet(network, host, port)
}

func (a agentTunnel) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if a.isKubelet(network, host, port) {
		address = net.JoinHostPort(a.kubeletAddress, port)
	}
	return (&net.Dialer{}).DialContext(ctx, network, address)
}

// connect holds the tunnel to the server, and builds it up again when it ends; it returns once it stood for the first time.
func (a agentTunnel) connect(ctx context.Context, address string, config *tls.Config) error {
	target := "wss://" + address + "/v1-k3s/connect"
	dialer := &websocket.Dialer{
		TLSClientConfig: config, HandshakeTimeout: 10 * time.Second,
		NetDialContext: (&net.Dialer{Timeout: 10 * time.Second, KeepAliveConfig: keepAlive}).DialContext,
	}
	connected := make(chan struct{}, 1)
	onConnect := func(context.Context, *remotedialer.Session) error {
		logrus.WithField("url", target).Info("Remotedialer connected to proxy")
		select {
		case connected <- struct{}{}:
		default:
		}
		return nil
	}
	go func() {
		for ctx.Err() == nil {
			err := remotedialer.ConnectToProxyWithDialer(ctx, target, nil, a.authorized, dialer, a.dial, onConnect)
			if err != nil && !errors.Is(err, context.Canceled) {
				logrus.WithField("url", target).WithError(err).Error("Remotedialer proxy error; reconnecting...")
				if sleep(ctx, time.Second) != nil {
					return
				}
			}
		}
	}()
	select {
	case <-connected:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
