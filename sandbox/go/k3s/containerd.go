package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
)

// serveContainerd listens on containerd's socket: `k3s ctr` needs one that runs, as with k3s. One JSON request and answer a connection.
func serveContainerd(ctx context.Context, s store) error {
	if err := os.MkdirAll(filepath.Dir(containerd), 0o711); err != nil {
		return err
	}
	if err := os.RemoveAll(containerd); err != nil {
		return err
	}
	listener, err := net.Listen("unix", containerd)
	if err != nil {
		return err
	}
	context.AfterFunc(ctx, func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			var arguments []string
			answer := answer{}
			if err := json.NewDecoder(conn).Decode(&arguments); err != nil {
				answer.Error = err.Error()
			} else if answer.Output, err = images(s, arguments); err != nil {
				answer.Error = err.Error()
			}
			// A client that went away has nobody to be told.
			_ = json.NewEncoder(conn).Encode(answer)
			conn.Close()
		}
	}()
	return nil
}

type answer struct{ Output, Error string }

// ctr hands its arguments to the running containerd.
func ctr(arguments []string) error {
	conn, err := net.Dial("unix", containerd)
	if err != nil {
		return fmt.Errorf("ctr: failed to dial %q: %w", containerd, err)
	}
	defer conn.Close()
	for i, argument := range arguments {
		if _, err := os.Stat(argument); err == nil {
			if arguments[i], err = filepath.Abs(argument); err != nil {
				return err
			}
		}
	}
	if err := json.NewEncoder(conn).Encode(arguments); err != nil {
		return err
	}
	var got answer
	if err := json.NewDecoder(bufio.NewReader(conn)).Decode(&got); err != nil {
		return err
	}
	if got.Error != "" {
		return errors.New("ctr: " + got.Error)
	}
	fmt.Print(got.Output)
	return nil
}

// images carries out `images import FILE`, `images pull [--hosts-dir DIR] NAME`, `images list [-q]` and `images label NAME KEY=VALUE...`.
func images(s store, arguments []string) (string, error) {
	if len(arguments) < 2 || (arguments[0] != "images" && arguments[0] != "image" && arguments[0] != "i") {
		return "", fmt.Errorf("the stand-in knows `ctr images` only, not %q", arguments)
	}
	rest := arguments[2:]
	switch arguments[1] {
	case "import":
		if len(rest) != 1 {
			return "", errors.New("usage: ctr images import FILE")
		}
		names, err := imagesOf(rest[0])
		if err != nil {
			return "", err
		}
		var said strings.Builder
		for _, name := range names {
			fmt.Fprintf(&said, "unpacking %s...done\n", name)
		}
		return said.String(), s.add(names...)
	case "pull":
		return "", pull(s, rest)
	case "list", "ls":
		return list(s, len(rest) > 0)
	case "label":
		return "", label(s, rest)
	}
	return "", fmt.Errorf("the stand-in has no `ctr images %s`", arguments[1])
}

// list gives names only where it is quiet, and else ctr's table.
func list(s store, quiet bool) (string, error) {
	names, err := s.names()
	if err != nil || quiet {
		return strings.Join(append(names, ""), "\n"), err
	}
	all, err := s.read()
	said := "REF TYPE DIGEST SIZE PLATFORMS LABELS\n"
	for _, name := range names {
		said += fmt.Sprintf("%s %s %s 1.0 KiB linux/amd64 -\n", name, manifestType, all[name][digestLabel])
	}
	return said, err
}

func label(s store, arguments []string) error {
	if len(arguments) < 2 {
		return errors.New("usage: ctr images label NAME KEY=VALUE")
	}
	all, err := s.read()
	if err != nil {
		return err
	}
	labels, ok := all[arguments[0]]
	if !ok {
		return fmt.Errorf("image %q: not found", arguments[0])
	}
	for _, pair := range arguments[1:] {
		key, value, _ := strings.Cut(pair, "=")
		labels[key] = value
	}
	return s.write(all)
}
