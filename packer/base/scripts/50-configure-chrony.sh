#!/bin/bash
# Time from EC2's own service; certificates and signed requests need a clock that is right.
set -euo pipefail
source /var/tmp/catalyst/lib.sh

ensure_packages chrony
grep -qs '^sourcedir /etc/chrony/sources.d' /etc/chrony/chrony.conf ||
  fail "chrony does not read /etc/chrony/sources.d, where its source lies"
systemctl enable chrony.service
