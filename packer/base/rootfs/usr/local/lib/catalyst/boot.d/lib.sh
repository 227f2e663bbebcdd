# shellcheck shell=bash
# What the boot program and its stages share: functions only. Stages hand nothing to each other but files:
#   /run/catalyst/config.json   user data, checked, with defaults (stage config)
#   /etc/catalyst/node.json     what the secret and the certificate say that is no secret (stage secret)
#   /run/catalyst/changed       files that a unit has yet to be restarted for, one a line

readonly RUN=/run/catalyst

# Seconds since the kernel started, to the hundredth.
uptime_seconds() {
  local seconds rest
  read -r seconds rest </proc/uptime
  printf '%s' "$seconds"
}

# Ends a stage with one line that says what is wrong and what would be right.
fail_stage() { # MESSAGE
  printf '%s\n' "$*" >&2
  exit 1
}

# Ends a probe of `retry` that may succeed later, with the reason.
not_yet() { # REASON
  printf '%s\n' "$*" >&2
  return 75
}

# Calls FUNCTION until it succeeds and prints what it printed. 75 (EX_TEMPFAIL) means that another try can help; any other
# failure, and that one after SECONDS, ends the stage with FUNCTION's last words. Pauses begin at 0.1 s, double up to 3 s, and are
# jittered.
retry() { # SECONDS FUNCTION [ARGUMENTS]
  local limit=$1 end=$((SECONDS + $1)) ceiling=100 pause rc reason
  shift
  while :; do
    rc=0
    { reason=$("$@" 2>&1 >&3 3>&-); } 3>&1 || rc=$?
    ((rc != 0)) || return 0
    ((rc == 75)) || fail_stage "$reason"
    ((SECONDS < end)) || fail_stage "$reason (tried for $limit s)"
    pause=$((ceiling / 2 + RANDOM % (ceiling / 2 + 1)))
    ceiling=$((ceiling < 1500 ? ceiling * 2 : 3000))
    sleep "$(printf '%d.%03d' $((pause / 1000)) $((pause % 1000)))"
  done
}

# Notes a stage's state as $RUN/stages/NAME.json; times are seconds since the kernel started.
write_stage_state() { # NAME running|done|failed STARTED
  local finished=''
  [[ $2 == running ]] || finished=",\"finished\":$(uptime_seconds)"
  printf '{"stage":"%s","state":"%s","started":%s%s}\n' "$1" "$2" "$3" "$finished" | write_file "$RUN/stages/$1.json" 0644
}

# Puts standard input into FILE in one step.
write_file() { # FILE [MODE]
  local draft
  draft=$(mktemp "$1.XXXXXX")
  cat >"$draft"
  chmod "${2:-0600}" "$draft"
  mv "$draft" "$1"
}

# Puts standard input into FILE in one step if that changes it, and notes the change for start_or_restart.
write_if_changed() { # FILE [MODE]
  local draft
  draft=$(mktemp "$1.XXXXXX")
  cat >"$draft"
  # What feeds this may have failed.
  [[ -s $draft ]] || fail_stage "nothing was written for $1"
  chmod "${2:-0600}" "$draft"
  if cmp --silent "$draft" "$1"; then
    rm "$draft"
  else
    mv "$draft" "$1"
    printf '%s\n' "$1" >>"$RUN/changed"
  fi
}

# A value of the configuration or of the node's facts, by jq's filter; fails where it is false or null.
setting() { jq -er "$1" "$RUN/config.json" 2>/dev/null; }
fact() { jq -er "$1" /etc/catalyst/node.json 2>/dev/null; }

# Whether an earlier run wrote everything.
is_configured() { [[ -e /etc/catalyst/node.json && -e /etc/nebula/conf.d/90-instance.yml && -e /etc/catalyst/worker-agent.env ]]; }

# Prints what the instance metadata service (v2) says. Fails with 75 when it cannot be reached, 44 where it has no such path.
metadata() { # PATH
  local service=${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254} token answer status
  service=${service%/}
  token=$(curl --silent --fail --max-time 2 --noproxy '*' --request PUT --header 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$service/latest/api/token") ||
    not_yet "the instance metadata service at $service gives no token" || return
  answer=$(printf 'header = "X-aws-ec2-metadata-token: %s"\n' "$token" |
    curl --config - --silent --max-time 2 --noproxy '*' --write-out '\n%{http_code}' "$service/latest/meta-data/$1") ||
    not_yet "the instance metadata service does not answer for $1" || return
  status=${answer##*$'\n'}
  case $status in
    200) printf '%s' "${answer%$'\n'*}" ;;
    404) return 44 ;;
    *) not_yet "the instance metadata service answers $status for $1" ;;
  esac
}

# Starts UNIT, or restarts it if a file under one of the PREFIXes changed since its last start.
start_or_restart() { # SECONDS UNIT PREFIX...
  local limit=$1 unit=$2 verb=start prefix rc=0
  touch "$RUN/changed"
  for prefix in "${@:3}"; do
    ! grep -q "^$prefix" "$RUN/changed" || verb=restart
  done
  # A failure that waits for its next try would make `start` wait with it. What systemctl says of one is to see the unit's log.
  timeout "$limit" systemctl "$verb" "$unit.service" 2>/dev/null || rc=$?
  if ((rc != 0)) || ! systemctl --quiet is-active "$unit.service"; then
    fail_stage "$unit.service did not start within $limit s: $(last_log_line "$unit")"
  fi
  (
    flock 8
    for prefix in "${@:3}"; do
      sed -i "\|^$prefix|d" "$RUN/changed"
    done
  ) 8>"$RUN/changed.lock"
}

last_log_line() { # UNIT
  local line
  line=$(journalctl --unit="$1.service" --identifier="$1" --boot --lines=1 --output=cat --quiet)
  printf '%s' "${line:-it said nothing; see journalctl -u $1}"
}

has_gpu() { grep -qsx 0x10de /sys/bus/pci/devices/*/vendor; }

# The control plane's list of nodes, as JSON; a node may read it where it may not give commands.
list_nodes() {
  curl --silent --fail --max-time 3 --noproxy '*' "$(fact '.nodes_url')"
}
