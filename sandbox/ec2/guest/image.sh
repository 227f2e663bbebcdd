#!/usr/bin/env bash
# image.sh FILE SOURCE SUITE PACKAGES: makes FILE a sparse btrfs image whose read-only subvolume "source" holds the guest.
# SOURCE is the line of apt's sources.list that the packages come from. To be run in mount and PID namespaces of its own: so
# nothing stays mounted and nothing goes on running, even where it is killed.
set -euo pipefail
file=$1 source=$2 suite=$3 packages=$4
here=$(dirname -- "$(realpath -- "$0")")
truncate --size=64G "$file"
mkfs.btrfs --quiet --metadata single "$file"
mnt=$file.mnt # beside the file, so that it goes with what is left of an image that was not finished
mkdir "$mnt"
mount -o loop,noatime,compress=zstd:1 "$file" "$mnt"
trap 'umount "$mnt"; rmdir "$mnt"' EXIT
btrfs subvolume create "$mnt/source"
mmdebstrap --quiet --format=directory --variant=minbase \
  --include="$packages" \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
  --aptopt='Acquire::Languages "none"' \
  --customize-hook="$here/finish.sh" \
  "$suite" "$mnt/source" "$source"
btrfs property set "$mnt/source" ro true
