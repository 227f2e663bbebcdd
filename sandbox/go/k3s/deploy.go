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

// deploy applies what lies in server/manifests, as an administrator; a file again when it has changed, or when it failed
// (pkg/deploy/controller.go). What goes from a file stays in the cluster here.
func (k *kubernetes) deploy(ctx context.Context) {
	applied := map[string]time.Time{}
	for {
		manifests, err := listManifests(filepath.Join(k.dir, "manifests"))
		if err != nil {
			logrus.Errorf("Failed to process config: %v", err)
		}
		for path, changed := range manifests {
			if changed.Equal(applied[path]) {
				continue
			}
			if err := k.apply(ctx, path); err != nil {
				logrus.Errorf("Failed to process config: failed to process %s: %v", path, err)
				continue
			}
			applied[path] = changed
		}
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
