package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/sirupsen/logrus"
	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// objects is what the supervisor needs of the API, be it real or not.
type objects interface {
	nodes() []corev1.Node
	node(name string) (*corev1.Node, bool)
	ensurePassword(node, password string) error
}

// ask asks the API server as an administrator.
func (k *kubernetes) ask(method, path, contentType string, object any) ([]byte, error) {
	request, err := jsonRequest(method, "https://127.0.0.1:"+apiPort+path, contentType, object)
	if err != nil {
		return nil, err
	}
	response, err := k.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	return answerOf(response, response.Body)
}

// reviewToken asks the API server whose token it is.
func (k *kubernetes) reviewToken(token string) (identity, bool, error) {
	review := authenticationv1.TokenReview{Spec: authenticationv1.TokenReviewSpec{Token: token}}
	content, err := k.ask(http.MethodPost, "/apis/authentication.k8s.io/v1/tokenreviews", asJSON, review)
	if err == nil {
		err = json.Unmarshal(content, &review)
	}
	if err == nil && !review.Status.Authenticated {
		err = errInvalidToken
	}
	return identity{review.Status.User.Username, review.Status.User.Groups}, err == nil, err
}

const asJSON, asMerge = "application/json", "application/merge-patch+json"

func (k *kubernetes) nodes() []corev1.Node {
	var list corev1.NodeList
	content, err := k.ask(http.MethodGet, "/api/v1/nodes", asJSON, nil)
	if err == nil {
		err = json.Unmarshal(content, &list)
	}
	if err != nil {
		logrus.Errorf("Failed to list nodes: %v", err)
	}
	return list.Items
}

func (k *kubernetes) node(name string) (*corev1.Node, bool) {
	for _, node := range k.nodes() {
		if node.Name == name {
			return &node, true
		}
	}
	return nil, false
}

const secretsPath = "/api/v1/namespaces/kube-system/secrets"

// ensurePassword keeps a node's first password as a secret, and refuses another one (pkg/nodepassword/nodepassword.go Ensure). Another error
// lets the node in.
func (k *kubernetes) ensurePassword(node, password string) error {
	name := strings.ToLower(node) + ".node-password.k3s"
	want := hash([]byte(strings.ToLower(node) + "\n" + password))
	var secret corev1.Secret
	content, err := k.ask(http.MethodGet, secretsPath+"/"+name, asJSON, nil)
	var refused statusError
	switch {
	case err == nil:
		if err := json.Unmarshal(content, &secret); err != nil {
			return err
		}
		if string(secret.Data["hash"]) != want {
			return errors.Join(errVerifyFailed, errors.New("unable to verify hash for node '"+node+"': hash does not match"))
		}
		return nil
	case errors.As(err, &refused) && refused.code == http.StatusNotFound:
		immutable := true
		secret = corev1.Secret{
			TypeMeta: metav1.TypeMeta{Kind: "Secret", APIVersion: "v1"}, ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: "kube-system"},
			Immutable: &immutable, Data: map[string][]byte{"hash": []byte(want)},
		}
		if _, err = k.ask(http.MethodPost, secretsPath, asJSON, secret); err == nil {
			return nil
		}
	}
	logrus.Errorf("Password verification deferred for node %s: %v", node, err)
	return nil
}

// control does what k3s's controllers do to nodes: the labels of a server, the cloud controller's, and the end of a node's password.
func (k *kubernetes) control(ctx context.Context) {
	seen := map[string]bool{}
	for sleep(ctx, 500*time.Millisecond) == nil {
		here := map[string]bool{}
		for _, node := range k.nodes() {
			here[node.Name], seen[node.Name] = true, true
			if err := k.mend(node); err != nil {
				logrus.Errorf("Failed to update node %s: %v", node.Name, err)
			}
		}
		for name := range seen {
			if here[name] || len(here) == 0 {
				continue
			}
			delete(seen, name)
			if _, err := k.ask(http.MethodDelete, secretsPath+"/"+strings.ToLower(name)+".node-password.k3s", asJSON, nil); err != nil {
				logrus.Errorf("Failed to remove the password of node %s: %v", name, err)
			}
		}
	}
}

func (k *kubernetes) mend(node corev1.Node) error {
	changed := node.DeepCopy()
	if changed.Labels == nil {
		changed.Labels = map[string]string{}
	}
	if node.Spec.ProviderID == "" {
		k.cloud.initialize(changed)
	}
	k.cloud.reconcile(changed)
	if node.Name == k.nodeName {
		changed.Labels["node-role.kubernetes.io/control-plane"], changed.Labels["node-role.kubernetes.io/master"] = "true", "true"
	}
	labels := map[string]string{}
	for key, value := range changed.Labels {
		if node.Labels[key] != value {
			labels[key] = value
		}
	}
	if len(labels) == 0 && changed.Spec.ProviderID == node.Spec.ProviderID {
		return nil
	}
	patch := map[string]any{"metadata": map[string]any{"labels": labels}, "spec": map[string]any{"providerID": changed.Spec.ProviderID}}
	_, err := k.ask(http.MethodPatch, "/api/v1/nodes/"+node.Name, asMerge, patch)
	return err
}
