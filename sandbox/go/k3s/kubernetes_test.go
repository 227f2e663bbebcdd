package main

import (
	"context"
	"crypto/tls"
	"errors"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"
)

func TestNobodyIsSomebodyElseBehindTheFrontProxy(t *testing.T) {
	var seen http.Header
	api := httptest.NewTLSServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = r.Header }))
	defer api.Close()
	proxy := frontProxy(&http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, api.Listener.Addr().String())
		},
	})
	for name, who := range map[string]identity{"": {}, "system:node:a": {"system:node:a", []string{nodes}}} {
		request := httptest.NewRequest("GET", "/api/v1/nodes", nil)
		request.Header.Set("X-Remote-User", "system:admin")
		request.Header.Set("X-Remote-Group", masters)
		request.Header.Set("X-Remote-Extra-Scopes", "all")
		proxy.ServeHTTP(httptest.NewRecorder(), request.WithContext(context.WithValue(t.Context(), identityKey{}, who)))
		want := []string(nil)
		if name != "" {
			want = []string{nodes, "system:authenticated"}
		}
		if seen.Get("X-Remote-User") != name || !reflect.DeepEqual(seen["X-Remote-Group"], want) || seen.Get("X-Remote-Extra-Scopes") != "" {
			t.Errorf("%q: got %v", name, seen)
		}
	}
}

func TestTheRealAPIServerIsStartedOnlyWhereAllItsProgramsLie(t *testing.T) {
	s := newServer(t, nil)
	if s.kube != nil {
		t.Fatal("there are none")
	}
	bin := filepath.Join(s.o.dataDir(), "data/current/bin")
	for i, name := range kubernetesPrograms {
		if err := write(filepath.Join(bin, name), nil); err != nil {
			t.Fatal(err)
		}
		if k, err := findKubernetes(s); err != nil || (k != nil) != (i == len(kubernetesPrograms)-1) {
			t.Errorf("%s: got %v, %v", name, k, err)
		}
	}
	if content, err := os.ReadFile(filepath.Join(s.dir, "etc/egress-selector-config.yaml")); err != nil || len(content) == 0 {
		t.Errorf("got %q, %v", content, err)
	}
}

func TestTheRealAPIAnswersNobodyWhileItIsStarting(t *testing.T) {
	s := newServer(t, nil)
	k := &kubernetes{supervisor: s, proxy: http.NotFoundHandler()}
	for _, want := range []int{http.StatusServiceUnavailable, http.StatusNotFound} {
		recorder := httptest.NewRecorder()
		k.handler().ServeHTTP(recorder, httptest.NewRequest("GET", "/api", nil))
		if recorder.Code != want {
			t.Errorf("got %d, want %d", recorder.Code, want)
		}
		s.authenticator.Store(&authenticator{accounts: s.accounts, clientCA: s.clientCA.pool()})
		s.ready.Store(true)
	}
}

func TestOnlyManifestsAreAppliedThatK3sWouldTake(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"a.yaml", "b.JSON", "in/c.yml", ".hidden.yaml", "d.txt", "e.yaml", "e.yaml.skip"} {
		if err := write(filepath.Join(folder, name), nil); err != nil {
			t.Fatal(err)
		}
	}
	found, err := listManifests(folder)
	names := slices.Sorted(maps.Keys(found))
	if want := []string{"a.yaml", "b.JSON", "in/c.yml"}; err != nil || len(names) != len(want) || filepath.Base(names[2]) != "c.yml" {
		t.Errorf("got %v, %v, want %v", names, err, want)
	}
	if found, err := listManifests(filepath.Join(folder, "none")); err != nil || len(found) != 0 {
		t.Errorf("got %v, %v where there is no folder", found, err)
	}
}

func TestAManifestIsAppliedOnceAStartAndThenByItsContentOnly(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "a.yaml")
	put := func(content string, age time.Duration) {
		t.Helper()
		if err := write(file, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, time.Time{}, time.Now().Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	applied, failure := 0, error(nil)
	started := func() *manifests { return &manifests{folder, map[string]time.Time{}, map[string]string{}} }
	expect := func(m *manifests, what string, want int) {
		t.Helper()
		applied = 0
		m.pass(func(string) error { applied++; return failure })
		if applied != want {
			t.Errorf("%s: applied %d times, want %d", what, applied, want)
		}
	}
	put("a", time.Hour)
	m := started()
	expect(m, "the first pass", 1)
	expect(m, "the second", 0)
	put("a", time.Minute)
	expect(m, "touched", 0)
	put("b", time.Second)
	failure = errors.New("refused")
	expect(m, "changed, and refused", 1)
	failure = nil
	expect(m, "after a refusal", 1)
	expect(m, "after that", 0)
	expect(started(), "after a restart", 1)
}
