# shellcheck shell=bash
# What the installers of this AMI share beside common/lib.sh: kernels, and repositories of packages.

# Puts an OpenPGP key under /etc/apt/keyrings after its fingerprint was found to be the pinned one, and no other key with it.
apt_key() { # URL FINGERPRINT NAME
  local url=$1 pinned=$2 name=$3 file=$BUILD_DIR/$3.key found
  download "$url" --output "$file"
  found=$(gpg --show-keys --with-colons "$file" | awk -F: '$1 == "pub" { primary = 1 } $1 == "fpr" && primary { print $10; primary = 0 }')
  [[ $found == "$pinned" ]] || fail "the key at $url has the fingerprint '${found//$'\n'/ }', but $pinned is pinned"
  install -d -m 0755 /etc/apt/keyrings
  if grep -q -- '-----BEGIN PGP' "$file"; then gpg --dearmor <"$file"; else cat "$file"; fi >"/etc/apt/keyrings/$name.gpg"
  chmod 0644 "/etc/apt/keyrings/$name.gpg"
}

# The release of every kernel that could boot.
kernels() {
  local image
  for image in /boot/vmlinuz-*; do
    [[ -e $image ]] || fail "no kernel lies in /boot"
    printf '%s\n' "${image#/boot/vmlinuz-}"
  done
}

# The release of the kernel that the LTS meta-package stands for.
lts_kernel() {
  dpkg-query -W -f '${Depends}' linux-image-aws-lts-24.04 | sed -n 's/.*\blinux-image-\([0-9][^ ,(]*\).*/\1/p'
}

# Lets the boot loader's own hook bring its menu up to date, as a kernel package does.
refresh_boot_menu() { # KERNEL
  run-parts --regex '^zz-' --arg="$1" --arg="/boot/vmlinuz-$1" /etc/kernel/postinst.d
}
