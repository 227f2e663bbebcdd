#!/bin/bash
# The fleet's own agent: a static binary that was built before.
set -euo pipefail
source /var/tmp/catalyst/lib.sh

binary=$BUILD_DIR/worker-agent
[[ -s $binary ]] || fail "worker-agent was not uploaded: build it with 'make build-linux' and name its folder in go_programs_dir"
install -m 0755 "$binary" /usr/local/bin/worker-agent

# Without a control plane it has to say so and stop, which shows that it runs here at all.
if output=$(env -u CONTROL_PLANE_ADDR timeout 20 /usr/local/bin/worker-agent 2>&1); then
  fail "worker-agent ran without a control plane; it must exit with an error when it has neither --control-plane nor CONTROL_PLANE_ADDR"
fi
printf 'worker-agent runs: %s\n' "${output%%$'\n'*}"
