package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/sirupsen/logrus"
)

// How often server/manifests is looked at.
const deployPeriod = 15 * time.Second

// manifests is what was seen in server/manifests, and what was applied of it.
type manifests struct {
	folder  string
	times   map[string]time.Time
	applied map[string]string // SHA-256 by path
}

// pass applies each file once after a start, and again when its content has changed or when it failed (pkg/deploy/controller.go listFilesIn:
// a time that changed makes it read the file, deploy compares the checksum; the first pass forces). What goes from a file stays in the cluster
// here.
func (m *manifests) pass(apply func(path string) error) {
	found, err := listManifests(m.folder)
	if err != nil {
		logrus.Errorf("Failed to process config: %v", err)
	}
	for path, changed := range found {
		if changed.Equal(m.times[path]) {
			continue
		}
		content, err := os.ReadFile(path)
		if sum := hash(content); err == nil && sum != m.applied[path] {
			if err = apply(path); err == nil {
				m.applied[path] = sum
			}
		}
		if err != nil {
			logrus.Errorf("Failed to process config: failed to process %s: %v", path, err)
			continue
		}
		m.times[path] = changed
	}
}

// deploy applies what lies in server/manifests, as an administrator.
func (k *kubernetes) deploy(ctx context.Context) {
	all := manifests{filepath.Join(k.dir, "manifests"), map[string]time.Time{}, map[string]string{}}
	for {
		all.pass(func(path string) error { return k.apply(ctx, path) })
		if sleep(ctx, deployPeriod) != nil {
			return
		}
	}
}

// listManifests finds the files that count (shouldSkipFile): no hidden ones, no others than JSON and YAML, none that has a FILE.skip.
func listManifests(folder string) (map[string]time.Time, error) {
	found, skipped := map[string]time.Time{}, map[string]bool{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name := strings.ToLower(entry.Name())
		if file, skip := strings.CutSuffix(entry.Name(), ".skip"); skip {
			skipped[file] = true
		}
		if strings.HasPrefix(name, ".") || !slices.Contains([]string{".json", ".yaml", ".yml"}, filepath.Ext(name)) {
			return nil
		}
		info, err := entry.Info()
		if err == nil {
			found[path] = info.ModTime()
		}
		return err
	})
	if os.IsNotExist(err) {
		return nil, nil
	}
	for path := range found {
		if skipped[filepath.Base(path)] {
			delete(found, path)
		}
	}
	return found, err
}

func (k *kubernetes) apply(ctx context.Context, path string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	command := exec.CommandContext(ctx, self, "kubectl", "--kubeconfig="+k.credFile("kwok.kubeconfig"), "apply", "--filename="+path)
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, output)
	}
	logrus.Infof("Applied manifest at %q", path)
	return nil
}
