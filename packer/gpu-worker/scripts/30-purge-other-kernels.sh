#!/bin/bash
# Leaves one kernel in /boot: whatever boots then has the driver, as nothing else can boot.
set -euo pipefail
source /var/tmp/catalyst/lib.sh
source /var/tmp/catalyst/gpu-worker/lib.sh

release=$(lts_kernel)
running=$(uname -r)
# A container runs its host's kernel.
systemd-detect-virt --quiet --container || [[ $running == "$release" ]] ||
  fail "kernel $running runs after the reboot, not $release: the boot menu's choice was not taken"
patterns=(linux-aws linux-image-aws linux-headers-aws linux-modules-extra-aws)
for kernel in $(kernels); do
  [[ $kernel == "$release" ]] || patterns+=("linux-*-$kernel")
done
# dpkg-query exits 1 when a pattern matches nothing.
mapfile -t others < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${patterns[@]}" 2>/dev/null | sed -n 's/^installed //p')
((${#others[@]} == 0)) || apt purge "${others[@]}"

modinfo -k "$release" wireguard geneve vxlan br_netfilter >/dev/null ||
  fail "kernel $release lacks a module that Liqo or flannel needs: wireguard, geneve, vxlan, br_netfilter"
# Ollama and the agent start behind it only, so this kernel has to be able to.
nft list table inet catalyst >/dev/null || fail "the firewall was not loaded: see systemctl status catalyst-firewall"
rm -f /etc/default/grub.d/90-lts-kernel.cfg
refresh_boot_menu "$release"
left=$(kernels)
[[ $left == "$release" ]] || fail "/boot must hold $release only, but holds: ${left//$'\n'/ }"
apt-mark hold linux-aws-lts-24.04 linux-image-aws-lts-24.04 linux-headers-aws-lts-24.04 "linux-image-$release" "linux-headers-$release"
