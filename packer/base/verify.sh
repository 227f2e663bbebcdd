#!/bin/bash
# Verifies, on a booted machine and as root, what every image of the fleet promises.
set -euo pipefail
source /usr/local/lib/catalyst/verify.d/lib.sh

booted() { timeout 180 systemctl is-system-running --wait || [[ $(systemctl is-system-running) == degraded ]]; }
no_failed_unit() { is_empty "$(systemctl --failed --plain --no-legend)"; }
own_machine_id() { grep -qxE '[0-9a-f]{32}' /etc/machine-id; }
apt_says() { expect "apt-config does not say $1" grep -xF "$1;" <(apt-config dump); }
kept_from_upgrades() {
  local prefix
  for prefix in linux- nvidia- libnvidia- dkms; do
    apt_says "Unattended-Upgrade::Package-Blacklist:: \"$prefix\"" || return 1
  done
  apt_says 'Unattended-Upgrade::Automatic-Reboot "false"'
}
upgrades_run() { apt_says 'APT::Periodic::Unattended-Upgrade "1"' && systemctl is-enabled apt-daily-upgrade.timer; }
time_from_ec2() {
  local sources
  sources=$(chronyc -n sources)
  expect "$sources" grep -F 169.254.169.123 <<<"$sources"
}
no_packer_key() { ! grep -rqs 'packer_' /root/.ssh /home/*/.ssh; }

bootstrapped() {
  local boot=/run/catalyst/boot.json
  expect "$(jq -r '.stages | to_entries[] | select(.value.state != "done") | "\(.key): \(.value.error)"' "$boot")" jq -e .ok "$boot"
}
has_overlay_address() { ip -4 -o address show dev nebula1 | grep -F " $(nebula_ip)/" >/dev/null; }
not_root() { [[ $(ps -o user= -p "$(systemctl show --property=MainPID --value "$1")") != root ]]; }
secret_files_are_private() {
  is_empty "$(find /etc/nebula/*.crt /etc/nebula/host.key /etc/nebula/conf.d/90-instance.yml /etc/rancher/k3s /etc/catalyst/*.env \
    -type f -not -name '*catalyst.yaml' \( -not -perm 0600 -o -not -user root \))"
}
# The fleet's own programs and the kernel (sockets without a program) listen on loopback and the overlay, or on a port that the
# firewall closes to all else; Nebula's UDP port is the one way in.
listens_as_intended() {
  local closed
  closed=$(nft --json list table inet catalyst | jq -r '[.nftables[].rule? | objects | .expr[].match? | objects
    | select(.left.payload?.field == "dport") | .left.payload.protocol as $protocol
    | .right | (.set? // [.])[] | "\($protocol)/\(.)"] | join(" ")')
  is_empty "$(ss -Hlntup | awk -v own="$(nebula_ip)" -v closed=" $closed " '
    !/users:/ || /"(worker-agent|control-plane|k3s|k3s-server|k3s-agent|containerd|ollama|nebula|nodes-list|python3)"/ {
      address = $5; port = $5; sub(/:[^:]*$/, "", address); sub(/%.*/, "", address); sub(/.*:/, "", port)
      if ($0 ~ /"nebula"/ && $1 == "udp") next
      if (index(closed, " " $1 "/" port " ")) next
      if (address !~ /^(127[.]|\[::1\])/ && address != own) print $1, $5, $7
    }')"
}
named_by_instance_id() { equals "$(hostname)" "$(fact .instance_id)"; }
helper_is_the_agents() { equals "$(stat --format='%U %a' /run/catalyst-agent-helper.sock)" 'worker-agent 600'; }

check 'the boot has finished' booted
check 'no unit has failed' no_failed_unit
check 'the machine has an id of its own' own_machine_id
check 'Nebula is the version that was baked' equals "$(nebula -version)" "Version: $(baked nebula)"
check 'worker-agent is there' test -x /usr/local/bin/worker-agent
check 'time is kept from EC2' grep -q 169.254.169.123 /etc/chrony/sources.d/amazon-time-sync.sources
check 'chrony starts at boot' systemctl is-enabled chrony.service
if systemd-detect-virt --quiet --container; then
  skip 'the clock' 'a container has none of its own'
else
  check 'chrony runs' active chrony.service
  check 'its source is EC2' time_from_ec2
fi
check 'security updates come by themselves' upgrades_run
check 'they leave kernel and driver alone, and never reboot' kept_from_upgrades
check 'worker-agent is hardened' exposure_at_most 25 worker-agent.service
check 'the firewall closes ports that are open on every address' active catalyst-firewall.service
check "only the agent can ask its helper" helper_is_the_agents
check 'Nebula is hardened' exposure_at_most 40 nebula.service
check 'no key of a builder is left' no_packer_key
if is_node; then
  check 'every stage of the bootstrap is done' bootstrapped
  check 'Nebula runs' active nebula.service
  check 'nebula1 has its address' has_overlay_address
  check 'worker-agent runs' active worker-agent.service
  check 'worker-agent is not root' not_root worker-agent.service
  check 'the control plane has worker-agent connected' /usr/local/lib/catalyst/agent-is-connected
  check 'a watchdog looks after worker-agent' active catalyst-agent-watchdog.timer
  check 'the machine is named by its instance id' named_by_instance_id
  check "secret files are 0600 and root's" secret_files_are_private
  check 'nothing listens where it should not' listens_as_intended
else
  skip 'membership of the fleet' 'this machine has had no user data'
fi
finish
