#!/bin/bash
# The LTS kernel, which the driver is built for; linux-aws rolls on to kernels that it does not compile on.
# The next boot takes it; what else is in /boot is purged after that.
set -euo pipefail
source /var/tmp/catalyst/lib.sh
source /var/tmp/catalyst/gpu-worker/lib.sh

ensure_packages linux-aws-lts-24.04
release=$(lts_kernel)
[[ -e /boot/vmlinuz-$release ]] || fail "linux-image-aws-lts-24.04 stands for kernel $release, but /boot has no vmlinuz-$release"

# A newer kernel would win at boot; this one is named until it is alone.
install -d /etc/default/grub.d
printf 'GRUB_DEFAULT="Advanced options for Ubuntu>Ubuntu, with Linux %s"\n' "$release" >/etc/default/grub.d/90-lts-kernel.cfg
refresh_boot_menu "$release"
