package main

import (
	"crypto/tls"
	"net"
	"net/http"
	"strings"
	"testing"
)

func TestAKubeletTakesTheFleetsLabels(t *testing.T) {
	if err := validateLabels(map[string]string{
		"nvidia.com/gpu": "true", "node.kubernetes.io/instance-type": "gpu-worker", "catalyst/role": "gpu-worker", "kubelet.kubernetes.io/any": "",
		"topology.kubernetes.io/zone": "eu-west-1a",
	}); err != nil {
		t.Error(err)
	}
}

func TestAKubeletRefusesLabelsOfKubernetesThatAreNotItsOwn(t *testing.T) {
	for _, key := range []string{"node-role.kubernetes.io/worker", "kubernetes.io/role", "any.k8s.io/a", "node-restriction.kubernetes.io/a"} {
		contains(t, validateLabels(map[string]string{key: "x"}), "unknown 'kubernetes.io' or 'k8s.io' labels specified with --node-labels: ["+key+"]")
	}
}

func TestAKubeletRefusesALabelOfBadForm(t *testing.T) {
	contains(t, validateLabels(map[string]string{"a b": "x"}), "invalid node labels")
	contains(t, validateLabels(map[string]string{"a": "x/y"}), "invalid node labels")
}

func TestAKubeletListensAtTheBindAddressUnlessKubeletArgSaysOtherwise(t *testing.T) {
	for _, c := range []struct {
		o            options
		dialled, own string
	}{
		{options{}, "0.0.0.0", "0.0.0.0"},
		{options{"bind-address": {"10.0.0.2"}}, "10.0.0.2", "10.0.0.2"},
		{options{"kubelet-arg": {"address=10.0.0.3"}}, "0.0.0.0", "10.0.0.3"},
		{options{"kubelet-arg": {"address=10.0.0.3", "v=2"}, "bind-address": {"10.0.0.2"}}, "10.0.0.2", "10.0.0.3"},
	} {
		c.o["node-ip"] = []string{"10.0.0.1"}
		k, err := newKubelet(c.o, "")
		if err != nil || k.listenAddress != c.dialled || k.bindAddress != c.own {
			t.Errorf("%v: got %q, %q, %v", c.o, k.listenAddress, k.bindAddress, err)
		}
	}
}

func TestAKubeletWithAnAddressThatIsNoneIsFatal(t *testing.T) {
	contains(t, (&kubelet{bindAddress: "nebula1"}).startKubelet(t.Context(), nil), `failed to parse IP: "nebula1"`)
}

func TestAKubeletRefusesWhomTheAPIServerIsNot(t *testing.T) {
	ca, err := loadAuthority(t.TempDir()+"/ca", "client")
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	serving, key, err := ca.sign(subject{name: "node", names: []string{"127.0.0.1"}})
	if err != nil {
		t.Fatal(err)
	}
	pair, err := tls.X509KeyPair(serving, key)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: kubeletHandler(ca.pool())}
	go server.Serve(tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{pair}, ClientAuth: tls.RequestClientCert}))
	defer server.Close()
	for _, c := range []struct {
		who  subject
		want int
	}{{subject{}, 401}, {subject{name: nodeUser + "a", groups: []string{nodes}}, 403}, {subject{name: "system:apiserver", groups: []string{masters}}, 200}} {
		config := &tls.Config{RootCAs: ca.pool()}
		if c.who.name != "" {
			certificate, key, err := ca.sign(c.who)
			if err != nil {
				t.Fatal(err)
			}
			pair, err := tls.X509KeyPair(certificate, key)
			if err != nil {
				t.Fatal(err)
			}
			config.Certificates = []tls.Certificate{pair}
		}
		client := &http.Client{Transport: &http.Transport{TLSClientConfig: config, DisableKeepAlives: true}}
		response, err := client.Get("https://" + listener.Addr().String() + "/healthz")
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != c.want {
			t.Errorf("%v: got %d, want %d", c.who, response.StatusCode, c.want)
		}
	}
}

func TestANodeWhoseAddressIsNotHereIsNotRegistered(t *testing.T) {
	err := (&kubelet{addresses: []net.IP{net.ParseIP("203.0.113.1")}}).addressIsHere()
	contains(t, err, `failed to validate nodeIP: node IP: "203.0.113.1" not found in the host's network interfaces`)
}

func TestTheCloudControllerOverwritesTheInstanceType(t *testing.T) {
	for disabled, want := range map[bool]string{false: "k3s", true: "gpu-worker"} {
		node := (&kubelet{name: "worker", labels: map[string]string{"node.kubernetes.io/instance-type": "gpu-worker"}}).object()
		cloud := cloudController{disabled}
		cloud.initialize(&node)
		node.Labels["node.kubernetes.io/instance-type"] = "gpu-worker"
		cloud.reconcile(&node)
		if got := node.Labels["node.kubernetes.io/instance-type"]; got != want {
			t.Errorf("disabled %v: got %q, want %q", disabled, got, want)
		}
	}
}

func TestTheTableOfNodesSaysWhatKubectlSays(t *testing.T) {
	s := known(t, nil)
	node := (&kubelet{name: "worker"}).object()
	node.Spec.Unschedulable = true
	if err := s.data.put(&node, false); err != nil {
		t.Fatal(err)
	}
	header := http.Header{"Accept": {"application/json;as=Table;v=v1;g=meta.k8s.io,application/json"}}
	if _, text := s.as(t, "GET", "/api/v1/nodes", "system:admin", "", []string{masters}, header); !strings.Contains(text, `"worker","Ready,SchedulingDisabled"`) {
		t.Errorf("got %s", text)
	}
}
