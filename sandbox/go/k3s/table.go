package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/duration"
)

func wantsTable(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "as=Table")
}

// sendNodes answers with one node, in the form that was asked for.
func sendNodes(w http.ResponseWriter, r *http.Request, node corev1.Node) {
	if wantsTable(r) {
		sendJSON(w, http.StatusOK, nodeTable([]corev1.Node{node}))
		return
	}
	sendJSON(w, http.StatusOK, node)
}

// nodeTable has the columns of `kubectl get nodes` (k8s.io/kubernetes/pkg/printers/internalversion/printers.go printNode).
func nodeTable(nodes []corev1.Node) metav1.Table {
	table := metav1.Table{TypeMeta: metav1.TypeMeta{Kind: "Table", APIVersion: "meta.k8s.io/v1"}, Rows: []metav1.TableRow{}}
	for _, name := range []string{"Name", "Status", "Roles", "Age", "Version"} {
		table.ColumnDefinitions = append(table.ColumnDefinitions, metav1.TableColumnDefinition{Name: name, Type: "string"})
	}
	for _, name := range []string{"Internal-IP", "External-IP", "OS-Image", "Kernel-Version", "Container-Runtime"} {
		table.ColumnDefinitions = append(table.ColumnDefinitions, metav1.TableColumnDefinition{Name: name, Type: "string", Priority: 1})
	}
	for _, node := range nodes {
		info := node.Status.NodeInfo
		meta, _ := json.Marshal(metav1.PartialObjectMetadata{
			TypeMeta: metav1.TypeMeta{Kind: "PartialObjectMetadata", APIVersion: "meta.k8s.io/v1"}, ObjectMeta: node.ObjectMeta,
		})
		table.Rows = append(table.Rows, metav1.TableRow{
			Cells: []any{
				node.Name, statusOf(node), rolesOf(node), duration.HumanDuration(time.Since(node.CreationTimestamp.Time)), info.KubeletVersion,
				addressOf(node, corev1.NodeInternalIP), addressOf(node, corev1.NodeExternalIP), info.OSImage, info.KernelVersion, info.ContainerRuntimeVersion,
			},
			Object: runtime.RawExtension{Raw: meta},
		})
	}
	return table
}

func statusOf(node corev1.Node) string {
	status := "Unknown"
	for _, condition := range node.Status.Conditions {
		if condition.Type == corev1.NodeReady && condition.Status == corev1.ConditionTrue {
			status = "Ready"
		} else if condition.Type == corev1.NodeReady {
			status = "NotReady"
		}
	}
	if node.Spec.Unschedulable {
		status += ",SchedulingDisabled"
	}
	return status
}

func rolesOf(node corev1.Node) string {
	var roles []string
	for label := range node.Labels {
		if role, found := strings.CutPrefix(label, "node-role.kubernetes.io/"); found {
			roles = append(roles, role)
		}
	}
	if len(roles) == 0 {
		return "<none>"
	}
	slices.Sort(roles)
	return strings.Join(roles, ",")
}

func addressOf(node corev1.Node, kind corev1.NodeAddressType) string {
	for _, address := range node.Status.Addresses {
		if address.Type == kind {
			return address.Address
		}
	}
	return "<none>"
}

func sortedKeys[V any](values map[string]V) []string {
	var keys []string
	for key := range values {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
