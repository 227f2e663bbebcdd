#!/usr/bin/env bash
# image.sh FILE MIRROR SUITE PACKAGES: makes FILE a sparse btrfs image whose read-only subvolume "source" holds the guest.
# To be run in a mount namespace of its own, so that nothing stays mounted.
set -euo pipefail
file=$1 mirror=$2 suite=$3 packages=$4
here=$(dirname -- "$(realpath -- "$0")")
truncate --size=64G "$file"
mkfs.btrfs --quiet --metadata single "$file"
mnt=$(mktemp -d)
trap 'rmdir "$mnt"' EXIT
mount -o loop,noatime,compress=zstd:1 "$file" "$mnt"
trap 'umount "$mnt"; rmdir "$mnt"' EXIT
btrfs subvolume create "$mnt/source"
mmdebstrap --quiet --format=directory --variant=minbase --components=main,contrib,non-free,non-free-firmware \
  --include="$packages" \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
  --aptopt='Acquire::Languages "none"' \
  --customize-hook="$here/finish.sh" \
  "$suite" "$mnt/source" "$mirror"
btrfs property set "$mnt/source" ro true
