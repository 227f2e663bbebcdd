#!/bin/bash
# liqoctl and the chart of the same version, to be installed at first boot without any network.
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
fetch "${ARTIFACT_LIQO_CHART_URL:-$release/$chart}" "${ARTIFACT_LIQO_CHART_SHA256:-$(asset_sha256 "$chart")}" /usr/local/share/catalyst/liqo/chart.tgz

version=$(liqoctl version --client)
version=${version##*v}
installed liqoctl "$version" "$LIQO_VERSION"
chart_version=$(tar -xzOf /usr/local/share/catalyst/liqo/chart.tgz liqo/Chart.yaml | sed -nE 's/^version: *"?v?([^"]*)"?$/\1/p')
installed liqo-chart "$chart_version" "$LIQO_VERSION"
