#!/bin/bash
# Verifies, on a booted machine and as root, what the lighthouse's image promises beyond base's.
set -euo pipefail
source /usr/local/lib/catalyst/verify.d/lib.sh
source /usr/local/lib/catalyst/verify.d/k3s.sh

chart_version() {
  tar -xzOf /usr/local/share/catalyst/liqo/chart.tgz liqo/Chart.yaml | sed -n 's/^version: *"\{0,1\}v\{0,1\}\([^"]*\).*/\1/p'
}
api_answers() { curl --silent --fail --insecure --max-time 5 --noproxy '*' --output /dev/null "https://$(nebula_ip):6443/cacerts"; }
joins_need_nebula() { equals "$(sed -n 's/^flannel-iface: //p' /etc/rancher/k3s/config.yaml.d/10-catalyst.yaml)" nebula1; }
lists_itself() {
  curl --silent --fail --max-time 5 --noproxy '*' "http://$(nebula_ip):8090/api/v1/nodes" |
    jq -e --arg ip "$(nebula_ip)" 'any(.[]; .nebula_ip == $ip and .connected)' >/dev/null
}

include /usr/local/lib/catalyst/verify/base
check_baked_k3s
check 'k3s lives on nebula1' joins_need_nebula
check 'control-plane is there' test -x /usr/local/bin/control-plane
check 'control-plane is hardened' exposure_at_most 20 control-plane.service
check "Liqo's images are baked" grep -q '^ghcr.io/liqotech/' /usr/local/share/catalyst/images
check 'the chart of Liqo is of the same version as liqoctl' equals "$(chart_version)" "$(baked liqoctl)"
if is_node; then
  check_running_k3s k3s
  check 'the API answers on the overlay' api_answers
  if [[ -e /run/catalyst/stages/control-plane.json ]]; then
    check 'the control plane runs' active control-plane.service
    check 'the control plane lists this node' lists_itself
  fi
fi
finish
