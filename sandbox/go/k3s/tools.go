package main

import (
	"crypto"
	"fmt"
	"os"
	"strings"

	containerdcommand "github.com/containerd/containerd/cmd/containerd/command"
	ctrapp "github.com/containerd/containerd/cmd/ctr/app"
	"github.com/containerd/containerd/pkg/hasher"
	"github.com/urfave/cli"
	componentcli "k8s.io/component-base/cli"
	kubectlcmd "k8s.io/kubectl/pkg/cmd"
)

const kubeconfigFile = "/etc/rancher/k3s/k3s.yaml"

// containerdMain is containerd (pkg/containerd/main.go).
func containerdMain(arguments []string) int {
	crypto.RegisterHash(crypto.SHA256, hasher.NewSHA256)
	if err := containerdcommand.App().Run(arguments); err != nil {
		fmt.Fprintf(os.Stderr, "containerd: %s\n", err)
		return 1
	}
	return 0
}

// ctrMain is containerd's ctr with k3s's socket and namespace (pkg/ctr/main.go).
func ctrMain(arguments []string) int {
	app := ctrapp.New()
	for i, flag := range app.Flags {
		text, ok := flag.(cli.StringFlag)
		if !ok {
			continue
		}
		switch {
		case strings.HasPrefix(text.Name, "address"):
			text.Value = containerdAddress()
		case strings.HasPrefix(text.Name, "namespace"):
			text.Value = "k8s.io"
		}
		app.Flags[i] = text
	}
	if err := app.Run(arguments); err != nil {
		fmt.Fprintf(os.Stderr, "ctr: %s\n", err)
		return 1
	}
	return 0
}

// kubectlMain is kubectl, with k3s's kubeconfig where KUBECONFIG names none (pkg/kubectl/main.go).
func kubectlMain(arguments []string) int {
	if os.Getenv("KUBECONFIG") == "" {
		os.Setenv("KUBECONFIG", kubeconfigFile)
	}
	os.Args = append([]string{"kubectl"}, arguments[1:]...)
	return componentcli.Run(kubectlcmd.NewDefaultKubectlCommand())
}
