#!/bin/bash
# Packer's next step has to find the new boot, so this one never returns by itself.
set -euo pipefail
systemctl reboot
exec sleep infinity
