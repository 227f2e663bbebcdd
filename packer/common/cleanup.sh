#!/bin/bash
# Takes out of the image what belongs to this builder or could be a secret. validate.sh then asserts it.
set -euo pipefail

# What was uploaded and cached.
rm -rf /var/tmp/catalyst
find /tmp /var/tmp -mindepth 1 -not -name 'script_*' -delete
apt-get clean
rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin

# k3s ran once to fill containerd's store; only the store and the unpacked programs stay.
if [[ -d /var/lib/rancher/k3s ]]; then
  find /var/lib/rancher/k3s -mindepth 1 -maxdepth 1 -not -name agent -not -name data -exec rm -rf {} +
  find /var/lib/rancher/k3s/agent -mindepth 1 -maxdepth 1 -not -name containerd -exec rm -rf {} +
  rm -rf /etc/rancher/node /etc/rancher/k3s/k3s.yaml /var/lib/kubelet /var/lib/cni /etc/cni/net.d
fi

# Fleet configuration and keys; DKMS's signing key, which no machine will ever have enrolled; the firmware updater's key of this machine.
rm -rf /etc/nebula/*.key /etc/nebula/*.crt /etc/nebula/conf.d/90-instance.yml /etc/rancher/k3s/token /etc/rancher/k3s/config.yaml
rm -rf /etc/catalyst /var/lib/fwupd/pki /var/lib/dkms/mok.key /var/lib/dkms/mok.pub /var/lib/shim-signed/mok/MOK.priv

# Ollama's identity, which it makes when it first starts: on a builder that booted from a finished image it has.
rm -rf /var/lib/ollama/.ollama

# People and ssh. Packer's connection stands until the builder stops.
rm -f /etc/ssh/ssh_host_*
for home in /root /home/*; do
  rm -rf "$home"/.ssh "$home"/.aws "$home"/.cache "$home"/.config "$home"/.kube "$home"/.ollama "$home"/.*_history "$home"/.lesshst "$home"/.wget-hsts "$home"/.sudo_as_admin_successful
done
passwd --quiet --lock root

# What the first boot left, so that the next one is the first again. `cloud-init clean --machine-id` would write
# "uninitialized", which makes systemd apply presets and enable units that are disabled on purpose; an empty file does not.
cloud-init clean --logs
rm -rf /var/lib/cloud/* /etc/netplan/50-cloud-init.yaml /var/lib/dhcp/* /var/lib/systemd/credential.secret /var/lib/systemd/random-seed
truncate --size=0 /etc/machine-id
rm -f /var/lib/dbus/machine-id

# Logs: the folders and their owners stay, as daemons expect them.
find /var/log -type f -regextype posix-extended -regex '.*(\.gz|\.xz|\.[0-9]+|\.old)' -delete
rm -rf /var/log/journal/*
find /var/log -type f -exec truncate --size=0 {} +
sync
