#!/bin/bash
# Proves, on a booted machine and as root, what the GPU worker's image promises beyond base's.
set -euo pipefail
source /usr/local/lib/catalyst/prove.d/lib.sh

# Every kernel that could boot has the driver's module, built for exactly it.
modules_fit() {
  local image kernel
  for image in /boot/vmlinuz-*; do
    kernel=${image#/boot/vmlinuz-}
    equals "$(modinfo -k "$kernel" -F version nvidia)" "$(baked nvidia)" || return 1
    [[ $(modinfo -k "$kernel" -F vermagic nvidia) == "$kernel "* ]] || { echo "vermagic does not fit $kernel" && return 1; }
  done
}
driver_is_held() { apt-mark showhold | grep nvidia >/dev/null; }
gpu_answers() { equals "$(nvidia-smi --query-gpu=driver_version --format=csv,noheader --id=0)" "$(baked nvidia)"; }
# Below its driver's floor Ollama takes the CPU without a word.
ollama_sees_gpu() { journalctl --unit=ollama.service --boot --output=cat | grep 'library=cuda' >/dev/null || { echo 'it has fallen back to the CPU' && false; }; }
ollama_answers() { curl --silent --fail --max-time 5 --retry 20 --retry-connrefused --retry-delay 1 --noproxy '*' http://127.0.0.1:11434/api/version | grep -F "$(baked ollama)" >/dev/null; }
ollama_is_local() { ! ss -Hlnt "sport = :11434" | grep -vF 127.0.0.1:11434; }
images_are_baked() { [[ -n $(find /var/lib/rancher/k3s/agent/containerd -type f -print -quit) && ! -e /var/lib/rancher/k3s/agent/images ]]; }
images_are_there() {
  local missing
  missing=$(comm -13 <(k3s ctr images list --quiet | sort) <(cut -d' ' -f1 /usr/local/share/catalyst/images | sort))
  [[ -s /usr/local/share/catalyst/images && -z $missing ]] || { echo "missing: $missing" && false; }
}
lighthouse_answers() { ping -n -q -c 1 -i 0.2 -w 10 "$(sed -n 's/.*hosts: \["\([0-9.]*\)"\].*/\1/p' /etc/nebula/conf.d/90-instance.yml)"; }

include /usr/local/lib/catalyst/prove/base
check "the driver's module fits every kernel" modules_fit
check "the driver's packages are held" driver_is_held
check 'k3s finds the nvidia runtime' command -v nvidia-container-runtime
check 'k3s is the version that was baked' equals "$(k3s --version | awk '$1 == "k3s" { print $3 }')" "$(baked k3s)"
check "k3s's images are imported already" images_are_baked
check 'Ollama answers' ollama_answers
check 'Ollama is on loopback only' ollama_is_local
check 'Ollama is hardened' hardened ollama.service 45
if has_gpu; then
  check 'the GPU answers with the driver that was baked' gpu_answers
  check 'Ollama uses the GPU' ollama_sees_gpu
else
  skip 'the GPU' 'this machine has none'
fi
if is_node; then
  check 'the lighthouse answers over Nebula' lighthouse_answers
  check 'k3s-agent runs' active k3s-agent.service
  check 'every baked container image is in the store' images_are_there
fi
finish
