package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// parsed runs a command line over a configuration file and its .d folder.
func parsed(t *testing.T, main, drop string, arguments ...string) (options, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.yaml")
	if err := write(file, []byte(main)); err != nil {
		t.Fatal(err)
	}
	if drop != "" {
		if err := write(file+".d/10.yaml", []byte(drop)); err != nil {
			t.Fatal(err)
		}
	}
	line, err := withConfigFile(append([]string{"k3s"}, arguments...), func(name string) string {
		return map[string]string{"K3S_CONFIG_FILE": file}[name]
	})
	if err != nil {
		return nil, err
	}
	var got options
	app := newApp(func(_ string, o options) error { got = o; return nil })
	devNull, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer devNull.Close()
	app.Writer, app.ErrWriter = devNull, devNull
	err = app.Run(line)
	return got, err
}

func TestFlagsWinOverTheFileAndTheFileOverTheEnvironment(t *testing.T) {
	t.Setenv("K3S_URL", "https://environment:6443")
	t.Setenv("K3S_NODE_NAME", "environment")
	var o options
	var err error
	if o, err = parsed(t, "server: https://file:6443\nnode-ip: 10.0.0.1\n", "", "agent", "--flannel-iface=flag"); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"server": "https://file:6443", "node-name": "environment", "flannel-iface": "flag", "node-ip": "10.0.0.1"} {
		if o.one(name) != want {
			t.Errorf("%s: got %q, want %q", name, o.one(name), want)
		}
	}
	if o, err = parsed(t, "server: https://file:6443\n", "", "agent", "--server=https://flag:6443"); err != nil || o.one("server") != "https://flag:6443" {
		t.Errorf("got %q, %v", o.one("server"), err)
	}
}

func TestListsOfTheFileAndOfFlagsAreJoined(t *testing.T) {
	o, err := parsed(t, "node-label: [a=1]\n", "", "agent", "--node-label=b=2")
	if want := []string{"a=1", "b=2"}; err != nil || !reflect.DeepEqual(o["node-label"], want) {
		t.Errorf("got %v, %v", o["node-label"], err)
	}
}

func TestALaterFileReplacesAListUnlessItsKeyEndsInPlus(t *testing.T) {
	for drop, want := range map[string][]string{"kubelet-arg: [b=2]\n": {"b=2"}, "kubelet-arg+: [b=2]\n": {"a=1", "b=2"}} {
		o, err := parsed(t, "kubelet-arg: [a=1]\n", drop, "agent")
		if err != nil || !reflect.DeepEqual(o["kubelet-arg"], want) {
			t.Errorf("%s: got %v, %v", drop, o["kubelet-arg"], err)
		}
	}
}

func TestAnUnknownFlagIsRefused(t *testing.T) {
	for _, command := range []string{"server", "agent"} {
		_, err := parsed(t, "", "", command, "--nope")
		contains(t, err, "flag provided but not defined: -nope")
	}
}

func TestAnAgentRefusesAnUnknownKeyOfItsFile(t *testing.T) {
	_, err := parsed(t, "nope: 1\n", "", "agent")
	contains(t, err, "flag provided but not defined: -nope")
}

func TestAServerSkipsAnUnknownKeyOfItsFileWithAWarning(t *testing.T) {
	var err error
	var o options
	text := logged(func() { o, err = parsed(t, "nope: 1\nnode-ip: 10.0.0.1\n", "", "server") })
	if err != nil || o.one("node-ip") != "10.0.0.1" || !strings.Contains(text, "Unknown flag --nope found in config.yaml, skipping") {
		t.Errorf("got %v, %v, %q", o, err, text)
	}
}

func TestAnAgentTakesABindAddress(t *testing.T) {
	o, err := parsed(t, "bind-address: 10.0.0.2\n", "", "agent")
	if err != nil || o.one("bind-address") != "10.0.0.2" {
		t.Errorf("got %q, %v", o.one("bind-address"), err)
	}
}

func TestAnAgentRefusesAServersFlag(t *testing.T) {
	for _, flag := range []string{"tls-san", "advertise-address", "disable", "write-kubeconfig-mode", "cluster-init"} {
		_, err := parsed(t, "", "", "agent", "--"+flag+"=x")
		contains(t, err, "flag provided but not defined: -"+flag)
	}
}

func TestAServerOfAnUnknownEgressModeIsRefused(t *testing.T) {
	_, err := newSupervisor(options{"egress-selector-mode": {"sideways"}, "data-dir": {t.TempDir()}})
	contains(t, err, "invalid egress-selector-mode sideways")
}

func TestAnAgentWithoutTokenOrServerIsRefused(t *testing.T) {
	contains(t, runAgent(t.Context(), options{"server": {"https://a:6443"}}), "--token is required")
	contains(t, runAgent(t.Context(), options{"token": {"pw"}}), "--server is required")
}

func TestAnEmptyTokenFileIsNoToken(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	if err := write(file, []byte("\n")); err != nil {
		t.Fatal(err)
	}
	contains(t, runAgent(t.Context(), options{"server": {"https://a:6443"}, "token-file": {file}}), "--token is required")
}

func TestATokenFileThatIsMissingIsWaitedForAndThenFatal(t *testing.T) {
	wait, poll := fileWait, filePoll
	defer func() { fileWait, filePoll = wait, poll }()
	fileWait, filePoll = 30*time.Millisecond, 10*time.Millisecond
	var err error
	text := logged(func() { err = runAgent(t.Context(), options{"token-file": {"/does/not/exist"}}) })
	contains(t, err, "Timeout while trying to read the file")
	if !strings.Contains(text, "Waiting for /does/not/exist to be available") {
		t.Errorf("got %q", text)
	}
}

func TestAnInterfaceThatIsMissingIsFatalOnlyWithoutANodeIP(t *testing.T) {
	contains(t, options{"flannel-iface": {"not-here"}}.addressFromInterface(), "no such network interface")
	if err := (options{"flannel-iface": {"not-here"}, "node-ip": {"10.0.0.1"}}).addressFromInterface(); err != nil {
		t.Error(err)
	}
	o := options{"flannel-iface": {"lo"}}
	if err := o.addressFromInterface(); err != nil || o.one("node-ip") != "127.0.0.1" {
		t.Errorf("got %v, %v", o, err)
	}
}
