#!/bin/bash
# What the installers and the boot program lean on.
set -euo pipefail
source /var/tmp/catalyst/lib.sh

need ca-certificates curl gpg iproute2 iputils-ping jq zstd
