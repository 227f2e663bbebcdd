//go:build tools

// Package tools pins the simulated kubelet that can stand beside the stand-in for k3s.
package tools

import _ "sigs.k8s.io/kwok/pkg/kwok/cmd"
