#!/bin/bash
# What the installers and the boot program lean on.
set -euo pipefail
source /var/tmp/catalyst/lib.sh

ensure_packages ca-certificates curl gpg iproute2 iputils-ping jq nftables polkitd python3 zstd
