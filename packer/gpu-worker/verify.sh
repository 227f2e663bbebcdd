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
# Below its driver's floor Ollama takes the CPU without a word.
ollama_sees_gpu() {
  expect 'it has fallen back to the CPU' grep 'library=cuda' <(journalctl --unit=ollama.service --boot --output=cat)
}
ollama_answers() {
  curl --silent --fail --max-time 5 --retry 20 --retry-connrefused --retry-delay 1 --noproxy '*' http://127.0.0.1:11434/api/version |
    grep -F "$(baked ollama)" >/dev/null
}
ollama_is_local() { ! ss -Hlnt "sport = :11434" | grep -vF 127.0.0.1:11434; }
lighthouse_answers() {
  ping -n -q -c 1 -i 0.2 -w 10 "$(sed -n 's/.*hosts: \["\([0-9.]*\)"\].*/\1/p' /etc/nebula/conf.d/90-instance.yml)"
}

include /usr/local/lib/catalyst/verify/base
check "the driver's module fits every kernel" modules_fit
check "the driver's packages are held" driver_is_held
check 'k3s finds the nvidia runtime' command -v nvidia-container-runtime
check_baked_k3s
check 'Ollama answers' ollama_answers
check 'Ollama is on loopback only' ollama_is_local
check 'Ollama is hardened' exposure_at_most 45 ollama.service
if has_gpu; then
  check 'the GPU answers with the driver that was baked' gpu_answers
  check 'Ollama uses the GPU' ollama_sees_gpu
else
  skip 'the GPU' 'this machine has none'
fi
if is_node; then
  check 'the lighthouse answers over Nebula' lighthouse_answers
  check_running_k3s k3s-agent
fi
finish
