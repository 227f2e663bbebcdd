package main

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// store stands in for containerd's: the names of the images, and their labels.
type store struct{ file string }

func storeIn(dataDir string) store {
	return store{filepath.Join(dataDir, "agent/containerd/images.json")}
}

func (s store) read() (map[string]map[string]string, error) {
	images := map[string]map[string]string{}
	content, err := os.ReadFile(s.file)
	if errors.Is(err, os.ErrNotExist) {
		return images, nil
	}
	if err != nil {
		return nil, err
	}
	return images, json.Unmarshal(content, &images)
}

func (s store) add(names ...string) error {
	images, err := s.read()
	if err != nil {
		return err
	}
	for _, name := range names {
		if images[name] == nil {
			images[name] = map[string]string{}
		}
	}
	return s.write(images)
}

func (s store) write(images map[string]map[string]string) error {
	content, err := json.Marshal(images)
	if err != nil {
		return err
	}
	return write(s.file, content)
}

// importAll imports every tarball of agent/images, as this version does at each start.
func (s store) importAll(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, entry := range entries {
		names, err := imagesOf(filepath.Join(folder, entry.Name()))
		if err != nil {
			return err
		}
		if err := s.add(names...); err != nil {
			return err
		}
		logf("imported %d images from %s", len(names), entry.Name())
	}
	return nil
}

// imagesOf reads the names from a tarball of docker save's or OCI's layout, plain or compressed.
func imagesOf(file string) ([]string, error) {
	opened, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	content, err := decompressed(opened)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var names []string
	archive := tar.NewReader(content)
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		switch strings.TrimPrefix(header.Name, "./") {
		case "manifest.json":
			var manifest []struct{ RepoTags []string }
			if err := json.NewDecoder(archive).Decode(&manifest); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			for _, image := range manifest {
				names = append(names, image.RepoTags...)
			}
		case "index.json":
			var index struct {
				Manifests []struct{ Annotations map[string]string }
			}
			if err := json.NewDecoder(archive).Decode(&index); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			for _, image := range index.Manifests {
				if name := image.Annotations["io.containerd.image.name"]; name != "" {
					names = append(names, name)
				}
			}
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s holds no named image", file)
	}
	return names, nil
}

func decompressed(file io.Reader) (io.Reader, error) {
	reader := bufio.NewReader(file)
	magic, err := reader.Peek(4)
	if err != nil {
		return nil, err
	}
	switch {
	case bytes.Equal(magic, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return zstd.NewReader(reader)
	case bytes.Equal(magic[:2], []byte{0x1f, 0x8b}):
		return gzip.NewReader(reader)
	}
	return reader, nil
}

func (s store) names() ([]string, error) {
	images, err := s.read()
	if err != nil {
		return nil, err
	}
	var names []string
	for name := range images {
		names = append(names, name)
	}
	sort.Strings(names)
	return names, nil
}
