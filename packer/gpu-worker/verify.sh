#!/bin/bash
# Verifies, on a booted machine and as root, what the GPU worker's image promises beyond base's.
set -euo pipefail
source /usr/local/lib/catalyst/verify.d/lib.sh
source /usr/local/lib/catalyst/verify.d/k3s.sh

# Every kernel that could boot has the driver's module, built for exactly it.
modules_fit() {
  local image kernel vermagic
  for image in /boot/vmlinuz-*; do
    kernel=${image#/boot/vmlinuz-}
    equals "$(modinfo -k "$kernel" -F version nvidia)" "$(baked nvidia)" || return 1
    vermagic=$(modinfo -k "$kernel" -F vermagic nvidia)
    expect "vermagic '$vermagic' does not fit $kernel" test "${vermagic%% *}" = "$kernel" || return 1
  done
}
driver_is_held() { apt-mark showhold | grep nvidia >/dev/null; }
gpu_answers() { equals "$(nvidia-smi --query-gpu=driver_version --format=csv,noheader --id=0)" "$(baked nvidia)"; }
# Below its driver's floor Ollama takes the CPU without a word; up to 0.12.3 it wrote library=cuda, since then library=CUDA.
ollama_sees_gpu() {
  expect 'it has fallen back to the CPU' grep -iE 'library="?cuda' <(journalctl --unit=ollama.service --boot --output=cat)
}
gpu_is_kept_initialised() { equals "$(nvidia-smi --query-gpu=persistence_mode --format=csv,noheader --id=0)" Enabled; }
persistence_is_on() { expect 'see nvidia-persistenced.service' grep -F -e --persistence-mode <(systemctl cat nvidia-persistenced.service); }
liqo_modules_fit() {
  local image
  for image in /boot/vmlinuz-*; do
    modinfo -k "${image#/boot/vmlinuz-}" wireguard geneve vxlan br_netfilter nvidia-uvm >/dev/null || return 1
  done
}
ollama_answers() {
  curl --silent --fail --max-time 5 --retry 20 --retry-connrefused --retry-delay 1 --noproxy '*' http://127.0.0.1:11434/api/version |
    grep -F "$(baked ollama)" >/dev/null
}
# k3s-agent takes the cluster's CA at its start only (pkg/agent/tunnel/tunnel.go of k3s), so a replaced server loses it.
agent_has_the_servers_ca() {
  local ca
  ca=$(curl --silent --fail --insecure --max-time 5 --noproxy '*' "$(fact '.k3s_url | rtrimstr("/")')/cacerts") || return 1
  expect 'the server was replaced: systemctl restart k3s-agent' test "$ca" = "$(cat /var/lib/rancher/k3s/agent/server-ca.crt)"
}
lighthouse_answers() { ping -n -q -c 1 -i 0.2 -w 10 "$(fact .lighthouse_ip)"; }

include /usr/local/lib/catalyst/verify/base
check "the driver's module fits every kernel" modules_fit
check "the driver's packages are held" driver_is_held
check 'k3s finds the nvidia runtime' command -v nvidia-container-runtime
check_baked_k3s
check 'Ollama answers' ollama_answers
check 'persistence mode is on wherever there is a GPU' persistence_is_on
check 'every kernel has the modules of CUDA, flannel and Liqo' liqo_modules_fit
check 'Ollama is hardened' exposure_at_most 45 ollama.service
if has_gpu; then
  check 'the GPU answers with the driver that was baked' gpu_answers
  check 'Ollama uses the GPU' ollama_sees_gpu
  check 'the GPU is kept initialised' gpu_is_kept_initialised
  check 'CUDA has its device' test -e /dev/nvidia-uvm
else
  skip 'the GPU' 'this machine has none'
fi
if is_node; then
  check 'the lighthouse answers over Nebula' lighthouse_answers
  if fact .k3s >/dev/null; then
    check_running_k3s k3s-agent
    check 'k3s-agent has the CA of its server' agent_has_the_servers_ca
  else
    skip 'k3s-agent' 'the secret has no k3s_token'
  fi
fi
finish
