package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sirupsen/logrus"
)

// options are the values of each flag that was given; a switch has "true".
type options map[string][]string

func (o options) one(name string) string {
	if values := o[name]; len(values) > 0 {
		return values[len(values)-1]
	}
	return ""
}

func (o options) or(name, otherwise string) string {
	if value := o.one(name); value != "" {
		return value
	}
	return otherwise
}

func (o options) dataDir() string   { return o.or("data-dir", "/var/lib/rancher/k3s") }
func (o options) agentDir() string  { return filepath.Join(o.dataDir(), "agent") }
func (o options) serverDir() string { return filepath.Join(o.dataDir(), "server") }
func (o options) port() string      { return o.or("https-listen-port", "6443") }

// kubeletArg gives the value of the last `--kubelet-arg=name=value`, which overrides what k3s passes (pkg/util/command.go GetArgs).
func (o options) kubeletArg(name string) (value string, given bool) {
	for _, argument := range o["kubelet-arg"] {
		if found, ok := strings.CutPrefix(strings.TrimLeft(argument, "-"), name+"="); ok {
			value, given = found, true
		}
	}
	return value, given
}

// nodeName is --node-name or the machine's name, in lower case, and with --with-node-id the id that is made once (config.go ensureNodeID).
func (o options) nodeName() (string, error) {
	name := o.one("node-name")
	if name == "" {
		hostname, err := os.Hostname()
		if err != nil {
			return "", err
		}
		name = hostname
	}
	name = strings.ToLower(strings.TrimSpace(name))
	if o.one("with-node-id") == "" {
		return name, nil
	}
	id, err := ensureFile(filepath.Join(nodeConfigDir, "id"), 4)
	return name + "-" + id, err
}

// nodeIPs are the addresses that the node announces.
func (o options) nodeIPs() ([]net.IP, error) {
	var addresses []net.IP
	for _, text := range splitCommas(o["node-ip"]) {
		address := net.ParseIP(text)
		if address == nil {
			return nil, fmt.Errorf("invalid node-ip: invalid ip format '%s'", text)
		}
		addresses = append(addresses, address)
	}
	if len(addresses) > 0 {
		return addresses, nil
	}
	found, err := firstGlobal()
	return []net.IP{found}, err
}

// addressFromInterface sets node-ip from flannel-iface where only that is given: an interface that is missing is fatal then, and only then
// (pkg/cli/agent/agent.go, pkg/util/net.go GetIPFromInterface).
func (o options) addressFromInterface() error {
	name := o.one("flannel-iface")
	if name == "" || len(o["node-ip"]) > 0 {
		return nil
	}
	link, err := net.InterfaceByName(name)
	if err != nil {
		return err
	}
	addresses, err := link.Addrs()
	if err != nil {
		return err
	}
	for _, address := range addresses {
		if network, ok := address.(*net.IPNet); ok && network.IP.To4() != nil {
			o["node-ip"] = []string{network.IP.String()}
			return nil
		}
	}
	return fmt.Errorf("can't find ip for interface %s", name)
}

func firstGlobal() (net.IP, error) {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return nil, err
	}
	for _, address := range addresses {
		if network, ok := address.(*net.IPNet); ok && network.IP.To4() != nil && network.IP.IsGlobalUnicast() {
			return network.IP, nil
		}
	}
	return nil, errors.New("unable to select an IP from default routes")
}

// How long a token file is waited for, and how often it is looked at.
var fileWait, filePoll = 4 * time.Minute, 2 * time.Second

// readTokenFile waits for a file that is missing, and takes an empty one for no token (pkg/util/file.go ReadFile).
func readTokenFile(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	for start := time.Now(); time.Since(start) < fileWait; time.Sleep(filePoll) {
		content, err := os.ReadFile(path)
		if err == nil {
			return strings.TrimSpace(string(content)), nil
		}
		if !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
		logrus.Infof("Waiting for %s to be available\n", path)
	}
	return "", errors.New("Timeout while trying to read the file")
}

// token gives the token of --token, or of --token-file where that is given.
func (o options) token(flag string) (string, error) {
	if file := o.one(flag + "-file"); file != "" {
		return readTokenFile(file)
	}
	return o.one(flag), nil
}
