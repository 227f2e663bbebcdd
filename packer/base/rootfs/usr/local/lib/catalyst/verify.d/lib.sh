# shellcheck shell=bash
# What the verifications share: one line a check, all of them run, and the exit code tells whether all held.
source /usr/local/lib/catalyst/boot.d/lib.sh

failures=0

# Runs COMMAND as the check WHAT; its output is shown where it fails.
check() { # WHAT COMMAND [ARGUMENTS]
  local what=$1 output
  shift
  if output=$("$@" 2>&1); then
    printf 'ok    %s\n' "$what"
  else
    printf 'FAIL  %s%s\n' "$what" "${output:+: ${output//$'\n'/; }}"
    failures=$((failures + 1))
  fi
}

# Runs COMMAND within a check; where it fails, MESSAGE is the check's output instead of COMMAND's.
expect() { # MESSAGE COMMAND [ARGUMENTS]
  local message=$1
  shift
  "$@" &>/dev/null || { printf '%s\n' "$message" && return 1; }
}

# Runs another verification and counts its failure as one.
include() { "$@" || failures=$((failures + 1)); }

skip() { printf 'skip  %s: %s\n' "$1" "$2"; }

finish() {
  printf '%s\n' "$([[ $failures == 0 ]] && echo 'verified' || echo "$failures checks failed")"
  exit $((failures > 0))
}

# Whether user data has made this machine a node; without it, only what is baked can be verified.
is_node() { [[ -e /etc/catalyst/node.conf ]]; }

# The version that the build recorded for NAME.
baked() { cat "/usr/local/share/catalyst/versions/$1"; }

equals() { expect "'$1' is not '$2'" test "$1" = "$2"; }
is_empty() { expect "$1" test -z "$1"; }
# Whether `systemd-analyze security` gives a unit an exposure of at most so many per cent.
exposure_at_most() { # EXPOSURE UNIT
  expect "its exposure is above $1: see systemd-analyze security $2" systemd-analyze security --no-pager --threshold="$1" "$2"
}
active() { systemctl is-active "$1"; }
nebula_ip() { fact .nebula_ip; }
