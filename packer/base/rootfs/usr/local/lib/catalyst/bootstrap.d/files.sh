# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with the files beside this one
# From the secret to the files that the units read, all 0600 and root's.

# Whether an earlier run wrote everything.
configured() { [[ -e /etc/nebula/conf.d/90-instance.yml && -e /etc/catalyst/worker-agent.env && -e /etc/rancher/k3s/config.yaml ]]; }

# Puts standard input into FILE in one step, and records the change; a FILE with this content already stays untouched.
write_if_changed() { # FILE
  cat >"$1.new"
  if cmp --silent "$1.new" "$1"; then
    rm "$1.new"
  else
    mv "$1.new" "$1"
    printf '%s\n' "$1" >>"$CHANGED"
  fi
}

# Stage: fetches the secret, checks it as a whole, and only then replaces what is there.
take_secret() {
  local limit=60 missing endpoint url nebula_ip keys=(nebula_ca_crt nebula_node_crt nebula_node_key nebula_ip lighthouse_endpoint k3s_token)
  # A node that has its configuration need not wait for long.
  if configured; then limit=10; fi
  if [[ $ROLE == gpu-worker ]]; then keys+=(k3s_url); fi
  retry "$limit" get_secret
  printf '%s' "$secret" | jq -e 'type == "object"' >/dev/null 2>&1 || fail_stage "secret '$SECRET_ID' is no JSON object"
  missing=$(missing_keys "${keys[@]}")
  [[ -z $missing ]] || fail_stage "secret '$SECRET_ID' lacks: ${missing//$'\n'/, }"
  nebula_ip=$(secret_value nebula_ip)
  nebula_ip=${nebula_ip%%/*}
  endpoint=$(secret_value lighthouse_endpoint)
  [[ $endpoint =~ ^[^:[:space:]\"]+:[0-9]+$ ]] || fail_stage "lighthouse_endpoint of secret '$SECRET_ID' must be HOST:PORT, not '$endpoint'"
  url=$(secret_value k3s_url)
  [[ $ROLE == lighthouse || $url == https://* ]] || fail_stage "k3s_url of secret '$SECRET_ID' must begin with https://, not '$url'"
  check_certificate
  write_nebula
  write_k3s
  write_agent
}

# A certificate that Nebula would refuse, or that is not this node's, must not replace one that works.
check_certificate() {
  local new=$RUN/new output ip
  rm -rf "$new"
  mkdir -m 0700 "$new"
  secret_value nebula_ca_crt >"$new/ca.crt"
  secret_value nebula_node_crt >"$new/host.crt"
  secret_value nebula_node_key >"$new/host.key"
  output=$(nebula-cert verify -ca "$new/ca.crt" -crt "$new/host.crt" 2>&1) ||
    fail_stage "nebula_node_crt of secret '$SECRET_ID' is not valid under nebula_ca_crt: ${output#Error: }"
  ip=$(nebula-cert print -json -path "$new/host.crt" | jq -r '.details.ips[0] // .details.networks[0] // ""')
  [[ ${ip%%/*} == "$nebula_ip" ]] || fail_stage "nebula_node_crt of secret '$SECRET_ID' is for ${ip%%/*}, but nebula_ip is $nebula_ip"
  printf 'pki: { ca: %s/ca.crt, cert: %s/host.crt, key: %s/host.key }\nlisten: { port: 4242 }\nfirewall: { inbound: [], outbound: [] }\n' \
    "$new" "$new" "$new" >"$new/test.yml"
  output=$(nebula -test -config "$new/test.yml" 2>&1) ||
    fail_stage "nebula_node_key of secret '$SECRET_ID' does not fit nebula_node_crt: $(tail -n 1 <<<"$output")"
}

write_nebula() {
  local file
  for file in ca.crt host.crt host.key; do
    write_if_changed "/etc/nebula/$file" <"$RUN/new/$file"
  done
  rm -rf "$RUN/new"
  if [[ $ROLE == lighthouse ]]; then
    echo 'lighthouse: { hosts: [] }'
  else
    printf 'static_host_map: { "%s": ["%s"] }\nlighthouse: { hosts: ["%s"] }\n' "$LIGHTHOUSE_IP" "$endpoint" "$LIGHTHOUSE_IP"
  fi | write_if_changed /etc/nebula/conf.d/90-instance.yml
}

# k3s lives on the overlay: what it announces and what it listens on is the Nebula address.
write_k3s() {
  install -d -m 0755 /etc/rancher/k3s
  secret_value k3s_token | write_if_changed /etc/rancher/k3s/token
  {
    printf 'node-ip: %s\n' "$nebula_ip"
    if [[ $ROLE == lighthouse ]]; then
      printf 'bind-address: %s\nadvertise-address: %s\ntls-san:\n  - %s\n' "$nebula_ip" "$nebula_ip" "$nebula_ip"
    else
      printf 'server: %s\n' "$url"
    fi
    printf 'kubelet-arg:\n  - address=%s\n' "$nebula_ip"
  } | write_if_changed /etc/rancher/k3s/config.yaml
}

write_agent() {
  local queue
  queue=$(secret_value rabbitmq_url)
  {
    printf 'CONTROL_PLANE_ADDR=%s\nNODE_TYPE=%s\nNEBULA_IP=%s\n' "$CONTROL_PLANE" "$ROLE" "$nebula_ip"
    if [[ -n $queue ]]; then printf 'RABBITMQ_URL=%s\n' "$queue"; fi
  } | write_if_changed /etc/catalyst/worker-agent.env
  if [[ $ROLE == lighthouse ]]; then
    printf 'LISTEN_ADDRESS=%s\n' "$nebula_ip" | write_if_changed /etc/catalyst/control-plane.env
  fi
}
