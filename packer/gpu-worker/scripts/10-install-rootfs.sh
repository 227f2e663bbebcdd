#!/bin/bash
# Units and configuration as they stand in the image.
set -euo pipefail
source /var/tmp/catalyst/lib.sh

install_rootfs gpu-worker
systemd-sysusers
systemctl daemon-reload
