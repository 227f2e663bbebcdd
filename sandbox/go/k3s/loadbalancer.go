package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"path/filepath"
)

// startLoadBalancer passes connections on 127.0.0.1:6444 on to the server, as an agent's does (pkg/agent/loadbalancer, --lb-server-port), and
// writes the kubelet's kubeconfig, which names that address (pkg/agent/config/config.go, pkg/clientaccess/kubeconfig.go
// WriteClientKubeConfig). A server has no load balancer: its own node asks the server's address.
func startLoadBalancer(ctx context.Context, o options, server, host string, isAgent bool) error {
	api := server
	if isAgent {
		address := net.JoinHostPort("127.0.0.1", o.or("lb-server-port", "6444"))
		listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
		if err != nil {
			return err
		}
		context.AfterFunc(ctx, func() { listener.Close() })
		go forward(ctx, listener, host)
		api = "https://" + listener.Addr().String()
	}
	dir := o.agentDir()
	config := fmt.Sprintf(`apiVersion: v1
clusters:
- cluster:
    certificate-authority: %[1]s/server-ca.crt
    server: %[2]s
  name: local
contexts:
- context:
    cluster: local
    namespace: default
    user: user
  name: Default
current-context: Default
kind: Config
preferences: {}
users:
- name: user
  user:
    client-certificate: %[1]s/client-kubelet.crt
    client-key: %[1]s/client-kubelet.key
`, dir, api)
	return write(filepath.Join(dir, "kubelet.kubeconfig"), []byte(config))
}

func forward(ctx context.Context, listener net.Listener, host string) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		go func() {
			defer client.Close()
			server, err := (&net.Dialer{}).DialContext(ctx, "tcp", host)
			if err != nil {
				return
			}
			defer server.Close()
			done := make(chan struct{}, 2)
			pass := func(to, from net.Conn) { _, _ = io.Copy(to, from); done <- struct{}{} }
			go pass(server, client)
			go pass(client, server)
			<-done
		}()
	}
}
