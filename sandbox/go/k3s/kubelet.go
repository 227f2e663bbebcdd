package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/apimachinery/pkg/util/validation"
	kubeletapis "k8s.io/kubelet/pkg/apis"
)

var kubeletDir = "/var/lib/kubelet"

// kubelet stands in for the node's: it listens, says that it is healthy, and registers the node.
type kubelet struct {
	name      string
	addresses []net.IP
	// listenAddress is what k3s tells the kubelet and where the tunnel dials it; bindAddress is where it listens in the end.
	listenAddress, bindAddress string
	labels                     map[string]string
	server                     string
	dir                        string
	tls                        *tls.Config
	servingCertificate         tls.Certificate
}

// newKubelet settles name and addresses. --bind-address is the kubelet's address too, else the wildcard one (pkg/agent/config/config.go,
// pkg/daemons/agent/agent_linux.go); --kubelet-arg=address= overrides that for the kubelet only.
func newKubelet(o options, server string) (*kubelet, error) {
	name, err := o.nodeName()
	if err != nil {
		return nil, err
	}
	k := &kubelet{name: name, server: server, dir: o.agentDir(), labels: map[string]string{}}
	if k.addresses, err = o.nodeIPs(); err != nil {
		return nil, err
	}
	k.listenAddress = o.one("bind-address")
	if k.listenAddress == "" && k.addresses[0].To4() != nil {
		k.listenAddress = "0.0.0.0"
	} else if k.listenAddress == "" {
		k.listenAddress = "::"
	}
	k.bindAddress = k.listenAddress
	if address, given := o.kubeletArg("address"); given {
		k.bindAddress = address
	}
	for _, pair := range o["node-label"] {
		key, value, _ := strings.Cut(pair, "=")
		k.labels[key] = value
	}
	return k, nil
}

// header is how a node says who it is: by its name and a password of its own, which is made once.
func (k *kubelet) header() (http.Header, error) {
	password, err := ensureFile(nodePasswordFile, 16)
	if err != nil {
		return nil, err
	}
	var addresses []string
	for _, address := range k.addresses {
		addresses = append(addresses, address.String())
	}
	header := http.Header{}
	header.Set("k3s-Node-Name", k.name)
	header.Set("k3s-Node-Password", password)
	header.Set("k3s-Node-IP", strings.Join(addresses, ","))
	return header, nil
}

// validateLabels refuses what a kubelet refuses of --node-labels (k8s.io/kubernetes/cmd/kubelet/app/options ValidateKubeletFlags); the list of
// labels that are its own is upstream's.
func validateLabels(labels map[string]string) error {
	unknown, invalid := sets.New[string](), []string{}
	for key, value := range labels {
		if isKubernetesLabel(key) && !kubeletapis.IsKubeletLabel(key) {
			unknown.Insert(key)
		}
		if errs := validation.IsQualifiedName(key); len(errs) > 0 {
			invalid = append(invalid, fmt.Sprintf("'%s' - %s", key, strings.Join(errs, ", ")))
		}
		if errs := validation.IsValidLabelValue(value); len(errs) > 0 {
			invalid = append(invalid, fmt.Sprintf("'%s' - %s", value, strings.Join(errs, ", ")))
		}
	}
	if len(unknown) > 0 {
		return fmt.Errorf("unknown 'kubernetes.io' or 'k8s.io' labels specified with --node-labels: %v\n--node-labels in the 'kubernetes.io' namespace "+
			"must begin with an allowed prefix (%s) or be in the specifically allowed set (%s)", sets.List(unknown),
			strings.Join(kubeletapis.KubeletLabelNamespaces(), ", "), strings.Join(kubeletapis.KubeletLabels(), ", "))
	}
	if len(invalid) > 0 {
		slices.Sort(invalid)
		return fmt.Errorf("invalid node labels: %s", strings.Join(invalid, "; "))
	}
	return nil
}

func isKubernetesLabel(key string) bool {
	namespace, _, found := strings.Cut(key, "/")
	return found && (namespace == "kubernetes.io" || strings.HasSuffix(namespace, ".kubernetes.io") || namespace == "k8s.io" || strings.HasSuffix(namespace, ".k8s.io"))
}

// startKubelet opens port 10250. What is fatal later is sent to failed.
func (k *kubelet) startKubelet(ctx context.Context, failed chan<- error) error {
	if err := validateLabels(k.labels); err != nil {
		return err
	}
	if net.ParseIP(k.bindAddress) == nil {
		return fmt.Errorf("failed to parse kubelet flag: invalid argument %q for \"--address\" flag: failed to parse IP: %q", k.bindAddress, k.bindAddress)
	}
	clientCA, err := os.ReadFile(filepath.Join(k.dir, "client-ca.crt"))
	if err != nil {
		return err
	}
	config := &tls.Config{Certificates: []tls.Certificate{k.servingCertificate}, ClientAuth: tls.RequestClientCert}
	listener, err := tls.Listen("tcp", net.JoinHostPort(k.bindAddress, kubeletPort), config)
	if err != nil {
		return err
	}
	server := &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: kubeletHandler(poolOf(clientCA))}
	go func() {
		if err := server.Serve(listener); ctx.Err() == nil {
			failed <- err
		}
	}()
	context.AfterFunc(ctx, func() { server.Close() })
	return os.MkdirAll(filepath.Join(kubeletDir, "pods"), 0o750)
}

// kubeletHandler lets the API server in only: k3s starts kubelets with --anonymous-auth=false and --authorization-mode=Webhook.
func kubeletHandler(clientCA *x509.CertPool) http.Handler {
	auth := &authenticator{clientCA: clientCA}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ok") })
	mux.HandleFunc("GET /pods", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[]}`)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, ok, err := auth.authenticate(r)
		if err != nil || !ok {
			http.Error(w, "Unauthorized", http.StatusUnauthorized)
			return
		}
		if !slices.Contains(who.groups, masters) {
			http.Error(w, fmt.Sprintf("Forbidden (user=%s, verb=get, resource=nodes, subresource=proxy)", who.name), http.StatusForbidden)
			return
		}
		mux.ServeHTTP(w, r)
	})
}
