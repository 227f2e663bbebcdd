# shellcheck shell=bash
# What the proofs share: one line a check, all of them run, and the exit code tells whether all held.

failures=0

# Runs COMMAND; its output is shown where it fails.
check() { # WHAT COMMAND [ARGUMENTS]
  local what=$1 said
  shift
  if said=$("$@" 2>&1); then
    printf 'ok    %s\n' "$what"
  else
    printf 'FAIL  %s%s\n' "$what" "${said:+: ${said//$'\n'/; }}"
    failures=$((failures + 1))
  fi
}

# Runs another proof and counts its failure as one.
include() { "$@" || failures=$((failures + 1)); }

skip() { printf 'skip  %s: %s\n' "$1" "$2"; }

finish() {
  printf '%s\n' "$([[ $failures == 0 ]] && echo 'proven' || echo "$failures checks failed")"
  exit $((failures > 0))
}

# Whether user data has made this machine a node; without it, only what is baked can be proven.
is_node() { [[ -e /etc/catalyst/node.conf ]]; }

# The version that the build recorded for NAME.
baked() { cat "/usr/local/share/catalyst/versions/$1"; }

equals() { [[ $1 == "$2" ]] || { echo "'$1' is not '$2'" && false; }; }
# Whether `systemd-analyze security` gives a unit an exposure of at most so many per cent.
hardened() { # UNIT EXPOSURE
  systemd-analyze security --no-pager --threshold="$2" "$1" >/dev/null 2>&1 || { echo "its exposure is above $2: see systemd-analyze security $1" && false; }
}
active() { systemctl is-active "$1"; }
nebula_ip() { sed -n 's/^NEBULA_IP=//p' /etc/catalyst/worker-agent.env; }
has_gpu() { grep -qsx 0x10de /sys/bus/pci/devices/*/vendor; }
