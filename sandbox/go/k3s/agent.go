package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/containerd/containerd/snapshots/overlay/overlayutils"
	"github.com/sirupsen/logrus"
)

var (
	nodeConfigDir    = "/etc/rancher/node"
	nodePasswordFile = filepath.Join(nodeConfigDir, "password")
	// How long a refused token waits, and how long, at least, a configuration that could not be had; the latter up to twice as long.
	tokenRetry, configRetry = 2 * time.Second, 5 * time.Second
)

// runAgent is `k3s agent` (pkg/cli/agent/agent.go): READY speaks of the node.
func runAgent(ctx context.Context, o options) error {
	ready := notifier()
	token, err := o.token("token")
	if err != nil {
		return err
	}
	if token == "" {
		return errors.New("--token is required")
	}
	if o.one("server") == "" {
		return errors.New("--server is required")
	}
	if err := o.addressFromInterface(); err != nil {
		return err
	}
	logrus.Infof("Starting k3s agent %s", version)
	return runNode(ctx, o, token, ready)
}

// runNode is what a server and an agent have in common (pkg/agent/run.go). It returns when the context ends or something is fatal.
func runNode(ctx context.Context, o options, token string, ready func() error) error {
	if err := os.MkdirAll(o.agentDir(), 0o700); err != nil {
		return err
	}
	if _, err := o.nodeIPs(); err != nil {
		return fmt.Errorf("failed to get node name and addresses: %w", err)
	}
	token, err := validateToken(ctx, o.one("server"), token)
	if err != nil {
		return err
	}
	node, err := retrieveConfig(ctx, o, token)
	if err != nil {
		return err
	}
	if err := startContainerd(ctx, o); err != nil {
		return err
	}
	target, err := url.Parse(node.server)
	if err != nil {
		return err
	}
	if err := startLoadBalancer(ctx, o, node.server, target.Host, ready != nil); err != nil {
		return err
	}
	tunnel := agentTunnel{kubeletAddress: node.listenAddress}
	// The tunnel knows nodes by their certificate only.
	if err := tunnel.connect(ctx, target.Host, node.tls); err != nil {
		return err
	}
	failed := make(chan error, 1)
	if err := node.startKubelet(ctx, failed); err != nil {
		return fmt.Errorf("kubelet exited: %w", err)
	}
	if err := node.register(ctx); err != nil {
		return err
	}
	if ready != nil {
		logrus.Info("k3s agent is up and running")
		if err := ready(); err != nil {
			return err
		}
	}
	select {
	case <-ctx.Done():
		return nil
	case err := <-failed:
		return fmt.Errorf("kubelet exited: %w", err)
	}
}

// validateToken asks for the server's CA until it is the token's, and gives the token as the one of `node`: whatever user it named, an agent is
// that one (run.go createProxyAndValidateToken, clientaccess.WithUser).
func validateToken(ctx context.Context, server, token string) (string, error) {
	for {
		found, err := parseAndValidate(server, token, "node")
		if err == nil {
			return found.token(), nil
		}
		logrus.Errorf("Failed to validate connection to cluster at %s: %v", server, err)
		if err := sleep(ctx, tokenRetry); err != nil {
			return "", err
		}
	}
}

// retrieveConfig tries for ever: a server that is starting and one that refuses are told apart in the log only (pkg/agent/config/config.go Get).
func retrieveConfig(ctx context.Context, o options, token string) (*kubelet, error) {
	for {
		node, err := getConfig(o, token)
		if err == nil {
			return node, nil
		}
		logrus.Infof("Waiting to retrieve agent configuration; server is not ready: %v", err)
		if err := sleep(ctx, configRetry+rand.N(configRetry)); err != nil {
			return nil, err
		}
	}
}

// getConfig fetches all that a node needs of its server, in k3s's order.
func getConfig(o options, token string) (*kubelet, error) {
	dir := o.agentDir()
	server, err := parseAndValidate(o.one("server"), token, "")
	if err != nil {
		return nil, err
	}
	server.certificate, server.key = filepath.Join(dir, "client-kubelet.crt"), filepath.Join(dir, "client-kubelet.key")
	content, err := server.get("/v1-k3s/config", nil)
	if err != nil {
		return nil, fmt.Errorf("failed to retrieve configuration from server: %w", err)
	}
	var control struct {
		FlannelBackend string
		DisableCCM     bool
	}
	if err := json.Unmarshal(content, &control); err != nil {
		return nil, err
	}
	if name := o.one("flannel-iface"); name != "" && control.FlannelBackend != "none" {
		if _, err := net.InterfaceByName(name); err != nil {
			return nil, fmt.Errorf("unable to find interface %s: %w", name, err)
		}
	}
	for _, name := range []string{"client-ca.crt", "server-ca.crt"} {
		if err := server.keep("/v1-k3s/"+name, filepath.Join(dir, name), "", nil); err != nil {
			return nil, err
		}
	}
	node, err := newKubelet(o, server.url)
	if err != nil {
		return nil, err
	}
	header, err := node.header()
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"serving-kubelet", "client-kubelet"} {
		base := filepath.Join(dir, name)
		if err := server.keep("/v1-k3s/"+name+".crt", base+".crt", base+".key", header); err != nil {
			return nil, fmt.Errorf("%s.crt: %w", base, err)
		}
	}
	for _, name := range []string{"client-kube-proxy", "client-k3s-controller"} {
		base := filepath.Join(dir, name)
		if err := server.keep("/v1-k3s/"+name+".crt", base+".crt", base+".key", nil); err != nil {
			return nil, fmt.Errorf("%s.crt: %w", base, err)
		}
	}
	if snapshotter := o.or("snapshotter", "overlayfs"); snapshotter == "overlayfs" && o.one("container-runtime-endpoint") == "" {
		root := filepath.Join(dir, "containerd")
		if err := overlayutils.Supported(root); err != nil {
			return nil, fmt.Errorf("\"overlayfs\" snapshotter cannot be enabled for %q, try using \"fuse-overlayfs\" or \"native\": %w", root, err)
		}
	}
	// From here on the node is known by its certificate.
	node.tls = server.tls()
	node.servingCertificate, err = tls.LoadX509KeyPair(filepath.Join(dir, "serving-kubelet.crt"), filepath.Join(dir, "serving-kubelet.key"))
	return node, err
}

// keep writes what a path answers, parted into certificates and key where keyFile is named. With a header it is the node's own certificate: 403
// speaks of its password then (config.go getNodeNamedCrt).
func (c connection) keep(path, file, keyFile string, header http.Header) error {
	content, err := c.get(path, header)
	var refused statusError
	if header != nil && errors.As(err, &refused) && refused.code == http.StatusForbidden {
		return fmt.Errorf("Node password rejected, duplicate hostname or contents of '%s' may not match server node-passwd entry, "+
			"try enabling a unique node name with the --with-node-id flag", nodePasswordFile)
	}
	if err != nil {
		return err
	}
	if keyFile == "" {
		return write(file, content)
	}
	certificates, key := splitPEM(content)
	if err := write(file, certificates); err != nil {
		return err
	}
	return write(keyFile, key)
}

// ensureFile gives what a file of the node has, and makes it, of random bytes, where it is missing.
func ensureFile(file string, bytes int) (string, error) {
	content, err := os.ReadFile(file)
	if err == nil {
		return strings.TrimSpace(string(content)), nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	made := randomHex(bytes)
	return made, write(file, []byte(made+"\n"))
}
