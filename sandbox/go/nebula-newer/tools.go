//go:build tools

// Package tools pins what the sandbox builds.
package tools

import (
	_ "github.com/slackhq/nebula/cmd/nebula"
	_ "github.com/slackhq/nebula/cmd/nebula-cert"
)
