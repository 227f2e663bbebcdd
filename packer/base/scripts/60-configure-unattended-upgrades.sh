#!/bin/bash
# Security updates come by themselves, but never to the kernel, the driver or what the driver was built for
# (/etc/apt/apt.conf.d/60catalyst): an image has been verified with exactly these.
set -euo pipefail
source /var/tmp/catalyst/lib.sh

ensure_packages unattended-upgrades
systemctl enable unattended-upgrades.service
apt-config dump Unattended-Upgrade::Package-Blacklist | grep nvidia >/dev/null || fail "unattended upgrades are not kept from the driver"
