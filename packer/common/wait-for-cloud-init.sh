#!/bin/bash
# Waits for the first boot's own work, so that nothing races with it, and makes the folder that the build uploads into
# (not below /tmp, which does not outlive a reboot).
set -euo pipefail

if ! cloud-init status --wait >/dev/null; then
  cloud-init status --long >&2
  # Exit code 2 is "done, with recoverable errors".
  [[ $(cloud-init status --format json | grep -o '"status": "[a-z]*"') == *done* ]] || exit 1
fi
install -d -m 0700 -o "$SUDO_USER" /var/tmp/catalyst
