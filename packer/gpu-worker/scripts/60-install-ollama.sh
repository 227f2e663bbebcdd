#!/bin/bash
# Ollama with the GPU libraries that the driver can use, and no others: they are gigabytes.
set -euo pipefail
source /var/tmp/catalyst/lib.sh

project=https://github.com/ollama/ollama/releases

# `latest` by the redirect, which costs no API quota.
latest() {
  local target
  target=$(curl --fail --silent --show-error --retry 5 --retry-all-errors --output /dev/null \
    --write-out '%{redirect_url}' "$(mirror_url "$project/latest")")
  printf '%s' "${target##*/v}"
}

version=${ARTIFACT_OLLAMA_VERSION:-$OLLAMA_VERSION}
[[ $version != latest ]] || version=$(latest)
[[ $version =~ ^[0-9]+[.][0-9]+[.][0-9]+ ]] || fail "ollama_version must be latest or a version, not '$version'"
archive=ollama-linux-amd64.tar.zst # since 0.14.0
if dpkg --compare-versions "$version" lt 0.14.0; then archive=ollama-linux-amd64.tgz; fi
release=$project/download/v$version

url=${ARTIFACT_OLLAMA_URL:-$release/$archive}
sha256=${ARTIFACT_OLLAMA_SHA256:-$(published_sha256 "$release/sha256sum.txt" "$archive")}
fetch "$url" "$sha256" "$BUILD_DIR/$archive"
rm -rf /usr/local/lib/ollama
tar -xf "$BUILD_DIR/$archive" -C /usr/local --no-same-owner

# Driver 550 is the floor of cuda_v12, and cuda_v13 needs 580. Nothing here uses Vulkan.
rm -rf /usr/local/lib/ollama/vulkan
if ((${NVIDIA_DRIVER_VERSION%%.*} < 580)); then rm -rf /usr/local/lib/ollama/cuda_v13; else rm -rf /usr/local/lib/ollama/cuda_v12; fi

install -d -m 0750 -o ollama -g ollama /var/lib/ollama
output=$(ollama --version 2>&1)
record_version ollama "$(grep -oE '[0-9]+[.][0-9]+[.][0-9]+[^ ]*' <<<"$output" | tail -n 1)" "$version"
systemctl enable ollama.service catalyst-models.service
