package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
)

var nodeResource = schema.GroupResource{Resource: "nodes"}

// api stands in for the Kubernetes API: nodes, their proxy, the names of node-password secrets and no pods. It knows client certificates only.
func (s *supervisor) api() http.Handler {
	mux := http.NewServeMux()
	for _, path := range []string{"/readyz", "/livez", "/healthz"} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ok") })
	}
	mux.HandleFunc("GET /version", func(w http.ResponseWriter, _ *http.Request) {
		sendJSON(w, http.StatusOK, map[string]string{"major": "1", "minor": "31", "gitVersion": version, "platform": "linux/amd64"})
	})
	mux.HandleFunc("GET /api", func(w http.ResponseWriter, _ *http.Request) {
		sendJSON(w, http.StatusOK, metav1.APIVersions{TypeMeta: metav1.TypeMeta{Kind: "APIVersions"}, Versions: []string{"v1"}})
	})
	mux.HandleFunc("GET /apis", func(w http.ResponseWriter, _ *http.Request) {
		sendJSON(w, http.StatusOK, metav1.APIGroupList{TypeMeta: metav1.TypeMeta{Kind: "APIGroupList", APIVersion: "v1"}, Groups: []metav1.APIGroup{}})
	})
	mux.HandleFunc("GET /api/v1", func(w http.ResponseWriter, _ *http.Request) { sendJSON(w, http.StatusOK, resources()) })
	mux.HandleFunc("GET /api/v1/nodes", s.listNodes)
	mux.HandleFunc("POST /api/v1/nodes", s.createNode)
	mux.HandleFunc("GET /api/v1/nodes/{name}", s.onNode(func(w http.ResponseWriter, r *http.Request, node *corev1.Node) {
		sendNodes(w, r, *node)
	}))
	mux.HandleFunc("DELETE /api/v1/nodes/{name}", s.onNode(s.deleteNode))
	mux.HandleFunc("PUT /api/v1/nodes/{name}", s.onNode(s.updateNode))
	mux.HandleFunc("PATCH /api/v1/nodes/{name}", s.onNode(s.updateNode))
	mux.HandleFunc("PUT /api/v1/nodes/{name}/status", s.onNode(s.updateNode))
	mux.HandleFunc("PATCH /api/v1/nodes/{name}/status", s.onNode(s.updateNode))
	mux.HandleFunc("/api/v1/nodes/{name}/proxy/{path...}", s.onNode(s.proxyNode))
	mux.HandleFunc("GET /api/v1/namespaces/kube-system/secrets", s.listSecrets)
	mux.HandleFunc("GET /api/v1/secrets", s.listSecrets)
	noPods := func(w http.ResponseWriter, r *http.Request) {
		sendJSON(w, http.StatusOK, corev1.PodList{TypeMeta: metav1.TypeMeta{Kind: "PodList", APIVersion: "v1"}, Items: []corev1.Pod{}})
	}
	mux.HandleFunc("GET /api/v1/pods", noPods)
	mux.HandleFunc("GET /api/v1/namespaces/{namespace}/pods", noPods)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		sendStatus(w, apierrors.NewGenericServerResponse(http.StatusNotFound, r.Method, schema.GroupResource{}, "", "the stand-in for k3s has no "+r.URL.Path, 0, true))
	})
	return s.withClient(mux)
}

func resources() metav1.APIResourceList {
	verbs := metav1.Verbs{"create", "delete", "get", "list", "patch", "update"}
	return metav1.APIResourceList{
		TypeMeta: metav1.TypeMeta{Kind: "APIResourceList", APIVersion: "v1"}, GroupVersion: "v1",
		APIResources: []metav1.APIResource{
			{Name: "nodes", SingularName: "node", Kind: "Node", Verbs: verbs, ShortNames: []string{"no"}},
			{Name: "pods", SingularName: "pod", Kind: "Pod", Namespaced: true, Verbs: metav1.Verbs{"list"}, ShortNames: []string{"po"}},
			{Name: "secrets", SingularName: "secret", Kind: "Secret", Namespaced: true, Verbs: metav1.Verbs{"list"}},
		},
	}
}

// withClient lets masters do all, and a node what the Node authorizer and the admission plugin NodeRestriction leave it: to read nodes, and to
// write its own.
func (s *supervisor) withClient(next *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		auth := s.authenticator.Load()
		if auth == nil || !s.ready.Load() {
			sendError(w, r, http.StatusServiceUnavailable, fmt.Errorf("apiserver not ready"))
			return
		}
		who, ok, err := auth.authenticate(r)
		if err != nil || !ok {
			sendStatus(w, apierrors.NewUnauthorized("Unauthorized"))
			return
		}
		if !slices.Contains(who.groups, masters) && !nodeMay(who.node(), r) {
			sendStatus(w, apierrors.NewForbidden(nodeResource, "", fmt.Errorf("User %q cannot %s %s", who.name, strings.ToLower(r.Method), r.URL.Path)))
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), identityKey{}, who)))
	})
}

func nodeMay(node string, r *http.Request) bool {
	if node == "" {
		return false
	}
	own := "/api/v1/nodes/" + node
	switch r.Method {
	case http.MethodGet:
		return !strings.Contains(r.URL.Path, "/proxy/") && !strings.HasSuffix(r.URL.Path, "/secrets")
	case http.MethodPost:
		return r.URL.Path == "/api/v1/nodes"
	case http.MethodPut, http.MethodPatch:
		return r.URL.Path == own || r.URL.Path == own+"/status"
	}
	return false
}

func (s *supervisor) onNode(next func(http.ResponseWriter, *http.Request, *corev1.Node)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		node, ok := s.data.node(r.PathValue("name"))
		if !ok {
			sendStatus(w, apierrors.NewNotFound(nodeResource, r.PathValue("name")))
			return
		}
		next(w, r, node)
	}
}

func (s *supervisor) listNodes(w http.ResponseWriter, r *http.Request) {
	selector, err := labels.Parse(r.URL.Query().Get("labelSelector"))
	if err != nil {
		sendStatus(w, apierrors.NewBadRequest(err.Error()))
		return
	}
	name, named := strings.CutPrefix(r.URL.Query().Get("fieldSelector"), "metadata.name=")
	list := corev1.NodeList{TypeMeta: metav1.TypeMeta{Kind: "NodeList", APIVersion: "v1"}, Items: []corev1.Node{}}
	for _, node := range s.data.nodes() {
		if selector.Matches(labels.Set(node.Labels)) && (!named || node.Name == name) {
			list.Items = append(list.Items, node)
		}
	}
	if wantsTable(r) {
		sendJSON(w, http.StatusOK, nodeTable(list.Items))
		return
	}
	sendJSON(w, http.StatusOK, list)
}

func (s *supervisor) createNode(w http.ResponseWriter, r *http.Request) {
	var node corev1.Node
	if err := json.NewDecoder(io.LimitReader(r.Body, 1<<20)).Decode(&node); err != nil {
		sendStatus(w, apierrors.NewBadRequest(err.Error()))
		return
	}
	if own := caller(r).node(); own != "" && own != node.Name {
		sendStatus(w, apierrors.NewForbidden(nodeResource, node.Name, fmt.Errorf("node %q is not allowed to modify node %q", own, node.Name)))
		return
	}
	if _, exists := s.data.node(node.Name); exists {
		sendStatus(w, apierrors.NewAlreadyExists(nodeResource, node.Name))
		return
	}
	node.UID, node.CreationTimestamp = types.UID(randomHex(16)), metav1.Now()
	s.cloud.initialize(&node)
	if node.Name == s.nodeName {
		// What k3s's controllers give a server (pkg/server/server.go setNodeLabelsAndAnnotations).
		node.Labels["node-role.kubernetes.io/control-plane"], node.Labels["node-role.kubernetes.io/master"] = "true", "true"
	}
	s.store(w, &node, http.StatusCreated, false)
}

// updateNode takes a whole node or a patch; a change of the status is a heartbeat.
func (s *supervisor) updateNode(w http.ResponseWriter, r *http.Request, node *corev1.Node) {
	content, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		sendStatus(w, apierrors.NewBadRequest(err.Error()))
		return
	}
	if r.Method == http.MethodPatch {
		original, err := json.Marshal(node)
		if err == nil {
			// A merge patch is one that names no list.
			content, err = strategicpatch.StrategicMergePatch(original, content, corev1.Node{})
		}
		if err != nil {
			sendStatus(w, apierrors.NewBadRequest(err.Error()))
			return
		}
	}
	var changed corev1.Node
	if err := json.Unmarshal(content, &changed); err != nil {
		sendStatus(w, apierrors.NewBadRequest(err.Error()))
		return
	}
	status := strings.HasSuffix(r.URL.Path, "/status")
	if status {
		node.Status = changed.Status
		changed = *node
	}
	changed.UID, changed.CreationTimestamp = node.UID, node.CreationTimestamp
	s.cloud.reconcile(&changed)
	s.store(w, &changed, http.StatusOK, status)
}

func (s *supervisor) store(w http.ResponseWriter, node *corev1.Node, code int, heartbeat bool) {
	node.TypeMeta = metav1.TypeMeta{Kind: "Node", APIVersion: "v1"}
	if err := s.data.put(node, heartbeat); err != nil {
		sendStatus(w, apierrors.NewInternalError(err))
		return
	}
	sendJSON(w, code, node)
}

func (s *supervisor) deleteNode(w http.ResponseWriter, _ *http.Request, node *corev1.Node) {
	if err := s.data.delete(node.Name); err != nil {
		sendStatus(w, apierrors.NewInternalError(err))
		return
	}
	sendJSON(w, http.StatusOK, metav1.Status{
		TypeMeta: metav1.TypeMeta{Kind: "Status", APIVersion: "v1"}, Status: metav1.StatusSuccess,
		Details: &metav1.StatusDetails{Name: node.Name, Kind: "nodes", UID: node.UID},
	})
}

func (s *supervisor) listSecrets(w http.ResponseWriter, r *http.Request) {
	list := corev1.SecretList{TypeMeta: metav1.TypeMeta{Kind: "SecretList", APIVersion: "v1"}, Items: []corev1.Secret{}}
	for _, name := range s.data.secrets() {
		list.Items = append(list.Items, corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: "kube-system"}, Type: "Opaque"})
	}
	sendJSON(w, http.StatusOK, list)
}
