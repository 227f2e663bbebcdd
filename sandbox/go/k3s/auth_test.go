package main

import (
	"net/http"
	"testing"
)

func TestTheUserServerIsForbiddenWhatAnAgentAsksFor(t *testing.T) {
	s := known(t, nil)
	for _, path := range []string{"config", "client-ca.crt", "server-ca.crt", "client-kube-proxy.crt", "client-k3s-controller.crt", "serving-kubelet.crt", "client-kubelet.crt", "apiservers", "readyz"} {
		if code, _ := s.as(t, "GET", "/v1-k3s/"+path, "server", "pw", nil, nodeHeader("a", "b")); code != http.StatusForbidden {
			t.Errorf("%s as server: %d", path, code)
		}
		if code, _ := s.as(t, "GET", "/v1-k3s/"+path, "node", "pw", nil, nodeHeader("a", "b")); code != http.StatusOK {
			t.Errorf("%s as node: %d", path, code)
		}
	}
}

func TestAWrongPasswordIsUnauthorizedAndNoneIsForbidden(t *testing.T) {
	s := known(t, nil)
	if code, _ := s.as(t, "GET", "/v1-k3s/config", "node", "wrong", nil, nil); code != http.StatusUnauthorized {
		t.Errorf("wrong: %d", code)
	}
	if code, _ := s.as(t, "GET", "/v1-k3s/config", "", "", nil, nil); code != http.StatusForbidden {
		t.Errorf("none: %d", code)
	}
}

func TestABootstrapTokenOpensWhatAnAgentNeedsToStartAndNoMore(t *testing.T) {
	s := known(t, nil)
	bearer := func(token string) http.Header {
		header := nodeHeader("a", "b")
		header.Set("Authorization", "Bearer "+token)
		return header
	}
	const good = "abcdef.0123456789abcdef"
	status := func(path, token string) int {
		code, _ := s.as(t, "GET", "/v1-k3s/"+path, "", "", nil, bearer(token))
		return code
	}
	if code := status("config", good); code != http.StatusUnauthorized {
		t.Errorf("with no API to ask: %d", code)
	}
	s.authenticator.Load().review = func(token string) (identity, bool, error) {
		if token == good {
			return identity{"system:bootstrap:abcdef", []string{bootstrappers}}, true, nil
		}
		return identity{}, false, errInvalidToken
	}
	for path, want := range map[string]int{"config": http.StatusOK, "client-kubelet.crt": http.StatusOK, "token": http.StatusForbidden, "connect": http.StatusForbidden} {
		if code := status(path, good); code != want {
			t.Errorf("%s: got %d, want %d", path, code, want)
		}
	}
	if code := status("config", "abcdef.ffffffffffffffff"); code != http.StatusUnauthorized {
		t.Errorf("a token that there is not: %d", code)
	}
	// k3s has no node's password with that user, so a token is no password.
	if code, _ := s.as(t, "GET", "/v1-k3s/config", "node", good, nil, nil); code != http.StatusUnauthorized {
		t.Errorf("as a password: %d", code)
	}
}

func TestARightTokenIsUnauthorizedWhileTheServerIsStarting(t *testing.T) {
	s := newServer(t, nil)
	if code, _ := s.as(t, "GET", "/v1-k3s/config", "node", "pw", nil, nil); code != http.StatusUnauthorized {
		t.Errorf("got %d", code)
	}
	if code, _ := s.as(t, "GET", "/cacerts", "", "", nil, nil); code != http.StatusOK {
		t.Errorf("cacerts: %d", code)
	}
}

func TestAnotherNodeHasToWaitForTheAPI(t *testing.T) {
	ownNodeFiles(t)
	s := known(t, nil)
	s.ready.Store(false)
	if code, _ := s.as(t, "GET", "/v1-k3s/serving-kubelet.crt", "node", "pw", nil, nodeHeader("worker", "x")); code != http.StatusServiceUnavailable {
		t.Errorf("worker: %d", code)
	}
	if err := write(nodePasswordFile, []byte("own\n")); err != nil {
		t.Fatal(err)
	}
	if code, _ := s.as(t, "GET", "/v1-k3s/serving-kubelet.crt", "node", "pw", nil, nodeHeader("lighthouse", "own")); code != http.StatusOK {
		t.Errorf("own node: %d", code)
	}
	if code, _ := s.as(t, "GET", "/v1-k3s/serving-kubelet.crt", "node", "pw", nil, nodeHeader("lighthouse", "x")); code != http.StatusForbidden {
		t.Errorf("own node with another password: %d", code)
	}
}

func TestTheTunnelIsForACertificateOfANodeOnly(t *testing.T) {
	s := known(t, nil)
	for user, password := range map[string]string{"node": "pw", "server": "pw"} {
		if code, _ := s.as(t, "GET", "/v1-k3s/connect", user, password, nil, nil); code != http.StatusForbidden {
			t.Errorf("%s: %d", user, code)
		}
	}
	if code, _ := s.as(t, "GET", "/v1-k3s/connect", nodeUser+"a", "", []string{nodes}, nil); code != http.StatusBadRequest {
		t.Errorf("a node without a websocket: %d", code)
	}
}

func TestWhatServersAskEachOtherForIsForbiddenToNodes(t *testing.T) {
	s := known(t, nil)
	if code, _ := s.as(t, "GET", "/v1-k3s/server-bootstrap", "node", "pw", nil, nil); code != http.StatusForbidden {
		t.Errorf("node: %d", code)
	}
	if code, _ := s.as(t, "GET", "/v1-k3s/server-bootstrap", "server", "pw", nil, nil); code != http.StatusBadRequest {
		t.Errorf("server: %d", code)
	}
}

func TestASecondNodeOfAKnownNameIsRefusedUntilTheNodeIsDeleted(t *testing.T) {
	s := known(t, nil)
	for _, try := range []struct {
		password string
		want     int
	}{{"first", 200}, {"first", 200}, {"second", 403}} {
		if code, _ := s.as(t, "GET", "/v1-k3s/client-kubelet.crt", "node", "pw", nil, nodeHeader("Worker", try.password)); code != try.want {
			t.Errorf("%s: got %d, want %d", try.password, code, try.want)
		}
	}
	if got := s.data.secrets(); len(got) != 1 || got[0] != "worker.node-password.k3s" {
		t.Errorf("got %v", got)
	}
	worker := (&kubelet{name: "worker"}).object()
	if err := s.data.put(&worker, false); err != nil {
		t.Fatal(err)
	}
	if code, text := s.as(t, "DELETE", "/api/v1/nodes/worker", "system:admin", "", []string{masters}, nil); code != http.StatusOK {
		t.Errorf("delete: %d %s", code, text)
	}
	if got := s.data.secrets(); len(got) != 0 {
		t.Errorf("got %v", got)
	}
	if code, _ := s.as(t, "GET", "/v1-k3s/client-kubelet.crt", "node", "pw", nil, nodeHeader("worker", "second")); code != http.StatusOK {
		t.Errorf("after the node was deleted: %d", code)
	}
}

func TestTheCertificateOfADeletedNodeIsUnauthorized(t *testing.T) {
	s := known(t, nil)
	if code, _ := s.as(t, "GET", "/v1-k3s/client-kubelet.crt", nodeUser+"gone", "", []string{nodes}, nodeHeader("gone", "x")); code != http.StatusUnauthorized {
		t.Errorf("got %d", code)
	}
}

func TestACertificateIsForItsOwnNodeOnly(t *testing.T) {
	s := known(t, nil)
	if code, _ := s.as(t, "GET", "/v1-k3s/client-kubelet.crt", nodeUser+"a", "", []string{nodes}, nodeHeader("b", "x")); code != http.StatusBadRequest {
		t.Errorf("got %d", code)
	}
}

func TestANodeReadsNodesAndWritesItsOwn(t *testing.T) {
	s := known(t, nil)
	if code, _ := s.as(t, "GET", "/api/v1/nodes", nodeUser+"a", "", []string{nodes}, nil); code != http.StatusOK {
		t.Errorf("list: %d", code)
	}
	for _, path := range []string{"/api/v1/nodes/b", "/api/v1/nodes/b/status"} {
		if code, _ := s.as(t, "PUT", path, nodeUser+"a", "", []string{nodes}, nil); code != http.StatusForbidden {
			t.Errorf("%s: %d", path, code)
		}
	}
	if code, _ := s.as(t, "DELETE", "/api/v1/nodes/a", nodeUser+"a", "", []string{nodes}, nil); code != http.StatusForbidden {
		t.Errorf("delete: %d", code)
	}
}

func TestTheAPIKnowsNoPassword(t *testing.T) {
	s := known(t, nil)
	if code, _ := s.as(t, "GET", "/api/v1/nodes", "", "", nil, nil); code != http.StatusUnauthorized {
		t.Errorf("nobody: %d", code)
	}
	if code, _ := s.as(t, "GET", "/api/v1/nodes", "server", "pw", nil, nil); code != http.StatusForbidden {
		t.Errorf("server: %d", code)
	}
}
