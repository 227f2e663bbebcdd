package main

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestAnAgentAsksAsNodeWhateverUserTheTokenNames(t *testing.T) {
	s := known(t, nil)
	for _, token := range []string{"pw", fullToken(s.serverCA.pem, "server", "pw"), fullToken(s.serverCA.pem, "anybody", "pw")} {
		got, err := validateToken(t.Context(), s.url(), token)
		if want := fullToken(s.serverCA.pem, "node", "pw"); err != nil || got != want {
			t.Errorf("%s: got %q, %v", token, got, err)
		}
	}
}

func TestATokenOfAReplacedServerIsRefusedForEver(t *testing.T) {
	s := known(t, nil)
	old := tokenRetry
	defer func() { tokenRetry = old }()
	tokenRetry = 10 * time.Millisecond
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	stale := fullToken([]byte("the CA of the server before"), "node", "pw")
	var err error
	text := logged(func() { _, err = validateToken(ctx, s.url(), stale) })
	contains(t, err, "deadline exceeded")
	want := "Failed to validate connection to cluster at " + s.url() + ": token CA hash does not match the Cluster CA certificate hash: " + stale[3:67] + " != " + hash(s.serverCA.pem)
	if strings.Count(text, want) < 2 {
		t.Errorf("got %q", text)
	}
}

func TestAServerThatIsNotHTTPSIsRefused(t *testing.T) {
	_, err := parseAndValidate("http://a:6443", "pw", "node")
	contains(t, err, "only https:// URLs are supported, invalid scheme: http://a:6443")
}

func TestAServerThatIsNotThereIsToldFromATokenThatIsWrong(t *testing.T) {
	_, err := parseAndValidate("https://127.0.0.1:"+freePort(t), "pw", "node")
	contains(t, err, "failed to get CA certs")
}

// agentOptions are those of a node that runs no containerd.
func agentOptions(t *testing.T, s *supervisor, more options) options {
	t.Helper()
	o := options{
		"server": {s.url()}, "node-ip": {"127.0.0.1"}, "node-name": {"worker"}, "data-dir": {t.TempDir()},
		"container-runtime-endpoint": {"/dev/null"}, "snapshotter": {"native"}, "lb-server-port": {"0"},
	}
	for name, values := range more {
		o[name] = values
	}
	return o
}

func TestAPasswordThatIsWrongIsToldWhenTheConfigurationIsAskedFor(t *testing.T) {
	ownNodeFiles(t)
	s := known(t, nil)
	_, err := getConfig(agentOptions(t, s, nil), fullToken(s.serverCA.pem, "node", "wrong"))
	contains(t, err, "failed to retrieve configuration from server: "+s.url()+"/v1-k3s/config: 401 Unauthorized")
	_, err = getConfig(agentOptions(t, s, nil), fullToken(s.serverCA.pem, "server", "pw"))
	contains(t, err, "/v1-k3s/config: 403 Forbidden")
}

func TestASecondMachineOfAKnownNameIsRefusedInK3sWords(t *testing.T) {
	ownNodeFiles(t)
	s := known(t, nil)
	token := fullToken(s.serverCA.pem, "node", "pw")
	if _, err := getConfig(agentOptions(t, s, nil), token); err != nil {
		t.Fatal(err)
	}
	if err := write(nodePasswordFile, []byte("of another machine\n")); err != nil {
		t.Fatal(err)
	}
	old := configRetry
	defer func() { configRetry = old }()
	configRetry = 10 * time.Millisecond
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	var err error
	text := logged(func() { _, err = retrieveConfig(ctx, agentOptions(t, s, nil), token) })
	contains(t, err, "deadline exceeded")
	want := "Waiting to retrieve agent configuration; server is not ready: "
	if !strings.Contains(text, want) || strings.Count(text, "serving-kubelet.crt: Node password rejected, duplicate hostname or contents of '"+nodePasswordFile+
		"' may not match server node-passwd entry, try enabling a unique node name with the --with-node-id flag") < 2 {
		t.Errorf("got %q", text)
	}
	// A name of its own is another node.
	node, err := getConfig(agentOptions(t, s, options{"with-node-id": {"true"}}), token)
	if err != nil || len(node.name) != len("worker-12345678") || !strings.HasPrefix(node.name, "worker-") {
		t.Errorf("got %v, %v", node, err)
	}
	again, err := getConfig(agentOptions(t, s, options{"with-node-id": {"true"}}), token)
	if err != nil || again.name != node.name {
		t.Errorf("got %v, %v", again, err)
	}
}

func TestAnInterfaceThatIsMissingKeepsANodeWithANodeIPWaiting(t *testing.T) {
	ownNodeFiles(t)
	s := known(t, nil)
	token := fullToken(s.serverCA.pem, "node", "pw")
	_, err := getConfig(agentOptions(t, s, options{"flannel-iface": {"not-here"}}), token)
	contains(t, err, "unable to find interface not-here")
}

func TestADeletedNodeComesBackByItsToken(t *testing.T) {
	ownNodeFiles(t)
	s := known(t, nil)
	o, token := agentOptions(t, s, nil), fullToken(s.serverCA.pem, "node", "pw")
	if _, err := getConfig(o, token); err != nil {
		t.Fatal(err)
	}
	// Its certificate is kept in the data folder, and of no use: no node has the name.
	if err := s.data.delete("worker"); err != nil {
		t.Fatal(err)
	}
	if err := write(nodePasswordFile, []byte("another one\n")); err != nil {
		t.Fatal(err)
	}
	if _, err := getConfig(o, token); err != nil {
		t.Error(err)
	}
}

// joined runs a node until it is registered.
func joined(t *testing.T, s *supervisor, more options) {
	t.Helper()
	if raceDetector {
		t.Skip("remotedialer v0.4.1 itself has races, when a dial fails and when a tunnel ends (connection.go doTunnelClose, session.go stopPings)")
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended, ready := make(chan error, 1), make(chan struct{})
	go func() {
		ended <- runNode(ctx, agentOptions(t, s, more), "pw", func() error { close(ready); return nil })
	}()
	t.Cleanup(func() { cancel(); <-ended })
	select {
	case <-ready:
	case err := <-ended:
		ended <- err
		t.Fatal(err)
	case <-time.After(20 * time.Second):
		t.Fatal("the node is not registered")
	}
}

func healthz(t *testing.T, s *supervisor) (int, string) {
	t.Helper()
	return s.as(t, "GET", "/api/v1/nodes/worker/proxy/healthz", "system:admin", "", []string{masters}, nil)
}

func TestAKubeletThatListensAtTheBindAddressIsReachedThroughTheTunnel(t *testing.T) {
	ownNodeFiles(t)
	s := known(t, nil)
	joined(t, s, options{"bind-address": {"127.0.0.3"}})
	if code, text := healthz(t, s); code != http.StatusOK || text != "ok" {
		t.Errorf("got %d %s", code, text)
	}
	if code, _ := s.as(t, "GET", "/v1-k3s/apiservers", nodeUser+"worker", "", []string{nodes}, nil); code != http.StatusOK {
		t.Errorf("got %d", code)
	}
}

func TestAKubeletThatListensWhereOnlyKubeletArgSaysIsNotReached(t *testing.T) {
	ownNodeFiles(t)
	s := known(t, nil)
	joined(t, s, options{"kubelet-arg": {"address=127.0.0.3"}})
	if code, text := healthz(t, s); code != http.StatusServiceUnavailable || !strings.Contains(text, "error trying to reach service: EOF") {
		t.Errorf("got %d %s", code, text)
	}
}

func TestANodeWithoutATunnelIsABadGateway(t *testing.T) {
	s := known(t, nil)
	worker, err := newKubelet(agentOptions(t, s, nil), s.url())
	if err != nil {
		t.Fatal(err)
	}
	object := worker.object()
	if err := s.data.put(&object, false); err != nil {
		t.Fatal(err)
	}
	if code, text := healthz(t, s); code != http.StatusServiceUnavailable || !strings.Contains(text, "code 502: 502 Bad Gateway") {
		t.Errorf("got %d %s", code, text)
	}
}

func TestTheTunnelDialsTheKubeletOnly(t *testing.T) {
	tunnel := agentTunnel{"10.0.0.1"}
	for address, want := range map[string]bool{"127.0.0.1:" + kubeletPort: true, "127.0.0.1:22": false, "10.0.0.1:" + kubeletPort: false} {
		if tunnel.authorized("tcp", address) != want {
			t.Errorf("%s: want %v", address, want)
		}
	}
}

func TestTheAddressOfANodeIsKnownAfterARestartOfTheServer(t *testing.T) {
	ownNodeFiles(t)
	s := known(t, nil)
	joined(t, s, nil)
	s.joins.seen = map[string]*join{}
	s.joins.begin("worker", "127.0.0.1:1")
	if _, text := s.as(t, "GET", "/stand-in/joins", "", "", nil, nil); !strings.Contains(text, `"node_ip":"127.0.0.1"`) {
		t.Errorf("got %s", text)
	}
}

func TestTheJoinOfANodeIsListed(t *testing.T) {
	ownNodeFiles(t)
	s := known(t, nil)
	joined(t, s, nil)
	_, text := s.as(t, "GET", "/stand-in/joins", "", "", nil, nil)
	if !strings.Contains(text, `"node":"worker","node_ip":"127.0.0.1","address":"127.0.0.1"`) || !strings.Contains(text, `"connected":true,"times":1`) {
		t.Errorf("got %s", text)
	}
	if _, text := s.as(t, "GET", "/api/v1/nodes/worker", "system:admin", "", []string{masters}, nil); !strings.Contains(text, `"type":"Ready","status":"True"`) {
		t.Errorf("got %s", text)
	}
}
