#!/bin/bash
# liqoctl and the chart of the same version, and the names of its container images, which the next installer pulls: what
# is installed at first boot needs no network.
set -euo pipefail
source /var/tmp/catalyst/lib.sh

tag=v$LIQO_VERSION
release=https://github.com/liqotech/liqo/releases/download/$tag
archive=liqoctl-linux-amd64.tar.gz

# No checksum file is published, but GitHub's API has a digest of each asset.
assets() {
  download "https://api.github.com/repos/liqotech/liqo/releases/tags/$tag" --header 'Accept: application/vnd.github+json'
}
asset_sha256() { # NAME
  jq -r --arg name "$1" '.assets[] | select(.name == $name) | .digest // "" | ltrimstr("sha256:")' <<<"$release_assets"
}
if [[ -z ${ARTIFACT_LIQOCTL_SHA256:-} || -z ${ARTIFACT_LIQO_CHART_SHA256:-} ]]; then
  release_assets=$(assets)
  chart=$(jq -r '[.assets[].name | select(test("^liqo.*[.]tgz$"))][0] // ""' <<<"$release_assets")
  [[ -n $chart ]] || fail "release $tag of liqotech/liqo has no chart among its assets"
fi

fetch "${ARTIFACT_LIQOCTL_URL:-$release/$archive}" "${ARTIFACT_LIQOCTL_SHA256:-$(asset_sha256 "$archive")}" "$BUILD_DIR/$archive"
tar -xzf "$BUILD_DIR/$archive" -C /usr/local/bin --no-same-owner liqoctl
chmod 0755 /usr/local/bin/liqoctl
install -d -m 0755 /usr/local/share/catalyst/liqo
fetch "${ARTIFACT_LIQO_CHART_URL:-$release/$chart}" "${ARTIFACT_LIQO_CHART_SHA256:-$(asset_sha256 "$chart")}" \
  /usr/local/share/catalyst/liqo/chart.tgz

# Liqo connects clusters by WireGuard and Geneve. A container has its host's kernel.
systemd-detect-virt --quiet --container || modinfo wireguard geneve vxlan br_netfilter >/dev/null ||
  fail "kernel $(uname -r) lacks a module that Liqo or flannel needs: wireguard, geneve, vxlan, br_netfilter"

version=$(liqoctl version --client)
version=${version##*v}
record_version liqoctl "$version" "$LIQO_VERSION"
chart_field() { # NAME
  tar -xzOf /usr/local/share/catalyst/liqo/chart.tgz liqo/Chart.yaml | sed -nE "s/^$1: *\"?([^\"]*)\"?\$/\1/p"
}
chart_version=$(chart_field version)
record_version liqo-chart "${chart_version#v}" "$LIQO_VERSION"

# The images that the chart names, but those of what is never on here: telemetry, and the upgrade of an older release's CRDs.
tag=$(chart_field appVersion)
[[ -n $tag ]] || fail "Liqo's chart has no appVersion, so the tag of its images is not known"
tar -xzOf /usr/local/share/catalyst/liqo/chart.tgz liqo/values.yaml |
  sed -nE "s/^ +name: *\"?(ghcr[.]io\/liqotech\/[^\"]+)\"?\$/\1:$tag/p" | sed -E '/\/(telemetry|liqo-crd-upgrade):/d' >"$BUILD_DIR/images"
[[ -s $BUILD_DIR/images ]] || fail "Liqo's chart names no image of ghcr.io/liqotech, where its images were up to 1.2.0"
