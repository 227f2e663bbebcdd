#!/bin/bash
# Asserts that nothing secret and nothing of the builder is left. Lists every violation, then fails the build.
set -euo pipefail

violations=()
add_violation() { violations+=("$*"); }

# What cleanup.sh removes: common/removed-paths, by the template.
shopt -s extglob dotglob nullglob
while IFS= read -r pattern; do
  [[ -n $pattern && $pattern != '#'* ]] || continue
  for path in $pattern; do
    # nullglob drops patterns that match nothing; plain paths stay and are tested here.
    [[ ! -e $path && ! -L $path ]] || add_violation "$path is left in the image"
  done
done <<<"${REMOVED_PATHS:?}"
shopt -u extglob dotglob nullglob

# Only asserted: these files stay in the image, but must hold no identity of this machine and no way in.
if [[ ! -f /etc/machine-id || -s /etc/machine-id ]]; then
  add_violation "/etc/machine-id must be an empty file: every instance needs an id of its own"
fi
[[ $(passwd --status root | cut -d' ' -f2) == L ]] || add_violation "root's password is not locked"
while IFS=: read -r user hash _; do
  # Everything that no password hashes to begins with one of these.
  [[ $hash == ['!*']* ]] || add_violation "$user can log in with a password"
done </etc/shadow

# Secrets by their look, wherever a build or a person might have put one. Binary files are left out (-I), and so are
# container images, whose content is their publishers' and was verified.
look='-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|aws_secret_access_key *=|K10[0-9a-f]{64}::'
while IFS= read -r file; do
  add_violation "$file looks like it holds a secret"
done < <(grep -rIlE --devices=skip --exclude-dir=containerd --exclude='script_*' -e "$look" \
  /etc /root /home /opt /srv /var /usr/local 2>/dev/null)

if ((${#violations[@]} > 0)); then
  printf 'error: %s\n' "${violations[@]}" >&2
  exit 1
fi
echo "the image is clean"
