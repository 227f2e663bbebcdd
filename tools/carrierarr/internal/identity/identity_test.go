package identity_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"carrierarr/internal/identity"
)

// imds answers like the metadata service with tokens required; paths that are absent are 404.
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
		default:
			w.Write([]byte(value))
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestReadsTheIdentityWithAToken(t *testing.T) {
	endpoint := imds(t, map[string]string{
		"/latest/meta-data/instance-id":                 "i-1",
		"/latest/meta-data/placement/region":            "us-east-1",
		"/latest/meta-data/placement/availability-zone": "us-east-1a",
	})
	who, err := identity.Fetch(context.Background(), endpoint)
	want := identity.Identity{InstanceID: "i-1", Region: "us-east-1", AvailabilityZone: "us-east-1a"}
	if err != nil || who != want {
		t.Errorf("got %+v, %v", who, err)
	}
}

func TestAnInstanceWithoutAnIdIsAnError(t *testing.T) {
	if _, err := identity.Fetch(context.Background(), imds(t, nil)); err == nil {
		t.Error("no error")
	}
}
