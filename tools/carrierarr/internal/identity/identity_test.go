package identity_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"carrierarr/internal/identity"
)

const notFound = `<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE html>404 - Not Found`

// imds answers like the metadata service with tokens required; paths that are absent are 404 with a page.
func imds(t *testing.T, values map[string]string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut && r.URL.Path == "/latest/api/token" && r.Header.Get("X-Aws-Ec2-Metadata-Token-Ttl-Seconds") != "" {
			w.Write([]byte("TOKEN"))
			return
		}
		value, ok := values[r.URL.Path]
		switch {
		case r.Header.Get("X-Aws-Ec2-Metadata-Token") != "TOKEN":
			w.WriteHeader(http.StatusUnauthorized)
		case !ok:
			w.WriteHeader(http.StatusNotFound)
			w.Write([]byte(notFound))
		default:
			w.Write([]byte(value))
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestTheIdentityIsReadWithAToken(t *testing.T) {
	endpoint := imds(t, map[string]string{"/latest/meta-data/instance-id": "i-1", "/latest/meta-data/public-ipv4": "192.0.2.1"})
	if who := identity.Fetch(context.Background(), endpoint); who != (identity.Identity{InstanceID: "i-1", PublicIP: "192.0.2.1"}) {
		t.Errorf("got %+v", who)
	}
}

func TestThePageOfA404IsTakenForAnAddress(t *testing.T) {
	endpoint := imds(t, map[string]string{"/latest/meta-data/instance-id": "i-1"})
	if who := identity.Fetch(context.Background(), endpoint); !strings.HasPrefix(who.PublicIP, "<?xml") {
		t.Errorf("got %+v", who)
	}
}
