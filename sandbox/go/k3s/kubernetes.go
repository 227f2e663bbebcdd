package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/sirupsen/logrus"
)

const (
	apiPort     = "6444"
	storagePort = "2379"
)

// kubernetesPrograms are its parts, and kwok, which says of every pod that it runs.
var kubernetesPrograms = []string{"kine", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok"}

// kubernetes is the real API server with its controllers and scheduler, where these programs lie beside k3s.
type kubernetes struct {
	*supervisor
	programs map[string]string
	client   *http.Client // as an administrator
	proxy    http.Handler
}

// findKubernetes looks for the programs in data/current/bin and beside the executable; nil where one is missing.
func findKubernetes(s *supervisor) (*kubernetes, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	k := &kubernetes{supervisor: s, programs: map[string]string{}}
	for _, name := range kubernetesPrograms {
		for _, folder := range []string{filepath.Join(s.o.dataDir(), "data/current/bin"), filepath.Dir(self)} {
			if _, err := os.Stat(filepath.Join(folder, name)); err == nil {
				k.programs[name] = filepath.Join(folder, name)
				break
			}
		}
		if k.programs[name] == "" {
			return nil, nil
		}
	}
	return k, k.prepare()
}

func (k *kubernetes) tlsFile(name string) string  { return filepath.Join(k.dir, "tls", name) }
func (k *kubernetes) credFile(name string) string { return filepath.Join(k.dir, "cred", name) }

// prepare writes certificates, the kubeconfig of each program and the way to the kubelets, as pkg/daemons/control/deps does.
func (k *kubernetes) prepare() error {
	frontCA, err := loadAuthority(k.tlsFile("request-header-ca"), "k3s-request-header-ca")
	if err != nil {
		return err
	}
	front, err := frontCA.issue(k.tlsFile("client-auth-proxy"), subject{name: "system:auth-proxy"})
	if err != nil {
		return err
	}
	admin, err := k.clientCA.issue(k.tlsFile("client-admin"), subject{name: "system:admin", groups: []string{masters}})
	if err != nil {
		return err
	}
	// The key of service accounts is a CA's key file that no certificate is made with.
	if _, err := loadAuthority(k.tlsFile("service"), "k3s-service"); err != nil {
		return err
	}
	if _, err := k.serverCA.issue(k.tlsFile("serving-apiserver"), subject{name: "kube-apiserver", names: []string{"127.0.0.1", "localhost"}}); err != nil {
		return err
	}
	for file, who := range map[string]subject{
		"controller.kubeconfig": {name: "system:kube-controller-manager"},
		"scheduler.kubeconfig":  {name: "system:kube-scheduler"},
		"kwok.kubeconfig":       {name: "system:kwok", groups: []string{masters}},
	} {
		certificate, key, err := k.clientCA.sign(who)
		if err != nil {
			return err
		}
		if err := write(k.credFile(file), kubeconfig("https://127.0.0.1:"+apiPort, k.serverCA.pem, certificate, key)); err != nil {
			return err
		}
	}
	if err := write(k.kwokStages(), []byte(leaveNodesAlone)); err != nil {
		return err
	}
	egress := fmt.Sprintf(`apiVersion: apiserver.k8s.io/v1beta1
kind: EgressSelectorConfiguration
egressSelections:
- name: cluster
  connection:
    proxyProtocol: HTTPConnect
    transport:
      tcp:
        url: %s
        tlsConfig: {caBundle: %s, clientCert: %s, clientKey: %s}
`, k.url(), k.tlsFile("server-ca.crt"), k.tlsFile("client-kube-apiserver.crt"), k.tlsFile("client-kube-apiserver.key"))
	if err := write(filepath.Join(k.dir, "etc/egress-selector-config.yaml"), []byte(egress)); err != nil {
		return err
	}
	roots := k.serverCA.pool()
	k.client = &http.Client{Timeout: clientTimeout, Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{admin}}}}
	k.proxy = frontProxy(&http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{front}}})
	return nil
}

// frontProxy hands a request to the API server in the name of its caller, whose TLS connection ends here.
func frontProxy(transport *http.Transport) http.Handler {
	target := &url.URL{Scheme: "https", Host: "127.0.0.1:" + apiPort}
	return &httputil.ReverseProxy{Transport: transport, FlushInterval: -1, Rewrite: func(request *httputil.ProxyRequest) {
		request.SetURL(target)
		for name := range request.Out.Header {
			if len(name) > 9 && name[:9] == "X-Remote-" {
				request.Out.Header.Del(name)
			}
		}
		if who := caller(request.In); who.name != "" {
			request.Out.Header.Set("X-Remote-User", who.name)
			request.Out.Header["X-Remote-Group"] = append(slices.Clone(who.groups), "system:authenticated")
		}
	}}
}

// handler is the API: 503 until it is there.
func (k *kubernetes) handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		auth := k.authenticator.Load()
		if auth == nil || !k.ready.Load() {
			sendError(w, r, http.StatusServiceUnavailable, errors.New("apiserver not ready"))
			return
		}
		// Passwords are the supervisor's only; whom it does not know, the API server judges by itself.
		if _, _, given := r.BasicAuth(); given {
			r.Header.Del("Authorization")
		}
		who, _, err := auth.authenticate(r)
		if err != nil {
			sendError(w, r, http.StatusUnauthorized, errors.New("not authorized"))
			return
		}
		k.proxy.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), identityKey{}, who)))
	})
}

// start runs the programs and waits until the API server is ready.
func (k *kubernetes) start(ctx context.Context, failed chan<- error) error {
	storage := "sqlite://" + filepath.Join(k.dir, "db/kine.db") + "?_journal=WAL&cache=shared&_busy_timeout=30000"
	if err := k.run(ctx, failed, "kine", "--endpoint="+storage, "--listen-address=http://127.0.0.1:"+storagePort, "--metrics-bind-address=0"); err != nil {
		return err
	}
	if err := k.run(ctx, failed, "kube-apiserver", k.apiArguments()...); err != nil {
		return err
	}
	for {
		if _, err := k.ask(http.MethodGet, "/readyz", "", nil); err == nil {
			break
		}
		if err := sleep(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
	if err := k.run(ctx, failed, "kube-controller-manager", k.controllerArguments()...); err != nil {
		return err
	}
	if err := k.run(ctx, failed, "kube-scheduler", k.schedulerArguments()...); err != nil {
		return err
	}
	if err := k.run(ctx, failed, "kwok", k.kwokArguments()...); err != nil {
		return err
	}
	go k.control(ctx)
	go k.deploy(ctx)
	return nil
}

func (k *kubernetes) apiArguments() []string {
	return []string{
		"--etcd-servers=http://127.0.0.1:" + storagePort, "--storage-backend=etcd3", "--bind-address=127.0.0.1", "--secure-port=" + apiPort,
		"--advertise-address=" + k.o.or("advertise-address", k.address()), "--allow-privileged=true", "--anonymous-auth=false",
		"--authorization-mode=Node,RBAC", "--enable-admission-plugins=NodeRestriction", "--profiling=false",
		"--enable-bootstrap-token-auth=true",
		"--client-ca-file=" + k.tlsFile("client-ca.crt"),
		"--tls-cert-file=" + k.tlsFile("serving-apiserver.crt"), "--tls-private-key-file=" + k.tlsFile("serving-apiserver.key"),
		"--cert-dir=" + k.tlsFile("temporary-certs"), "--service-cluster-ip-range=10.43.0.0/16",
		"--service-account-issuer=https://kubernetes.default.svc.cluster.local", "--api-audiences=https://kubernetes.default.svc.cluster.local,k3s",
		"--service-account-key-file=" + k.tlsFile("service.key"), "--service-account-signing-key-file=" + k.tlsFile("service.key"),
		"--kubelet-certificate-authority=" + k.tlsFile("server-ca.crt"), "--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname",
		"--kubelet-client-certificate=" + k.tlsFile("client-kube-apiserver.crt"), "--kubelet-client-key=" + k.tlsFile("client-kube-apiserver.key"),
		"--requestheader-client-ca-file=" + k.tlsFile("request-header-ca.crt"), "--requestheader-allowed-names=system:auth-proxy",
		"--requestheader-username-headers=X-Remote-User", "--requestheader-group-headers=X-Remote-Group",
		"--requestheader-extra-headers-prefix=X-Remote-Extra-",
		"--proxy-client-cert-file=" + k.tlsFile("client-auth-proxy.crt"), "--proxy-client-key-file=" + k.tlsFile("client-auth-proxy.key"),
		"--egress-selector-config-file=" + filepath.Join(k.dir, "etc/egress-selector-config.yaml"),
	}
}

func (k *kubernetes) controllerArguments() []string {
	config := k.credFile("controller.kubeconfig")
	return []string{
		"--kubeconfig=" + config, "--authentication-kubeconfig=" + config, "--authorization-kubeconfig=" + config, "--bind-address=127.0.0.1",
		"--secure-port=10257", "--leader-elect=false", "--use-service-account-credentials=true", "--profiling=false",
		"--service-account-private-key-file=" + k.tlsFile("service.key"), "--root-ca-file=" + k.tlsFile("server-ca.crt"),
		"--allocate-node-cidrs=true", "--cluster-cidr=10.42.0.0/16", "--service-cluster-ip-range=10.43.0.0/16",
		// What a kubelet serves with, and what is of an unknown signer, is of the server CA, all else of the clients' (pkg/daemons/control/server.go controllerManager).
		"--cluster-signing-kubelet-serving-cert-file=" + k.tlsFile("server-ca.crt"), "--cluster-signing-kubelet-serving-key-file=" + k.tlsFile("server-ca.key"),
		"--cluster-signing-kube-apiserver-client-cert-file=" + k.tlsFile("client-ca.crt"), "--cluster-signing-kube-apiserver-client-key-file=" + k.tlsFile("client-ca.key"),
		"--cluster-signing-kubelet-client-cert-file=" + k.tlsFile("client-ca.crt"), "--cluster-signing-kubelet-client-key-file=" + k.tlsFile("client-ca.key"),
		"--cluster-signing-legacy-unknown-cert-file=" + k.tlsFile("server-ca.crt"), "--cluster-signing-legacy-unknown-key-file=" + k.tlsFile("server-ca.key"),
	}
}

// run starts a program as a child whose end is k3s's.
func (k *kubernetes) run(ctx context.Context, failed chan<- error, name string, arguments ...string) error {
	if err := os.MkdirAll(filepath.Join(k.dir, "db"), 0o700); err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(k.dir, name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	logrus.Infof("Running %s %v", name, arguments)
	command := exec.CommandContext(ctx, k.programs[name], arguments...)
	command.Stdout, command.Stderr = log, log
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := command.Start(); err != nil {
		return err
	}
	go func() {
		if err := command.Wait(); ctx.Err() == nil {
			failed <- fmt.Errorf("%s exited: %w", name, err)
		}
	}()
	return nil
}
