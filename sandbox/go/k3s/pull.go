package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

const (
	manifestType = "application/vnd.oci.image.manifest.v1+json"
	// What an image was pulled by, kept where containerd has it in its own records.
	digestLabel = "stand-in/digest"
)

var serverLine = regexp.MustCompile(`(?m)^server = "([^"]+)"$`)

// pull fetches an image by the OCI distribution protocol, checks each blob against its digest, and keeps the name.
func pull(s store, arguments []string) error {
	folder := ""
	if len(arguments) == 3 && arguments[0] == "--hosts-dir" {
		folder, arguments = arguments[1], arguments[2:]
	}
	if len(arguments) != 1 {
		return errors.New("usage: ctr images pull [--hosts-dir DIR] NAME")
	}
	name := arguments[0]
	host, path, found := strings.Cut(name, "/")
	colon := strings.LastIndex(path, ":")
	if !found || colon < 0 {
		return fmt.Errorf("%q is no HOST/PATH:TAG", name)
	}
	server, err := registry(folder, host)
	if err != nil {
		return err
	}
	content, err := get(server + "/" + path[:colon] + "/manifests/" + path[colon+1:])
	if err != nil {
		return err
	}
	var manifest struct {
		MediaType string
		Config    struct{ Digest string }
		Layers    []struct{ Digest string }
	}
	if err := json.Unmarshal(content, &manifest); err != nil || manifest.MediaType != manifestType {
		return fmt.Errorf("%s: not a manifest of one image: %q %v", name, manifest.MediaType, err)
	}
	for _, blob := range append(manifest.Layers, manifest.Config) {
		content, err := get(server + "/" + path[:colon] + "/blobs/" + blob.Digest)
		if err != nil {
			return err
		}
		if "sha256:"+hash(content) != blob.Digest {
			return fmt.Errorf("%s: the blob %s has another digest", name, blob.Digest)
		}
	}
	if err := s.add(name); err != nil {
		return err
	}
	return label(s, []string{name, digestLabel + "=sha256:" + hash(content)})
}

// registry gives the URL that `/NAME/manifests/TAG` is asked below: as hosts.toml says, which has override_path, or the host's own.
func registry(folder, host string) (string, error) {
	if folder == "" {
		return "https://" + host + "/v2", nil
	}
	content, err := os.ReadFile(filepath.Join(folder, host, "hosts.toml"))
	if err != nil {
		return "", err
	}
	server := serverLine.FindSubmatch(content)
	if server == nil || !strings.Contains(string(content), "override_path = true") {
		return "", fmt.Errorf("the stand-in reads `server` and `override_path = true` of hosts.toml, and has: %s", content)
	}
	return string(server[1]), nil
}

func get(url string) ([]byte, error) {
	client := &http.Client{Timeout: time.Minute}
	response, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, response.Status)
	}
	return io.ReadAll(io.LimitReader(response.Body, 64<<20))
}
