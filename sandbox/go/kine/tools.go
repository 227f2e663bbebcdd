//go:build tools

// Package tools pins k3s's own datastore.
package tools

import _ "github.com/k3s-io/kine/pkg/app"
