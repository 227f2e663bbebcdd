# shellcheck shell=bash
# What the installers share. Sourced, never run.
# Nothing pipes into `grep -q` or `head` here: a reader that stops early kills its writer by SIGPIPE, which pipefail takes
# for a failure.

BUILD_DIR=/var/tmp/catalyst

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# The one mirror rule: https://HOST/PATH comes from MIRROR/HOST/PATH where MIRROR is set.
mirror_url() { # URL
  if [[ -n ${MIRROR:-} ]]; then
    printf '%s/%s' "$MIRROR" "${1#https://}"
  else
    printf '%s' "$1"
  fi
}

# curl with what every download needs: no downgrade, errors as exit codes, retries, no endless wait.
download() { # URL [curl's arguments]
  local url=$1
  shift
  curl --fail --silent --show-error --location --proto '=http,https' --connect-timeout 20 --speed-limit 1024 --speed-time 60 \
    --retry 5 --retry-all-errors "$@" "$(mirror_url "$url")"
}

# Downloads URL to FILE and keeps it only if its SHA-256 is the expected one.
fetch() { # URL SHA256 FILE
  local url=$1 expected=$2 file=$3 actual
  [[ $expected =~ ^[0-9a-f]{64}$ ]] || fail "no SHA-256 is known for $url (got '$expected')"
  download "$url" --output "$file.part"
  actual=$(sha256sum "$file.part")
  actual=${actual%% *}
  if [[ $actual != "$expected" ]]; then
    rm -f "$file.part"
    fail "$url has SHA-256 $actual, but $expected was expected"
  fi
  mv "$file.part" "$file"
}

# The SHA-256 that a publisher's checksum file gives for NAME, matched exactly (sums files also list inner files).
published_sha256() { # URL NAME
  download "$1" | awk -v name="$2" '{ sub(/^[*]/, "", $2); sub(/^[.][/]/, "", $2); if ($2 == name) print $1 }'
}

# Copies a role's rootfs/ over / as root's, with the modes that the files have.
install_rootfs() { # ROLE
  local tree=$BUILD_DIR/$1/rootfs
  [[ -d $tree ]] || fail "$tree was not uploaded"
  find "$tree" -type d -exec chmod 0755 {} +
  find "$tree" -type f -perm /111 -exec chmod 0755 {} +
  find "$tree" -type f ! -perm /111 -exec chmod 0644 {} +
  cp -R --no-preserve=ownership,timestamps "$tree/." /
  install -D -m 0755 "$BUILD_DIR/$1/verify.sh" "/usr/local/lib/catalyst/verify/$1"
}

# apt-get that waits for another's lock and asks nothing.
apt() {
  DEBIAN_FRONTEND=noninteractive apt-get -y -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5 \
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@"
}

# Installs the packages that are missing; with none missing, it asks no network.
ensure_packages() { # PACKAGE...
  local missing=() package
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  ((${#missing[@]} > 0)) || return 0
  # Once per build; a script that adds a repository must run `apt update` itself.
  [[ -e $BUILD_DIR/.updated ]] || apt update
  touch "$BUILD_DIR/.updated"
  apt install --no-install-recommends "${missing[@]}"
}

# Records and prints the version that was installed; another one than asked for fails the build.
record_version() { # NAME ACTUAL WANTED
  [[ $2 == "$3" ]] || fail "$1 is '$2', but $3 was asked for"
  install -d -m 0755 /usr/local/share/catalyst/versions
  printf '%s\n' "$2" >"/usr/local/share/catalyst/versions/$1"
  printf '%s %s\n' "$1" "$2"
}
