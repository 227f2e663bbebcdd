package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func none(string) string { return "" }

func configured(t *testing.T, main, drop string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(file, []byte(main), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := write(file+".d/10.yaml", []byte(drop)); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestFilesEnvironmentAndFlagsAreJoined(t *testing.T) {
	file := configured(t, "node-ip: 10.0.0.1\nserver: https://a:6443\nkubelet-arg: [address=10.0.0.1]\n", "token-file: /t\nkubelet-arg+: [v=2]\n")
	env := func(name string) string { return map[string]string{"K3S_URL": "https://b:6443"}[name] }
	o, err := readOptions("agent", []string{"--node-ip=10.0.0.2", "-t", "x"}, env, file)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"node-ip": "10.0.0.2", "server": "https://b:6443", "token-file": "/t", "token": "x"} {
		if o.one(name) != want {
			t.Errorf("%s: got %q, want %q", name, o.one(name), want)
		}
	}
	if o.kubeletArg("address") != "10.0.0.1" || o.kubeletArg("v") != "2" {
		t.Errorf("kubelet-arg: got %v", o["kubelet-arg"])
	}
}

func TestRefusesWhatK3sRefuses(t *testing.T) {
	cases := map[string][]string{
		"flag provided but not defined": {"--nope"},
		"only https":                    {"--server", "http://a:6443", "--token", "x"},
		"--server is required":          {"--token", "x"},
		"--token is required":           {"--server", "https://a:6443"},
		"-bind-address":                 {"--server", "https://a:6443", "--token", "x", "--bind-address", "1.2.3.4"},
	}
	for want, arguments := range cases {
		if _, err := readOptions("agent", arguments, none, "/does/not/exist"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: got %v, want %q", arguments, err, want)
		}
	}
	if _, err := readOptions("server", []string{"--disable=toaster"}, none, "/does/not/exist"); err == nil {
		t.Error("an unknown component was disabled")
	}
	if _, err := readOptions("server", nil, none, configured(t, "nope: 1\n", "")); err == nil || !strings.Contains(err.Error(), "-nope") {
		t.Errorf("an unknown key: %v", err)
	}
}

func TestAnInterfaceThatIsMissingIsFatal(t *testing.T) {
	if _, err := nodeIP(options{"flannel-iface": {"nebula-not-here"}}); err == nil {
		t.Error("no error")
	}
	if _, err := nodeIP(options{"flannel-iface": {"lo"}, "node-ip": {"10.9.8.7"}}); err == nil || !strings.Contains(err.Error(), "is not on") {
		t.Errorf("an address of another interface: %v", err)
	}
	if ip, err := nodeIP(options{"flannel-iface": {"lo"}}); err != nil || ip != "127.0.0.1" {
		t.Errorf("got %q, %v", ip, err)
	}
}

func TestTokens(t *testing.T) {
	full := fullToken([]byte("ca"), "server", "pw")
	got, err := parseToken(full, "node")
	if err != nil || got != (credentials{hash([]byte("ca")), "server", "pw"}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := parseToken("pw", "node"); err != nil || got != (credentials{"", "node", "pw"}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := parseToken("K10short::x", "node"); err == nil {
		t.Error("a malformed token was taken")
	}
}

func TestADatabaseOfAnotherTokenIsFatal(t *testing.T) {
	dir := t.TempDir()
	first := &supervisor{dir: dir}
	if err := first.settleToken(options{"token": {"one"}}); err != nil {
		t.Fatal(err)
	}
	if err := (&supervisor{dir: dir}).settleToken(options{"token": {"two"}}); err == nil {
		t.Error("no error")
	}
	if err := (&supervisor{dir: dir}).settleToken(options{}); err != nil {
		t.Errorf("the kept token: %v", err)
	}
}

func TestPullsAnImageThroughAMirrorAndRefusesABlobOfAnotherDigest(t *testing.T) {
	blob := "layer"
	mux := http.NewServeMux()
	mux.HandleFunc("/ghcr.io/v2/a/b/manifests/v1", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"mediaType":%q,"config":{"digest":"sha256:%s"},"layers":[]}`, manifestType, hash([]byte("layer")))
	})
	mux.HandleFunc("/ghcr.io/v2/a/b/blobs/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, blob) })
	mirror := httptest.NewServer(mux)
	defer mirror.Close()
	folder := t.TempDir()
	hosts := fmt.Sprintf("server = \"%s/ghcr.io/v2\"\noverride_path = true\n", mirror.URL)
	if err := write(filepath.Join(folder, "ghcr.io/hosts.toml"), []byte(hosts)); err != nil {
		t.Fatal(err)
	}
	s := storeIn(t.TempDir())
	if err := pull(s, []string{"--hosts-dir", folder, "ghcr.io/a/b:v1"}); err != nil {
		t.Fatal(err)
	}
	if said, err := list(s, false); err != nil || !strings.Contains(said, "ghcr.io/a/b:v1 "+manifestType+" sha256:") {
		t.Errorf("got %q, %v", said, err)
	}
	blob = "forged"
	if err := pull(s, []string{"--hosts-dir", folder, "ghcr.io/a/b:v1"}); err == nil || !strings.Contains(err.Error(), "another digest") {
		t.Errorf("a forged blob: %v", err)
	}
}
