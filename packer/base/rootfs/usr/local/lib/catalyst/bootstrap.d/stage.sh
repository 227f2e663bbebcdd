# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with the files beside this one
# Stages: each runs once, records its state and its times, and fails with one clear line.

# Seconds since the kernel started, to the hundredth.
uptime_seconds() {
  local rest
  read -r REPLY rest </proc/uptime
}

# Records a stage's state as $RUN/stages/NAME.json; times are seconds since the kernel started.
write_stage_state() { # NAME running|done|failed [STARTED]
  uptime_seconds
  mkdir -p "$RUN/stages"
  if [[ $2 == running ]]; then
    printf '{"stage":"%s","state":"running","started":%s}\n' "$1" "$REPLY"
  else
    printf '{"stage":"%s","state":"%s","started":%s,"finished":%s}\n' "$1" "$2" "${3:-$REPLY}" "$REPLY"
  fi >"$RUN/stages/.$1.new.$BASHPID"
  mv "$RUN/stages/.$1.new.$BASHPID" "$RUN/stages/$1.json"
}

# Runs FUNCTION as stage NAME in a process of its own. Returns 0 whatever happens: ask `stage_is_done NAME`.
stage() { # NAME FUNCTION [ARGUMENTS]
  local started rc=0
  STAGE=$1
  uptime_seconds
  started=$REPLY
  write_stage_state "$1" running
  # In the background, as errexit would be off in a condition.
  (
    set -e
    "${@:2}"
  ) &
  wait $! || rc=$?
  if ((rc == 0)); then
    write_stage_state "$1" "done" "$started"
    printf '%s: done\n' "$1"
  else
    [[ -e $RUN/stages/$1.error ]] ||
      printf 'ended unexpectedly with exit code %d\n' "$rc" | tee "$RUN/stages/$1.error" | sed "s/^/$1: /" >&2
    write_stage_state "$1" failed "$started"
  fi
}

# Whether stage NAME is done.
stage_is_done() { # NAME
  [[ -e $RUN/stages/$1.json && $(<"$RUN/stages/$1.json") == *'"state":"done"'* ]]
}

# Ends a stage: one line that says what is wrong and what would be right.
fail_stage() { # MESSAGE
  printf '%s: %s\n' "$STAGE" "$*" >&2
  printf '%s\n' "$*" >"$RUN/stages/$STAGE.error"
  exit 1
}

# Calls FUNCTION until it succeeds. It returns 75 where another try can help, with the reason in `why`; after SECONDS
# that reason is the error. Pauses begin at 0.1 s, double up to 3 s, and are jittered.
retry() { # SECONDS FUNCTION [ARGUMENTS]
  local limit=$1 ceiling=100 pause rc
  local end=$((SECONDS + limit))
  shift
  while :; do
    rc=0
    "$@" || rc=$?
    ((rc != 75)) || ((SECONDS < end)) || fail_stage "$why (tried for $limit s)"
    ((rc == 75)) || return "$rc"
    pause=$((ceiling / 2 + RANDOM % (ceiling / 2 + 1)))
    ceiling=$((ceiling < 1500 ? ceiling * 2 : 3000))
    sleep "$(printf '%d.%03d' $((pause / 1000)) $((pause % 1000)))"
  done
}

# Whether every stage that ran is done.
all_done() {
  local file
  for file in "$RUN"/stages/*.json; do
    [[ $(<"$file") == *'"state":"done"'* ]] || return 1
  done
}

# Joins all stages into boot.json.
summary() {
  local file userspace
  userspace=$(systemctl show --property=UserspaceTimestampMonotonic --value)
  for file in "$RUN"/stages/*.json; do
    if [[ -e ${file%.json}.error ]]; then
      jq -c --rawfile error "${file%.json}.error" '. + {error: ($error | rtrimstr("\n"))}' "$file"
    else
      cat "$file"
    fi
  done | jq -s --arg role "$ROLE" --argjson userspace "${userspace:-0}" '{
    role: $role,
    userspace_started: ($userspace / 1e6),
    ok: all(.[]; .state == "done"),
    stages: (map({key: .stage, value: del(.stage)}) | from_entries)
  }' >"$RUN/boot.json.new"
  chmod 0644 "$RUN/boot.json.new"
  mv "$RUN/boot.json.new" "$RUN/boot.json"
}
