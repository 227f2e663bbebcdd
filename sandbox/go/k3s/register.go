package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/sirupsen/logrus"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// How often a kubelet says that it is alive (--node-status-update-frequency), and how often it tries to register.
const heartbeatPeriod, registerRetry = 10 * time.Second, time.Second

// register makes the node's object, or mends the one of an earlier start, and keeps it Ready. It waits for an address that is not there yet:
// the kubelet does not make an object for a --node-ip that is on no interface (pkg/kubelet/nodestatus/setters.go NodeAddress).
func (k *kubelet) register(ctx context.Context) error {
	for {
		err := k.addressIsHere()
		if err == nil {
			err = k.putNode()
		}
		if err == nil {
			break
		}
		logrus.Infof("Unable to register node with API server: %v", err)
		if err := sleep(ctx, registerRetry); err != nil {
			return err
		}
	}
	logrus.Infof("Annotations and labels have been set successfully on node: %s", k.name)
	go func() {
		for sleep(ctx, heartbeatPeriod) == nil {
			// The status and nothing else: NodeRestriction looks at labels even here.
			patch := map[string]any{"status": map[string]any{"conditions": []corev1.NodeCondition{heartbeat()}}}
			if _, err := k.send(http.MethodPatch, "/api/v1/nodes/"+k.name+"/status", patch); err != nil {
				// A node that was deleted stays so until its kubelet starts again.
				logrus.Errorf("Error updating node status, will retry: %v", err)
			}
		}
	}()
	return nil
}

func (k *kubelet) addressIsHere() error {
	here, err := net.InterfaceAddrs()
	if err != nil {
		return err
	}
	for _, address := range here {
		if network, ok := address.(*net.IPNet); ok && network.IP.Equal(k.addresses[0]) {
			return nil
		}
	}
	return fmt.Errorf("failed to validate nodeIP: node IP: %q not found in the host's network interfaces", k.addresses[0])
}

func (k *kubelet) putNode() error {
	node := k.object()
	_, err := k.send(http.MethodPost, "/api/v1/nodes", &node)
	var refused statusError
	if !errors.As(err, &refused) || refused.code != http.StatusConflict {
		return err
	}
	content, err := k.send(http.MethodGet, "/api/v1/nodes/"+k.name, nil)
	if err != nil {
		return err
	}
	var known corev1.Node
	if err := json.Unmarshal(content, &known); err != nil {
		return err
	}
	// The labels of the configuration win; others stay (pkg/agent/run.go updateMutableLabels).
	maps.Copy(known.Labels, node.Labels)
	maps.Copy(known.Annotations, node.Annotations)
	known.Status = node.Status
	_, err = k.send(http.MethodPut, "/api/v1/nodes/"+k.name, &known)
	return err
}

func (k *kubelet) object() corev1.Node {
	hostname, err := os.Hostname()
	if err != nil || strings.Contains(hostname, "localhost") {
		hostname = k.name
	}
	labels := map[string]string{
		corev1.LabelHostname: k.name, corev1.LabelOSStable: runtime.GOOS, corev1.LabelArchStable: runtime.GOARCH,
		"beta.kubernetes.io/os": runtime.GOOS, "beta.kubernetes.io/arch": runtime.GOARCH,
	}
	maps.Copy(labels, k.labels)
	var texts []string
	var addresses []corev1.NodeAddress
	for _, address := range k.addresses {
		texts = append(texts, address.String())
		addresses = append(addresses, corev1.NodeAddress{Type: corev1.NodeInternalIP, Address: address.String()})
	}
	addresses = append(addresses, corev1.NodeAddress{Type: corev1.NodeHostName, Address: hostname})
	kernel, _ := os.ReadFile("/proc/sys/kernel/osrelease")
	return corev1.Node{
		TypeMeta: metav1.TypeMeta{Kind: "Node", APIVersion: "v1"},
		ObjectMeta: metav1.ObjectMeta{Name: k.name, Labels: labels, Annotations: map[string]string{
			"k3s.io/internal-ip": strings.Join(texts, ","), "k3s.io/hostname": hostname,
		}},
		Status: corev1.NodeStatus{
			Capacity: capacity(), Allocatable: capacity(),
			Addresses: addresses, Conditions: []corev1.NodeCondition{heartbeat()},
			DaemonEndpoints: corev1.NodeDaemonEndpoints{KubeletEndpoint: corev1.DaemonEndpoint{Port: 10250}},
			NodeInfo: corev1.NodeSystemInfo{
				KubeletVersion: version, KernelVersion: strings.TrimSpace(string(kernel)), OperatingSystem: runtime.GOOS, Architecture: runtime.GOARCH,
				ContainerRuntimeVersion: "containerd://1.7.22-k3s1", OSImage: "stand-in",
			},
		},
	}
}

// capacity is the machine's, without what a kubelet keeps for the system; a scheduler gives a node without one no pods.
func capacity() corev1.ResourceList {
	var system syscall.Sysinfo_t
	if err := syscall.Sysinfo(&system); err != nil {
		logrus.Errorf("Failed to read the machine's memory: %v", err)
	}
	return corev1.ResourceList{
		corev1.ResourceCPU:    *resource.NewQuantity(int64(runtime.NumCPU()), resource.DecimalSI),
		corev1.ResourceMemory: *resource.NewQuantity(int64(system.Totalram)*int64(system.Unit), resource.BinarySI),
		corev1.ResourcePods:   resource.MustParse("110"),
	}
}

// send asks the API as the node.
func (k *kubelet) send(method, path string, object any) ([]byte, error) {
	contentType := asJSON
	if method == http.MethodPatch {
		contentType = "application/strategic-merge-patch+json"
	}
	request, err := jsonRequest(method, k.server+path, contentType, object)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Timeout: clientTimeout, Transport: &http.Transport{TLSClientConfig: k.tls, DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	return answerOf(response, io.LimitReader(response.Body, 1<<20))
}
