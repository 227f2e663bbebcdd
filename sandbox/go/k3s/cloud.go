package main

import corev1 "k8s.io/api/core/v1"

// cloudController is k3s's own cloud controller, which runs unless --disable-cloud-controller is given. It names the kind of instance: `k3s`,
// whatever the node says of itself. It waits for the annotations that an agent writes together with its labels, so its word is the last one
// (pkg/cloudprovider/instances.go InstanceType; k8s.io/cloud-provider controllers/node/node_controller.go).
type cloudController struct{ disabled bool }

// initialize is what becomes of a node once it is known.
func (c cloudController) initialize(node *corev1.Node) {
	if c.disabled {
		return
	}
	if node.Labels == nil {
		node.Labels = map[string]string{}
	}
	node.Labels[corev1.LabelInstanceType], node.Labels[corev1.LabelInstanceTypeStable] = "k3s", "k3s"
	node.Spec.ProviderID = "k3s://" + node.Name
}

// reconcile puts the stable label back to what the older one says (reconcileNodeLabels).
func (c cloudController) reconcile(node *corev1.Node) {
	if kind, found := node.Labels[corev1.LabelInstanceType]; found && !c.disabled {
		node.Labels[corev1.LabelInstanceTypeStable] = kind
	}
}
