#!/bin/bash
# NVIDIA's container toolkit: k3s finds its runtime by name when it starts, and makes the RuntimeClass itself.
set -euo pipefail
source /var/tmp/catalyst/lib.sh
source /var/tmp/catalyst/gpu-worker/lib.sh

site=https://nvidia.github.io/libnvidia-container
apt_key "$site/gpgkey" "$CONTAINER_TOOLKIT_KEY_FINGERPRINT" nvidia-container-toolkit
printf 'deb [signed-by=/etc/apt/keyrings/nvidia-container-toolkit.gpg] %s/stable/deb/amd64 /\n' "$(mirror_url "$site")" \
  >/etc/apt/sources.list.d/nvidia-container-toolkit.list
apt update
ensure_packages nvidia-container-toolkit
rm -f /etc/apt/sources.list.d/nvidia-container-toolkit.list /etc/apt/keyrings/nvidia-container-toolkit.gpg
apt-mark hold nvidia-container-toolkit >/dev/null

[[ -x $(command -v nvidia-container-runtime) ]] || fail "nvidia-container-runtime is not on the PATH, so k3s would not find it"
# The tools come in another package, so they are asked. They say 1.18.0-rc.1 where the package is 1.18.0~rc.1-1 (CLI_VERSION in
# upstream's Makefile, PACKAGE_VERSION in its versions.mk).
package=$(dpkg-query -W -f '${Version}' nvidia-container-toolkit)
package=${package%-*}
reported=$(nvidia-ctk --version)
[[ $reported =~ version\ ([^[:space:]]+) ]] || fail "nvidia-ctk says no version: $reported"
record_version nvidia-container-toolkit "${BASH_REMATCH[1]}" "${package/\~/-}"
