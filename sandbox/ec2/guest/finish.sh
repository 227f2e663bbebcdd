#!/bin/sh
# Makes the bootstrapped Debian in $1 look like Canonical's EC2 image. Nothing that identifies one machine may stay: cloud-init makes it at the first boot.
set -eu
root=$1
here=$(dirname -- "$(realpath -- "$0")")
cp -R --preserve=mode "$here/rootfs/." "$root"

# A container shows cloud-init no DMI table, by which it knows EC2; it also looks for Xen's id, which can be put elsewhere.
source=/usr/lib/python3/dist-packages/cloudinit/sources/DataSourceEc2.py
sed -i 's|/sys/hypervisor/uuid|/etc/cloud/hypervisor-uuid|' "$root$source"
grep -q /etc/cloud/hypervisor-uuid "$root$source"
# It has its address before it boots, so nothing is to be asked of DHCP; and there is no udev to tell of network cards that are plugged in.
sed -i '/(DataSourceEc2Local,/d' "$root$source"
sed -i '/install-hotplug/d' "$root/etc/cloud/cloud.cfg"

rm -f "$root"/etc/ssh/ssh_host_* "$root/etc/hostname" "$root/etc/resolv.conf"
: >"$root/etc/machine-id"
mkdir -p "$root/var/log/journal"
