#!/bin/bash
# Nebula and nebula-cert (to check certificates before they are used).
set -euo pipefail
source /var/tmp/catalyst/lib.sh

release=https://github.com/slackhq/nebula/releases/download/v$NEBULA_VERSION
archive=nebula-linux-amd64.tar.gz
url=${ARTIFACT_NEBULA_URL:-$release/$archive}
sha256=${ARTIFACT_NEBULA_SHA256:-$(published_sha256 "$release/SHASUM256.txt" "$archive")}

fetch "$url" "$sha256" "$BUILD_DIR/$archive"
tar -xzf "$BUILD_DIR/$archive" -C /usr/local/bin --no-same-owner nebula nebula-cert
chmod 0755 /usr/local/bin/nebula /usr/local/bin/nebula-cert

version=$(nebula -version)
record_version nebula "${version#Version: }" "$NEBULA_VERSION"
