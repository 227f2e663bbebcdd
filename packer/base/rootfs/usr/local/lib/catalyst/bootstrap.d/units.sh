# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with the files beside this one
# Starts the units and knows when each is really there.

# Starts UNIT, or restarts it if a file under one of the PREFIXes changed since its last start.
start_or_restart() { # SECONDS UNIT PREFIX...
  local limit=$1 unit=$2 verb=start prefix rc=0
  for prefix in "${@:3}"; do
    ! grep -q "^$prefix" "$CHANGED" || verb=restart
  done
  # A failure that waits for its next try would make `start` wait with it.
  timeout "$limit" systemctl "$verb" "$unit.service" || rc=$?
  if ((rc != 0)) || ! systemctl --quiet is-active "$unit.service"; then
    fail_stage "$unit.service did not start within $limit s: $(last_log_line "$unit")"
  fi
  (
    flock 8
    for prefix in "${@:3}"; do
      sed -i "\|^$prefix|d" "$CHANGED"
    done
  ) 8>"$CHANGED.lock"
}

last_log_line() { # UNIT
  local line
  line=$(journalctl --unit="$1.service" --identifier="$1" --boot --lines=1 --output=cat --quiet)
  printf '%s' "${line:-it logged nothing; see journalctl -u $1}"
}

own_ip() { sed -n 's/^NEBULA_IP=//p' /etc/catalyst/worker-agent.env; }

# Stage. READY means that the interface is up with its address; a handshake needs traffic.
start_nebula() { start_or_restart 30 nebula /etc/nebula/; }

# Stage. The first ping makes the handshake; the next ones follow every 0.2 s until one is answered.
lighthouse_answers() {
  local endpoint
  if ! ping -n -q -c 1 -i 0.2 -w 30 "$LIGHTHOUSE_IP" >/dev/null 2>&1; then
    endpoint=$(sed -n 's/.*\["\(.*\)"\] }$/\1/p;q' /etc/nebula/conf.d/90-instance.yml)
    fail_stage "the lighthouse $LIGHTHOUSE_IP does not answer over Nebula at $endpoint (30 s):" \
      "is it up, is UDP to that port open, do both certificates come from one CA?"
  fi
}

# The control plane runs where its configured address is this node's own.
runs_control_plane() { [[ ${CONTROL_PLANE%:*} == "$(own_ip)" ]]; }

start_control_plane() { start_or_restart 30 control-plane /etc/catalyst/control-plane.env; }

# Stage. Healthy means registered at the control plane.
start_worker_agent() {
  start_or_restart 30 worker-agent /etc/catalyst/worker-agent.env
  retry 60 agent_is_healthy
}

agent_is_healthy() {
  why="worker-agent is not registered at $CONTROL_PLANE: $(last_log_line worker-agent)"
  curl --silent --fail --output /dev/null --max-time 2 --noproxy '*' http://127.0.0.1:8080/health || return 75
}

# Stage. k3s itself would retry a refused token for ever and say so in its log only, so the server is asked first.
start_k3s() { # k3s|k3s-agent
  if [[ $1 == k3s-agent ]]; then
    K3S_SERVER=$(sed -n 's/^server: //p' /etc/rancher/k3s/config.yaml)
    retry 120 k3s_takes_token
  fi
  start_or_restart 300 "$1" /etc/rancher/k3s/
}

k3s_takes_token() {
  local token user=node hash status
  token=$(</etc/rancher/k3s/token)
  # A kubeadm-style bootstrap token is checked in another way; k3s will.
  [[ ! $token =~ ^[a-z0-9]{6}[.][a-z0-9]{16}$ ]] || return 0
  why="the k3s server $K3S_SERVER cannot be reached"
  if [[ $token == K10*::* ]]; then
    hash=$(curl --silent --fail --insecure --max-time 3 --noproxy '*' "$K3S_SERVER/cacerts" | sha256sum) || return 75
    [[ ${token:3:64} == "${hash%% *}" ]] || fail_stage "k3s_token belongs to another cluster: its CA hash is not that of $K3S_SERVER"
    token=${token#*::}
    if [[ $token == *:* ]]; then user=${token%%:*} token=${token#*:}; fi
  fi
  status=$(printf 'user = "%s:%s"\n' "$user" "${token//\"/\\\"}" |
    curl --config - --silent --insecure --max-time 3 --noproxy '*' --output /dev/null \
      --write-out '%{http_code}' "$K3S_SERVER/v1-k3s/config") || return 75
  case $status in
    200) ;;
    401 | 403) fail_stage "the k3s server $K3S_SERVER refuses k3s_token of secret '$SECRET_ID'" ;;
    *)
      why="the k3s server $K3S_SERVER answers $status"
      return 75
      ;;
  esac
}

# Stage. Ollama starts with the machine, beside everything else.
ollama_answers() { retry 60 ollama_is_up; }

ollama_is_up() {
  why="ollama does not answer on 127.0.0.1:11434: $(last_log_line ollama)"
  curl --silent --fail --output /dev/null --max-time 2 --noproxy '*' http://127.0.0.1:11434/api/version || return 75
}
