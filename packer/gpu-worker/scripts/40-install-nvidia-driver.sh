#!/bin/bash
# The NVIDIA driver of the asked major version. A package's name proves nothing (Ubuntu's *-550-server are stubs that
# install 570 or newer), so in the end the modules themselves are asked, for every kernel that could boot.
set -euo pipefail
source /var/tmp/catalyst/lib.sh
source /var/tmp/catalyst/gpu-worker/lib.sh

major=${NVIDIA_DRIVER_VERSION%%.*}
[[ $major =~ ^[0-9]{3}$ ]] || fail "nvidia_driver_version must be a major version such as 550, not '$NVIDIA_DRIVER_VERSION'"

# Below 570: NVIDIA's repository, every library of one exact version, the module compiled here by DKMS.
from_nvidia() {
  local repository=https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2404/x86_64 version package
  local names=(nvidia-dkms nvidia-kernel-source nvidia-kernel-common libnvidia-cfg1 libnvidia-compute nvidia-compute-utils nvidia-utils)
  ensure_packages dkms
  apt_key "$repository/3bf863cc.pub" "$NVIDIA_KEY_FINGERPRINT" nvidia-cuda
  printf 'deb [signed-by=/etc/apt/keyrings/nvidia-cuda.gpg] %s/ /\n' "$(mirror_url "$repository")" >/etc/apt/sources.list.d/nvidia-cuda.list
  apt update
  version=$(apt-cache madison "nvidia-dkms-$major" | awk -v major="$major." 'index($3, major) == 1 && !found++ { print $3 }')
  [[ -n $version ]] || fail "NVIDIA's repository has no nvidia-dkms-$major of version $major.x"
  # Whatever belongs to the driver comes in this version or not at all.
  printf 'Package: *nvidia*-%s*\nPin: version %s\nPin-Priority: 1001\n' "$major" "$version" >/etc/apt/preferences.d/nvidia
  packages=()
  for package in "${names[@]}"; do
    packages+=("$package-$major=$version")
  done
  apt install --no-install-recommends --allow-downgrades "${packages[@]}"
  rm -f /etc/apt/sources.list.d/nvidia-cuda.list /etc/apt/keyrings/nvidia-cuda.gpg /etc/apt/preferences.d/nvidia
}

# From 570 on: Ubuntu's modules, prebuilt and signed for the LTS kernel.
from_ubuntu() {
  ensure_packages "linux-modules-nvidia-$major-server-aws-lts-24.04" "nvidia-headless-no-dkms-$major-server" "nvidia-utils-$major-server"
}

# Fails unless a kernel's module is of the wanted major version and was built for exactly that kernel.
assert_module() { # KERNEL
  local version vermagic
  version=$(modinfo -k "$1" -F version nvidia) || fail "kernel $1 has no nvidia module: the driver was not built for it"
  vermagic=$(modinfo -k "$1" -F vermagic nvidia)
  [[ $version == "$major".* ]] || fail "kernel $1 has nvidia $version, but $major was asked for"
  [[ $vermagic == "$1 "* ]] || fail "the nvidia module of kernel $1 was built for '$vermagic'"
  if ((major < 570)); then
    [[ $(dkms status -k "$1" | grep -i nvidia) == *installed* ]] || fail "dkms did not install the driver for $1: $(dkms status -k "$1")"
  fi
  modinfo -k "$1" nvidia-uvm >/dev/null || fail "kernel $1 has no nvidia-uvm module, without which CUDA cannot start"
  printf 'kernel %s has nvidia %s\n' "$1" "$version"
  driver=$version
}

if ((major < 570)); then
  from_nvidia
  utils=nvidia-utils-$major
else
  from_ubuntu
  utils=nvidia-utils-$major-server
fi
for kernel in $(kernels); do
  assert_module "$kernel"
done
# Module and nvidia-smi of different versions do not talk to each other.
client=$(dpkg-query -W -f '${Version}' "$utils")
record_version nvidia "$driver" "${client%%-*}"

# Client and module of different versions are what an upgrade would leave.
mapfile -t held < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' '*nvidia*' | awk '$1 == "installed" { print $2 }')
apt-mark hold "${held[@]}" >/dev/null

systemctl enable nvidia-persistenced.service nvidia-uvm.service
# The package's unit turns persistence mode off; the drop-in of this image turns it on.
[[ $(systemctl show --property=ExecStart --value nvidia-persistenced.service) == *--persistence-mode* ]] ||
  fail "nvidia-persistenced.service does not turn persistence mode on"
# On a builder with a GPU the driver itself can be asked.
if grep -qsx 0x10de /sys/bus/pci/devices/*/vendor; then
  modprobe nvidia
  reported=$(nvidia-smi --query-gpu=driver_version --format=csv,noheader --id=0)
  [[ $reported == "$driver" ]] || fail "nvidia-smi reports driver '$reported', not $driver"
fi
