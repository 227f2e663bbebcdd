package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

var errVerifyFailed = errors.New("failed to verify password for node")

// datastore stands in for what kine holds in server/db/state.db: the key that the bootstrap data is encrypted with, nodes, and the secrets that
// keep a node's password.
type datastore struct {
	file  string
	mutex sync.Mutex
	state state
}

type state struct {
	Bootstrap string                  `json:"bootstrap"`
	Nodes     map[string]*corev1.Node `json:"nodes"`
	// Passwords are hashes by the name of the node.
	Passwords map[string]string `json:"passwords"`
}

// openDatastore fails where the data was made with another token (pkg/cluster/storage.go getBootstrapKeyFromStorage): K10 and short form of the
// same password are the same token.
func openDatastore(serverDir, password string) (*datastore, error) {
	d := &datastore{
		file:  filepath.Join(serverDir, "db/state.db"),
		state: state{Nodes: map[string]*corev1.Node{}, Passwords: map[string]string{}},
	}
	content, err := os.ReadFile(d.file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if err == nil {
		if err := json.Unmarshal(content, &d.state); err != nil {
			return nil, err
		}
	}
	key := hash([]byte(password))
	if d.state.Bootstrap != "" && d.state.Bootstrap != key {
		return nil, errors.New("bootstrap data already found and encrypted with different token")
	}
	d.state.Bootstrap = key
	return d, d.save()
}

// save writes the state; the mutex is held, or nobody else knows the datastore yet.
func (d *datastore) save() error {
	content, err := json.Marshal(d.state)
	if err != nil {
		return err
	}
	return write(d.file, content)
}

// ensurePassword keeps a node's first password and refuses another one, until the node is deleted (pkg/nodepassword/nodepassword.go Ensure).
func (d *datastore) ensurePassword(node, password string) error {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	node = strings.ToLower(node)
	known, exists := d.state.Passwords[node]
	if exists && known != hash([]byte(node+"\n"+password)) {
		return errors.Join(errVerifyFailed, errors.New("unable to verify hash for node '"+node+"': hash does not match"))
	}
	if exists {
		return nil
	}
	d.state.Passwords[node] = hash([]byte(node + "\n" + password))
	return d.save()
}

// nodes gives copies, in the order of their names, with the condition that the node lifecycle controller would have set.
func (d *datastore) nodes() []corev1.Node {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	var all []corev1.Node
	for _, name := range sortedKeys(d.state.Nodes) {
		all = append(all, *aged(d.state.Nodes[name].DeepCopy()))
	}
	return all
}

func (d *datastore) node(name string) (*corev1.Node, bool) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	found, ok := d.state.Nodes[name]
	if !ok {
		return nil, false
	}
	return aged(found.DeepCopy()), true
}

// put keeps a node; what is only a heartbeat is not written to the disk.
func (d *datastore) put(node *corev1.Node, heartbeat bool) error {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.state.Nodes[node.Name] = node.DeepCopy()
	if heartbeat {
		return nil
	}
	return d.save()
}

// delete removes a node and with it its password (pkg/node/controller.go onRemove).
func (d *datastore) delete(name string) error {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	delete(d.state.Nodes, name)
	delete(d.state.Passwords, strings.ToLower(name))
	return d.save()
}

// secrets are the node-password secrets of kube-system (nodepassword.go getSecretName).
func (d *datastore) secrets() []string {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	var names []string
	for _, node := range sortedKeys(d.state.Passwords) {
		names = append(names, node+".node-password.k3s")
	}
	return names
}

// How long a node is Ready after its last heartbeat (kube-controller-manager v1.31 --node-monitor-grace-period).
const gracePeriod = 40 * time.Second

func aged(node *corev1.Node) *corev1.Node {
	for i, condition := range node.Status.Conditions {
		if condition.Type == corev1.NodeReady && time.Since(condition.LastHeartbeatTime.Time) > gracePeriod {
			node.Status.Conditions[i].Status = corev1.ConditionUnknown
			node.Status.Conditions[i].Reason = "NodeStatusUnknown"
			node.Status.Conditions[i].Message = "Kubelet stopped posting node status."
		}
	}
	return node
}

// heartbeat is the Ready condition of a kubelet that runs.
func heartbeat() corev1.NodeCondition {
	now := metav1.Now()
	return corev1.NodeCondition{
		Type: corev1.NodeReady, Status: corev1.ConditionTrue, LastHeartbeatTime: now, LastTransitionTime: now,
		Reason: "KubeletReady", Message: "kubelet is posting ready status",
	}
}
