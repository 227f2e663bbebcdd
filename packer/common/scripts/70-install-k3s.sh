#!/bin/bash
# k3s and its container images, imported once here so that no node has to: this version imports every tarball of
# agent/images again at each start. Runs after each role's own installers: images that one of them named in
# $BUILD_DIR/images are pulled beside k3s's.
set -euo pipefail
source /var/tmp/catalyst/lib.sh

release=https://github.com/k3s-io/k3s/releases/download/${K3S_VERSION/+/%2B}
sums=$release/sha256sum-amd64.txt
images=k3s-airgap-images-amd64.tar.zst

fetch "${ARTIFACT_K3S_URL:-$release/k3s}" "${ARTIFACT_K3S_SHA256:-$(published_sha256 "$sums" k3s)}" "$BUILD_DIR/k3s"
install -m 0755 "$BUILD_DIR/k3s" /usr/local/bin/k3s
for alias in kubectl crictl ctr; do
  ln -sf k3s "/usr/local/bin/$alias"
done
record_version k3s "$(k3s --version | awk '$1 == "k3s" { print $3 }')" "$K3S_VERSION"
install -D -m 0644 "$BUILD_DIR/verify-k3s.sh" /usr/local/lib/catalyst/verify.d/k3s.sh

images_url=${ARTIFACT_K3S_IMAGES_URL:-$release/$images}
images_sha256=${ARTIFACT_K3S_IMAGES_SHA256:-$(published_sha256 "$sums" "$images")}
fetch "$images_url" "$images_sha256" "$BUILD_DIR/$images"

# A server without nodes: its containerd fills the store. The role's configuration names an interface that is not here.
if ! systemd-run --quiet --unit=k3s-import --service-type=notify --property=TimeoutStartSec=300 --property=KillMode=mixed \
  /usr/local/bin/k3s server --config=/dev/null --bind-address=127.0.0.1 --advertise-address=127.0.0.1 --flannel-backend=none \
  --disable-network-policy --disable-cloud-controller --disable-helm-controller \
  --disable=coredns --disable=local-storage --disable=metrics-server --disable=servicelb --disable=traefik; then
  journalctl --unit=k3s-import.service --boot --lines=20 --output=cat --no-pager >&2
  fail "k3s does not start on the builder, so its images cannot be imported"
fi
# READY speaks of the API, not of containerd.
for ((tries = 0; tries < 300; tries++)); do
  if k3s ctr images list --quiet &>/dev/null; then break; fi
  sleep 0.2
done
# ctr reads a plain tar only (containerd 1.7, cmd/ctr/commands/images/import.go and images/archive/importer.go).
zstd --decompress --stdout "$BUILD_DIR/$images" | k3s ctr images import -

# Every image that the archive names has to be there. `docker save` writes names in their short form (image/tarexport/save.go of
# moby), containerd stores them in full (normalize.go of distribution/reference).
# shellcheck disable=SC2016 # a program of jq
full='(split("/") | if length == 1 then ["docker.io", "library"] elif .[0] | test("[.:]") or . == "localhost" then [] else ["docker.io"] end) as $host
  | $host + [.] | join("/")'
zstd --decompress --stdout "$BUILD_DIR/$images" | tar -xO manifest.json | jq -r ".[].RepoTags[] | $full" | sort -u >"$BUILD_DIR/archive-images"
[[ -s $BUILD_DIR/archive-images ]] || fail "$images names no image"
missing=$(comm -13 <(k3s ctr images list --quiet | sort) "$BUILD_DIR/archive-images")
[[ -z $missing ]] || fail "$images was imported, but these of its images are not in the store: ${missing//$'\n'/ }"

# A registry is one more https://HOST/PATH: from MIRROR/HOST/PATH where MIRROR is set.
pull() { # REFERENCE
  local options=() folder=$BUILD_DIR/registries/${1%%/*} tries
  if [[ -n ${MIRROR:-} ]]; then
    install -d "$folder"
    printf 'server = "%s"\ncapabilities = ["pull", "resolve"]\noverride_path = true\n' \
      "$(mirror_url "https://${1%%/*}/v2")" >"$folder/hosts.toml"
    options=(--hosts-dir "$BUILD_DIR/registries")
  fi
  for tries in 1 2 3; do
    if k3s ctr images pull "${options[@]}" "$1" >/dev/null; then return 0; fi
    printf 'try %d: %s was not pulled\n' "$tries" "$1" >&2
  done
  fail "$1 cannot be pulled"
}
pulled=()
if [[ -e $BUILD_DIR/images ]]; then mapfile -t pulled <"$BUILD_DIR/images"; fi
for image in "${pulled[@]}"; do
  pull "$image"
done
# A tag can move; what was pulled is written down by its digest.
k3s ctr images list | awk 'NR > 1 { print $1, $3 }' >/usr/local/share/catalyst/images
# Pinned, or the kubelet would delete an image that is not in use when the disk fills.
mapfile -t imported < <(k3s ctr images list --quiet)
((${#imported[@]} > 0)) || fail "no image was imported from $images"
for image in "${imported[@]}"; do
  k3s ctr images label "$image" io.cri-containerd.pinned=pinned >/dev/null
done
printf '%d container images imported\n' "${#imported[@]}"
systemctl stop k3s-import.service
