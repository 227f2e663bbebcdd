package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/klauspost/compress/zstd"
)

const image = "docker.io/rancher/mirrored-pause:3.6"

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func tarOf(t *testing.T, names []string, contents map[string][]byte) []byte {
	t.Helper()
	var archive bytes.Buffer
	writer := tar.NewWriter(&archive)
	for _, name := range names {
		if err := writer.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(contents[name]))}); err != nil {
			t.Fatal(err)
		}
		if _, err := writer.Write(contents[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return archive.Bytes()
}

// archives lays one image as `docker save` does, plain and compressed, in a folder of its own.
func archives(t *testing.T) string {
	t.Helper()
	layer := tarOf(t, []string{"stand-in"}, map[string][]byte{"stand-in": []byte("x")})
	config := fmt.Appendf(nil, `{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}`, digest(layer))
	manifest := fmt.Appendf(nil, `[{"Config":"%s.json","RepoTags":[%q],"Layers":["layer.tar"]}]`, digest(config), image)
	names := []string{digest(config) + ".json", "layer.tar", "manifest.json"}
	plain := tarOf(t, names, map[string][]byte{names[0]: config, "layer.tar": layer, "manifest.json": manifest})
	var gz, zst bytes.Buffer
	gzipped := gzip.NewWriter(&gz)
	zstandard, err := zstd.NewWriter(&zst)
	if err != nil {
		t.Fatal(err)
	}
	for _, writer := range []interface {
		Write([]byte) (int, error)
		Close() error
	}{gzipped, zstandard} {
		if _, err := writer.Write(plain); err != nil {
			t.Fatal(err)
		}
		if err := writer.Close(); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	for name, content := range map[string][]byte{"a.tar": plain, "a.tar.gz": gz.Bytes(), "a.tar.zst": zst.Bytes()} {
		if err := write(filepath.Join(dir, name), content); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// node runs containerd on a data folder, and gives what runs ctr on it.
func node(t *testing.T, dataDir string) func(arguments ...string) (string, error) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("containerd's snapshotter mounts, for which it has to be root")
	}
	old := containerdState
	t.Cleanup(func() { containerdState = old })
	state, err := os.MkdirTemp("", "k3s-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(state) })
	containerdState = state
	if err := startContainerd(t.Context(), options{"data-dir": {dataDir}}); err != nil {
		t.Fatal(err)
	}
	socket := containerdAddress()
	return func(arguments ...string) (string, error) {
		command := exec.Command(filepath.Join(dataDir, "data/current/bin/ctr"), append([]string{"--address", socket}, arguments...)...)
		output, err := command.CombinedOutput()
		return string(output), err
	}
}

func TestACompressedArchiveIsNotImportedByCtr(t *testing.T) {
	dir, ctr := archives(t), node(t, t.TempDir())
	for name, want := range map[string]string{"a.tar.zst": "unexpected EOF", "a.tar.gz": "unexpected EOF"} {
		if output, err := ctr("images", "import", filepath.Join(dir, name)); err == nil || !strings.Contains(output, want) && !strings.Contains(output, "invalid tar header") {
			t.Errorf("%s: got %q, %v", name, output, err)
		}
	}
	if output, err := ctr("images", "ls", "-q"); err != nil || output != "" {
		t.Errorf("got %q, %v", output, err)
	}
	if output, err := ctr("images", "import", filepath.Join(dir, "a.tar")); err != nil {
		t.Errorf("a plain one: %q, %v", output, err)
	}
	if output, err := ctr("images", "ls", "-q"); err != nil || output != image+"\n" {
		t.Errorf("got %q, %v", output, err)
	}
}

func TestCtrWithoutContainerdFails(t *testing.T) {
	command := exec.Command(os.Args[0], "--address", "/does/not/exist.sock", "--connect-timeout", "100ms", "images", "ls")
	command.Args[0] = "ctr"
	if output, err := command.CombinedOutput(); err == nil || !strings.Contains(string(output), "failed to dial") {
		t.Errorf("got %q, %v", output, err)
	}
}

func TestTheArchivesOfAgentImagesAreImportedByTheirNamesAndUnpinnedWhenTheyAreGone(t *testing.T) {
	dir, data := archives(t), t.TempDir()
	folder := filepath.Join(data, "agent/images")
	for from, to := range map[string]string{"a.tar.zst": "good.tar.zst", "a.tar.gz": "bad.gz"} {
		content, err := os.ReadFile(filepath.Join(dir, from))
		if err != nil {
			t.Fatal(err)
		}
		if err := write(filepath.Join(folder, to), content); err != nil {
			t.Fatal(err)
		}
	}
	var ctr func(...string) (string, error)
	text := logged(func() { ctr = node(t, data) })
	if !strings.Contains(text, "Imported "+image) || !strings.Contains(text, "bad.gz: unhandled file type") {
		t.Errorf("got %q", text)
	}
	pins := func(want bool) {
		t.Helper()
		output, err := ctr("images", "ls")
		if err != nil || !strings.Contains(output, image) || strings.Contains(output, criPinned+"=pinned") != want {
			t.Errorf("pinned %v: got %q, %v", want, output, err)
		}
	}
	pins(true)
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	client, err := waitForContainerd(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if err := preloadImages(t.Context(), client, options{"data-dir": {data}}); err != nil {
		t.Fatal(err)
	}
	pins(false)
}

func TestAnImageIsPulledThroughHostsTomlAndABlobOfAnotherDigestIsRefused(t *testing.T) {
	layer := tarOf(t, []string{"stand-in"}, map[string][]byte{"stand-in": []byte("y")})
	config := fmt.Appendf(nil, `{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}`, digest(layer))
	kind := "application/vnd.oci.image.manifest.v1+json"
	manifest := fmt.Appendf(nil, `{"schemaVersion":2,"mediaType":%q,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%d},`+
		`"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"sha256:%s","size":%d}]}`, kind, digest(config), len(config), digest(layer), len(layer))
	var served atomic.Pointer[[]byte]
	mux := http.NewServeMux()
	mux.HandleFunc("/ghcr.io/v2/a/b/manifests/{reference}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Write(manifest)
	})
	mux.HandleFunc("/ghcr.io/v2/a/b/blobs/{digest}", func(w http.ResponseWriter, r *http.Request) {
		if r.PathValue("digest") == "sha256:"+digest(config) {
			w.Write(config)
			return
		}
		w.Write(*served.Load())
	})
	mirror := httptest.NewServer(mux)
	defer mirror.Close()
	hosts := t.TempDir()
	text := fmt.Sprintf("server = \"%s/ghcr.io/v2\"\ncapabilities = [\"pull\", \"resolve\"]\noverride_path = true\n", mirror.URL)
	if err := write(filepath.Join(hosts, "ghcr.io/hosts.toml"), []byte(text)); err != nil {
		t.Fatal(err)
	}
	forged := bytes.Replace(layer, []byte("y"), []byte("z"), 1)
	served.Store(&forged)
	if output, err := node(t, t.TempDir())("images", "pull", "--hosts-dir", hosts, "ghcr.io/a/b:v1"); err == nil || !strings.Contains(output, "unexpected commit digest") {
		t.Errorf("a forged layer: got %q, %v", output, err)
	}
	// What containerd has of a layer it goes on with, so that the same store would refuse again.
	ctr := node(t, t.TempDir())
	served.Store(&layer)
	if output, err := ctr("images", "pull", "--hosts-dir", hosts, "ghcr.io/a/b:v1"); err != nil {
		t.Errorf("got %q, %v", output, err)
	}
	if output, err := ctr("images", "ls"); err != nil || !strings.Contains(output, "sha256:"+digest(manifest)) {
		t.Errorf("got %q, %v", output, err)
	}
}
