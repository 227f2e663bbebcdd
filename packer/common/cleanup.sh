#!/bin/bash
# Takes out of the image what belongs to this builder or could be a secret. validate.sh then asserts it.
set -euo pipefail
shopt -s extglob dotglob nullglob

apt-get clean
# As wait-for-cloud-init.sh masked them.
systemctl unmask --quiet apt-daily.timer apt-daily-upgrade.timer apt-daily.service apt-daily-upgrade.service
# With --machine-id it would write "uninitialized", which makes systemd apply presets and enable units that are disabled on
# purpose; an empty file does not.
cloud-init clean --logs
truncate --size=0 /etc/machine-id
passwd --quiet --lock root

# common/removed-paths, by the template.
while IFS= read -r pattern; do
  [[ -n $pattern && $pattern != '#'* ]] || continue
  # shellcheck disable=SC2086 # the pattern is to be expanded
  rm -rf -- $pattern
done <<<"${REMOVED_PATHS:?}"

# What the next login, sudo or daemon makes anew, so that nothing can assert it: Packer's own script, temporary files,
# the marks of a first sudo and a first login, logs (their folders and owners stay, as daemons expect them).
find /tmp /var/tmp -mindepth 1 -not -name 'script_*' -delete
rm -rf /root/.cache /home/*/.cache /root/.sudo_as_admin_successful /home/*/.sudo_as_admin_successful
find /var/log -type f -regextype posix-extended -regex '.*(\.gz|\.xz|\.[0-9]+|\.old)' -delete
rm -rf /var/log/journal/*
find /var/log -type f -exec truncate --size=0 {} +
sync
