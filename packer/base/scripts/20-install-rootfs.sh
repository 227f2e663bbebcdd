#!/bin/bash
# Units and configuration as they stand in the image; accounts that they name.
set -euo pipefail
source /var/tmp/catalyst/lib.sh

install_rootfs base
systemd-sysusers
systemctl daemon-reload
systemctl enable catalyst-bootstrap.service catalyst-bootstrap.timer catalyst-read-ahead.service \
  catalyst-firewall.service catalyst-agent-helper.socket
# Its syntax is checked where the kernel has nftables, as any that boots this image has.
nft --check --file /usr/local/share/catalyst/firewall.nft
