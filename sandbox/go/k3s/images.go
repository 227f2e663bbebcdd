package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/containerd/containerd"
	"github.com/containerd/containerd/images"
	"github.com/containerd/containerd/namespaces"
	"github.com/rancher/wharfie/pkg/tarfile"
	"github.com/sirupsen/logrus"
)

// The labels that k3s pins an image by: its own, and the CRI's.
const (
	k3sPinned = "io.cattle.k3s.pinned"
	criPinned = "io.cri-containerd.pinned"
	pinned    = "pinned"
)

// preloadImages imports every archive of agent/images, at each start. The pins that k3s itself set at an earlier start go first: what is not in the
// folder any more is not pinned any more (pkg/agent/containerd/containerd.go PreloadImages, clearLabels, labelImages). A file that cannot be
// imported is an error in the log and nothing else.
func preloadImages(ctx context.Context, client *containerd.Client, o options) error {
	ctx = namespaces.WithNamespace(ctx, "k8s.io")
	if err := clearPins(ctx, client); err != nil {
		return fmt.Errorf("failed to clear pinned labels: %w", err)
	}
	folder := filepath.Join(o.agentDir(), "images")
	entries, err := os.ReadDir(folder)
	if err != nil {
		if !errors.Is(err, os.ErrNotExist) {
			logrus.Errorf("Unable to read images in %s: %v", folder, err)
		}
		return nil
	}
	for _, entry := range entries {
		if entry.IsDir() {
			continue
		}
		start, file := time.Now(), filepath.Join(folder, entry.Name())
		if err := preloadFile(ctx, client, file); err != nil {
			logrus.Errorf("Error encountered while importing %s: %v", file, err)
			continue
		}
		logrus.Infof("Imported images from %s in %s", file, time.Since(start))
	}
	return nil
}

// preloadFile decompresses by the file's name, with k3s's own reader.
func preloadFile(ctx context.Context, client *containerd.Client, file string) error {
	if strings.HasSuffix(strings.ToLower(file), ".txt") {
		return errors.New("the stand-in for k3s has no CRI, by which k3s pulls the images of a list")
	}
	open, err := tarfile.GetOpener(file)
	if err != nil {
		return err
	}
	reader, err := open()
	if err != nil {
		return err
	}
	defer reader.Close()
	logrus.Infof("Importing images from %s", file)
	imported, err := client.Import(ctx, reader, containerd.WithAllPlatforms(true), containerd.WithSkipMissing())
	if err != nil {
		return fmt.Errorf("failed to import images from %s: %w", file, err)
	}
	for _, image := range imported {
		if err := pin(ctx, client, image); err != nil {
			return fmt.Errorf("failed to add pinned label to images: %w", err)
		}
		logrus.Infof("Imported %s", image.Name)
	}
	return nil
}

func pin(ctx context.Context, client *containerd.Client, image images.Image) error {
	if image.Labels == nil {
		image.Labels = map[string]string{}
	}
	image.Labels[k3sPinned], image.Labels[criPinned] = pinned, pinned
	_, err := client.ImageService().Update(ctx, image, "labels")
	return err
}

func clearPins(ctx context.Context, client *containerd.Client) error {
	all, err := client.ImageService().List(ctx, fmt.Sprintf("labels.%q==%s", k3sPinned, pinned))
	if err != nil {
		return err
	}
	for _, image := range all {
		delete(image.Labels, k3sPinned)
		delete(image.Labels, criPinned)
		if _, err := client.ImageService().Update(ctx, image, "labels"); err != nil {
			return err
		}
	}
	return nil
}
