package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli"
)

// The flags of k3s v1.31 (pkg/cli/cmds/agent.go, server.go, log.go, config.go, root.go), one a line: names, kind, variable.
// Kinds: = a text, + a list, # a number, ~ a duration, ! a switch that is on, and nothing for a switch.
const (
	commonFlags = `
config,c= K3S_CONFIG_FILE
debug K3S_DEBUG
v#
vmodule=
log,l=
alsologtostderr
token,t= K3S_TOKEN
token-file= K3S_TOKEN_FILE
server,s= K3S_URL
data-dir,d= K3S_DATA_DIR
bind-address=
node-name= K3S_NODE_NAME
with-node-id
node-label+
node-taint+
image-credential-provider-bin-dir=
image-credential-provider-config=
selinux K3S_SELINUX
lb-server-port# K3S_LB_SERVER_PORT
protect-kernel-defaults
container-runtime-endpoint=
default-runtime=
image-service-endpoint=
pause-image=
snapshotter=
private-registry=
disable-default-registry-endpoint
airgap-extra-registry+
node-ip,i+
node-external-ip+
node-internal-dns+
node-external-dns+
resolv-conf= K3S_RESOLV_CONF
flannel-iface=
flannel-conf=
flannel-cni-conf=
kubelet-arg+
kube-proxy-arg+
enable-pprof
rootless
prefer-bundled-bin
docker
vpn-auth= K3S_VPN_AUTH
vpn-auth-file= K3S_VPN_AUTH_FILE`
	agentOnlyFlags = `
disable-apiserver-lb`
	serverOnlyFlags = `
https-listen-port#
supervisor-port#
apiserver-port#
apiserver-bind-address=
advertise-address=
advertise-port#
tls-san+
tls-san-security!
cluster-cidr+
service-cidr+
service-node-port-range=
cluster-dns+
cluster-domain=
flannel-backend=
flannel-ipv6-masq
flannel-external-ip
egress-selector-mode=
servicelb-namespace=
write-kubeconfig,o= K3S_KUBECONFIG_OUTPUT
write-kubeconfig-mode= K3S_KUBECONFIG_MODE
write-kubeconfig-group= K3S_KUBECONFIG_GROUP
helm-job-image=
agent-token= K3S_AGENT_TOKEN
agent-token-file= K3S_AGENT_TOKEN_FILE
cluster-init K3S_CLUSTER_INIT
cluster-reset K3S_CLUSTER_RESET
cluster-reset-restore-path=
kube-apiserver-arg+
etcd-arg+
kube-controller-manager-arg+
kube-scheduler-arg+
kube-cloud-controller-manager-arg+
kube-controller-arg+
kube-cloud-controller-arg+
kine-tls
datastore-endpoint= K3S_DATASTORE_ENDPOINT
datastore-cafile= K3S_DATASTORE_CAFILE
datastore-certfile= K3S_DATASTORE_CERTFILE
datastore-keyfile= K3S_DATASTORE_KEYFILE
etcd-expose-metrics
etcd-disable-snapshots
etcd-snapshot-name=
etcd-snapshot-schedule-cron=
etcd-snapshot-retention#
etcd-snapshot-dir=
etcd-snapshot-compress
etcd-s3
etcd-s3-endpoint=
etcd-s3-endpoint-ca=
etcd-s3-skip-ssl-verify
etcd-s3-access-key= AWS_ACCESS_KEY_ID
etcd-s3-secret-key= AWS_SECRET_ACCESS_KEY
etcd-s3-bucket=
etcd-s3-region=
etcd-s3-folder=
etcd-s3-proxy=
etcd-s3-config-secret=
etcd-s3-insecure
etcd-s3-timeout~
default-local-storage-path=
disable+
disable-scheduler
disable-cloud-controller
disable-kube-proxy
disable-network-policy
disable-helm-controller
disable-apiserver
disable-controller-manager
disable-etcd
disable-agent
embedded-registry
supervisor-metrics
system-default-registry= K3S_SYSTEM_DEFAULT_REGISTRY
secrets-encryption`
)

// flagsOf makes the flags of a command from the tables.
func flagsOf(command string) []cli.Flag {
	table := commonFlags + agentOnlyFlags
	if command == "server" {
		table = commonFlags + serverOnlyFlags
	}
	var flags []cli.Flag
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		variable := strings.Join(fields[1:], "")
		name := strings.TrimRight(fields[0], "=+#~!")
		switch strings.TrimPrefix(fields[0], name) {
		case "=":
			flags = append(flags, cli.StringFlag{Name: name, EnvVar: variable})
		case "+":
			flags = append(flags, cli.StringSliceFlag{Name: name, EnvVar: variable})
		case "#":
			flags = append(flags, cli.IntFlag{Name: name, EnvVar: variable})
		case "~":
			flags = append(flags, cli.DurationFlag{Name: name, EnvVar: variable})
		case "!":
			flags = append(flags, cli.BoolTFlag{Name: name, EnvVar: variable})
		default:
			flags = append(flags, cli.BoolFlag{Name: name, EnvVar: variable})
		}
	}
	return flags
}

// newApp is k3s's command line with the two commands that the stand-in has.
func newApp(action func(command string, o options) error) *cli.App {
	app := cli.NewApp()
	app.Name, app.Usage = "k3s", "Kubernetes, but small and simple"
	app.Version = version + " (stand-in)"
	cli.VersionPrinter = func(c *cli.Context) { fmt.Printf("k3s version %s\n", c.App.Version) }
	for _, command := range []string{"server", "agent"} {
		app.Commands = append(app.Commands, cli.Command{
			Name: command, Usage: "Run " + command, Flags: flagsOf(command), HideHelp: false,
			Action: func(c *cli.Context) error { return action(command, read(c, flagsOf(command))) },
		})
	}
	app.Action = func(c *cli.Context) error {
		if c.NArg() > 0 {
			return fmt.Errorf("the stand-in for k3s has no %q", c.Args().First())
		}
		return cli.ShowAppHelp(c)
	}
	return app
}

// read takes what was given, by flag, file or variable, out of the command line's parser.
func read(c *cli.Context, flags []cli.Flag) options {
	o := options{}
	for _, flag := range flags {
		name, _, _ := strings.Cut(flag.GetName(), ",")
		switch flag.(type) {
		case cli.StringSliceFlag:
			if values := c.StringSlice(name); len(values) > 0 {
				o[name] = values
			}
		case cli.BoolFlag:
			if c.Bool(name) {
				o[name] = []string{"true"}
			}
		default:
			if c.IsSet(name) {
				o[name] = []string{fmt.Sprint(c.Generic(name))}
			}
		}
	}
	return o
}
