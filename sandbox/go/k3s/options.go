package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"gopkg.in/yaml.v3"
)

// Flags of k3s v1.31 by command; those that end in = take a value, in + a list of values.
var (
	nodeFlags = strings.Fields(`config= debug v= vmodule= log= alsologtostderr token= token-file= server= data-dir= node-name= with-node-id
		node-label+ node-taint+ image-credential-provider-bin-dir= image-credential-provider-config= selinux lb-server-port=
		protect-kernel-defaults container-runtime-endpoint= default-runtime= image-service-endpoint= disable-default-registry-endpoint
		pause-image= snapshotter= private-registry= node-ip+ node-external-ip+ node-internal-dns+ node-external-dns+ resolv-conf=
		flannel-iface= flannel-conf= flannel-cni-conf= vpn-auth= vpn-auth-file= kubelet-arg+ kube-proxy-arg+ rootless
		prefer-bundled-bin docker enable-pprof`)
	serverFlags = strings.Fields(`bind-address= https-listen-port= advertise-address= advertise-port= tls-san+ tls-san-security
		cluster-cidr+ service-cidr+ service-node-port-range= cluster-dns+ cluster-domain= flannel-backend= flannel-ipv6-masq
		flannel-external-ip egress-selector-mode= servicelb-namespace= write-kubeconfig= write-kubeconfig-mode= write-kubeconfig-group=
		helm-job-image= agent-token= agent-token-file= cluster-init cluster-reset cluster-reset-restore-path= kube-apiserver-arg+
		etcd-arg+ kube-controller-manager-arg+ kube-scheduler-arg+ kube-cloud-controller-manager-arg+ datastore-endpoint=
		datastore-cafile= datastore-certfile= datastore-keyfile= etcd-expose-metrics etcd-disable-snapshots etcd-snapshot-name=
		etcd-snapshot-schedule-cron= etcd-snapshot-retention= etcd-snapshot-dir= etcd-snapshot-compress etcd-s3
		default-local-storage-path= disable+ disable-scheduler disable-cloud-controller disable-kube-proxy disable-network-policy
		disable-helm-controller embedded-registry supervisor-metrics system-default-registry= secrets-encryption disable-apiserver
		disable-controller-manager disable-etcd disable-agent`)
	short       = map[string]string{"c": "config", "t": "token", "s": "server", "d": "data-dir", "i": "node-ip", "o": "write-kubeconfig"}
	environment = map[string]string{
		"K3S_TOKEN": "token", "K3S_TOKEN_FILE": "token-file", "K3S_URL": "server", "K3S_NODE_NAME": "node-name",
		"K3S_DATA_DIR": "data-dir", "K3S_RESOLV_CONF": "resolv-conf", "K3S_CONFIG_FILE": "config", "K3S_KUBECONFIG_MODE": "write-kubeconfig-mode",
	}
	packaged = []string{"coredns", "servicelb", "traefik", "local-storage", "metrics-server", "runtimes"}
)

// options are the values of each flag that was given; a flag without a value has "true".
type options map[string][]string

func (o options) one(name string) string {
	if values := o[name]; len(values) > 0 {
		return values[len(values)-1]
	}
	return ""
}

func (o options) dataDir() string {
	if dir := o.one("data-dir"); dir != "" {
		return dir
	}
	return "/var/lib/rancher/k3s"
}

// kubeletArg gives the value of `--kubelet-arg=name=value`.
func (o options) kubeletArg(name string) string {
	for _, argument := range o["kubelet-arg"] {
		if value, ok := strings.CutPrefix(argument, name+"="); ok {
			return value
		}
	}
	return ""
}

// readOptions joins, the later ones winning: config file, config.yaml.d, environment, flags. What k3s does not know is an error.
func readOptions(command string, arguments []string, getenv func(string) string, file string) (options, error) {
	flags, err := parseFlags(command, arguments)
	if err != nil {
		return nil, err
	}
	if named := flags.one("config"); named != "" {
		file = named
	} else if named := getenv("K3S_CONFIG_FILE"); named != "" {
		file = named
	}
	all, err := readFiles(command, file)
	if err != nil {
		return nil, err
	}
	for variable, name := range environment {
		if value := getenv(variable); value != "" {
			all[name] = []string{value}
		}
	}
	for name, values := range flags {
		all[name] = values
	}
	return all, all.check(command)
}

func parseFlags(command string, arguments []string) (options, error) {
	parsed := options{}
	for len(arguments) > 0 {
		argument := arguments[0]
		arguments = arguments[1:]
		name, value, inline := strings.Cut(strings.TrimLeft(argument, "-"), "=")
		if long, ok := short[name]; ok {
			name = long
		}
		kind, known := kindOf(command, name)
		if !known || !strings.HasPrefix(argument, "-") {
			return nil, fmt.Errorf("flag provided but not defined: %s", argument)
		}
		if kind == "" && !inline {
			value = "true"
		} else if !inline {
			if len(arguments) == 0 {
				return nil, fmt.Errorf("flag needs an argument: %s", argument)
			}
			value, arguments = arguments[0], arguments[1:]
		}
		if kind == "+" {
			parsed[name] = append(parsed[name], value)
		} else {
			parsed[name] = []string{value}
		}
	}
	return parsed, nil
}

// kindOf gives "" for a switch, "=" for a value, "+" for a list.
func kindOf(command, name string) (string, bool) {
	flags := nodeFlags
	if command == "server" {
		flags = slices.Concat(nodeFlags, serverFlags)
	}
	for _, kind := range []string{"", "=", "+"} {
		if slices.Contains(flags, name+kind) {
			return kind, true
		}
	}
	return "", false
}

func readFiles(command, file string) (options, error) {
	all := options{}
	more, err := filepath.Glob(file + ".d/*.y*ml")
	if err != nil {
		return nil, err
	}
	sort.Strings(more)
	for _, name := range append([]string{file}, more...) {
		content, err := os.ReadFile(name)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		var values map[string]any
		if err := yaml.Unmarshal(content, &values); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for key, value := range values {
			key, adds := strings.CutSuffix(key, "+")
			if _, known := kindOf(command, key); !known {
				return nil, fmt.Errorf("%s: flag provided but not defined: -%s", name, key)
			}
			if !adds {
				all[key] = nil
			}
			all[key] = append(all[key], texts(value)...)
		}
	}
	return all, nil
}

func texts(value any) []string {
	list, ok := value.([]any)
	if !ok {
		return []string{fmt.Sprint(value)}
	}
	var all []string
	for _, item := range list {
		all = append(all, fmt.Sprint(item))
	}
	return all
}

func (o options) check(command string) error {
	for _, name := range o["disable"] {
		for _, item := range strings.Split(name, ",") {
			if !slices.Contains(packaged, item) {
				return fmt.Errorf("invalid value %q for --disable: valid items are %s", item, strings.Join(packaged, ", "))
			}
		}
	}
	if server := o.one("server"); server != "" {
		if u, err := url.Parse(server); err != nil || u.Scheme != "https" || u.Host == "" {
			return fmt.Errorf("only https:// URLs are supported, invalid scheme: %s", server)
		}
	} else if command == "agent" {
		return errors.New("--server is required")
	}
	if command == "agent" && o.one("token") == "" && o.one("token-file") == "" {
		return errors.New("--token is required")
	}
	return nil
}

// token reads the token that was given, "" if none was.
func (o options) token() (string, error) {
	if token := o.one("token"); token != "" {
		return token, nil
	}
	file := o.one("token-file")
	if file == "" {
		return "", nil
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	token := strings.TrimSpace(string(content))
	if token == "" {
		return "", fmt.Errorf("the token file %s is empty", file)
	}
	return token, nil
}
