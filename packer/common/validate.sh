#!/bin/bash
# Asserts that nothing secret and nothing of the builder is left. All faults are listed, then the build fails.
set -euo pipefail

faults=()
fault() { faults+=("$*"); }

# Nothing of this may exist.
shopt -s nullglob dotglob
for path in \
  /etc/ssh/ssh_host_* /root/.ssh/* /home/*/.ssh/* /root/.*_history /home/*/.*_history /root/.aws /home/*/.aws \
  /root/.ollama /home/*/.ollama /var/lib/ollama/.ollama /root/.kube /home/*/.kube \
  /etc/nebula/*.key /etc/nebula/*.crt /etc/nebula/conf.d/90-instance.yml /etc/catalyst \
  /etc/rancher/node /etc/rancher/k3s/token /etc/rancher/k3s/config.yaml /etc/rancher/k3s/k3s.yaml \
  /var/lib/rancher/k3s/server /var/lib/rancher/k3s/agent/*.key /var/lib/rancher/k3s/agent/*.kubeconfig /var/lib/rancher/k3s/agent/images \
  /var/lib/cloud/* /var/lib/dkms/mok.key /var/lib/shim-signed/mok/MOK.priv /var/lib/systemd/credential.secret \
  /var/tmp/catalyst /var/lib/apt/lists/*; do
  # nullglob drops patterns that match nothing; plain paths stay and are tested here.
  [[ ! -e $path && ! -L $path ]] || fault "$path is left in the image"
done
shopt -u nullglob dotglob

if [[ ! -f /etc/machine-id || -s /etc/machine-id ]]; then
  fault "/etc/machine-id must be an empty file: every instance needs an id of its own"
fi
[[ $(passwd --status root | cut -d' ' -f2) == L ]] || fault "root's password is not locked"
while IFS=: read -r user hash _; do
  # Everything that no password hashes to begins with one of these.
  [[ $hash == ['!*']* ]] || fault "$user can log in with a password"
done </etc/shadow

# Secrets by their look, wherever a build or a person might have put one. Binary files are left out (-I), and so are
# container images, which are somebody else's content and were verified.
look='-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|aws_secret_access_key *=|K10[0-9a-f]{64}::'
while IFS= read -r file; do
  fault "$file looks like it holds a secret"
done < <(grep -rIlE --devices=skip --exclude-dir=containerd --exclude='script_*' -e "$look" /etc /root /home /opt /srv /var /usr/local 2>/dev/null)

if ((${#faults[@]} > 0)); then
  printf 'error: %s\n' "${faults[@]}" >&2
  exit 1
fi
echo "the image is clean"
