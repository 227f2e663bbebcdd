#!/bin/bash
# Waits for the first boot's own work, so that nothing races with it, and makes the folder that the build uploads into
# (not below /tmp, which does not outlive a reboot).
set -euo pipefail

# Exit code 2 is "done, with recoverable errors", and stands for that in every form of the command (cmd/status.py of cloud-init).
rc=0
report=$(cloud-init status --wait --long) || rc=$?
case $rc in
  0) ;;
  2) printf 'the first boot went on in spite of this:\n%s\n' "$report" >&2 ;;
  *)
    printf 'cloud-init failed:\n%s\n' "$report" >&2
    exit 1
    ;;
esac

# They would hold apt's lock on its lists, which DPkg::Lock::Timeout does not cover. cleanup.sh unmasks them.
systemctl mask --now --quiet apt-daily.timer apt-daily-upgrade.timer apt-daily.service apt-daily-upgrade.service
install -d -m 0700 -o "$SUDO_USER" /var/tmp/catalyst
