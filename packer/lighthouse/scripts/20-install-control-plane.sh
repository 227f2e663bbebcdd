#!/bin/bash
# The control plane that nodes register at. It runs where the configured address is this node's own.
set -euo pipefail
source /var/tmp/catalyst/lib.sh

binary=$BUILD_DIR/control-plane
[[ -s $binary ]] || fail "control-plane was not uploaded: build it with 'make build-linux' and name its folder in go_programs_dir"
install -m 0755 "$binary" /usr/local/bin/control-plane
