package main

import "path/filepath"

// leaveNodesAlone has kwok follow the nodes and never write to one: they are their kubelets'. What it does to pods is kwok's own
// (kustomize/stage/pod/fast): they are ready at once, those of a job have succeeded, deleted ones are gone.
const leaveNodesAlone = `apiVersion: kwok.x-k8s.io/v1alpha1
kind: Stage
metadata:
  name: leave-nodes-alone
spec:
  resourceRef:
    apiGroup: v1
    kind: Node
  selector:
    matchLabels:
      stand-in/none: none
  next: {}
`

func (k *kubernetes) kwokStages() string { return filepath.Join(k.dir, "etc/kwok.yaml") }

func (k *kubernetes) kwokArguments() []string {
	return []string{
		"--kubeconfig=" + k.credFile("kwok.kubeconfig"), "--config=" + k.kwokStages(), "--manage-all-nodes=true", "--node-lease-duration-seconds=0",
	}
}

func (k *kubernetes) schedulerArguments() []string {
	config := k.credFile("scheduler.kubeconfig")
	return []string{
		"--kubeconfig=" + config, "--authentication-kubeconfig=" + config, "--authorization-kubeconfig=" + config, "--bind-address=127.0.0.1",
		"--secure-port=10259", "--leader-elect=false", "--profiling=false",
	}
}
