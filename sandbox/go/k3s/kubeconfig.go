package main

import (
	"encoding/base64"
	"fmt"
)

// kubeconfig names one cluster and one user, with all certificates inside (pkg/clientaccess/kubeconfig.go).
func kubeconfig(server string, ca, certificate, key []byte) []byte {
	encode := base64.StdEncoding.EncodeToString
	return fmt.Appendf(nil, `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: %s
    server: %s
  name: default
contexts:
- context:
    cluster: default
    user: default
  name: default
current-context: default
kind: Config
preferences: {}
users:
- name: default
  user:
    client-certificate-data: %s
    client-key-data: %s
`, encode(ca), server, encode(certificate), encode(key))
}
