#!/usr/bin/env bash
# Makes the bootstrapped Debian in $1 look like Canonical's EC2 image. Nothing that identifies one machine may stay: cloud-init makes it at the
# first boot. EXTRAS is where packages with Ubuntu's names are now, EXTRAS_THERE where instances find them, EXTRAS_KEY the key that signs them.
set -euo pipefail
root=$1
here=$(dirname -- "$(realpath -- "$0")")
cp -R --preserve=mode "$here/rootfs/." "$root"

# cloud-init knows EC2 by the DMI table, which a container does not have, or by Xen's id, whose path can be changed.
source=/usr/lib/python3/dist-packages/cloudinit/sources/DataSourceEc2.py
sed -i 's|/sys/hypervisor/uuid|/etc/cloud/hypervisor-uuid|' "$root$source"
grep -q /etc/cloud/hypervisor-uuid "$root$source"
# The guest has its address before it boots, so DHCP is not needed, and there is no udev for hotplugged network cards.
sed -i '/(DataSourceEc2Local,/d' "$root$source"
sed -i '/install-hotplug/d' "$root/etc/cloud/cloud.cfg"

# Ubuntu's rolling kernel is on every image; packages that Ubuntu names differently come from the sandbox's mirror.
install -D -m 644 "$EXTRAS_KEY" "$root/etc/apt/keyrings/ubuntu-names.gpg"
list=$root/etc/apt/sources.list.d/ubuntu-names.list
echo "deb [signed-by=/etc/apt/keyrings/ubuntu-names.gpg] $EXTRAS ./" >"$list"
env -u APT_CONFIG chroot "$root" apt-get --quiet update
env -u APT_CONFIG DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get --quiet --yes install linux-aws
echo "deb [signed-by=/etc/apt/keyrings/ubuntu-names.gpg] $EXTRAS_THERE ./" >"$list"
env -u APT_CONFIG chroot "$root" apt-get clean
rm -rf "$root"/var/lib/apt/lists/*

# Ubuntu 24.04 has /tmp on disk; Debian 13 has it in memory.
rm "$root/usr/lib/systemd/system/local-fs.target.wants/tmp.mount" "$root/usr/lib/systemd/system/tmp.mount"

rm -f "$root"/etc/ssh/ssh_host_* "$root/etc/hostname" "$root/etc/resolv.conf"
: >"$root/etc/machine-id"
mkdir -p "$root/var/log/journal"
