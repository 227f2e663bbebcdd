# shellcheck shell=bash
# The checks of k3s, which the lighthouse and the GPU worker share. Installed beside verify.d/lib.sh, sourced after it.

images_are_imported() {
  [[ -n $(find /var/lib/rancher/k3s/agent/containerd -type f -print -quit) && ! -e /var/lib/rancher/k3s/agent/images ]]
}
images_are_in_the_store() {
  local baked=/usr/local/share/catalyst/images missing
  expect "$baked names no image" test -s "$baked" || return 1
  missing=$(comm -13 <(k3s ctr images list --quiet | sort) <(cut -d' ' -f1 "$baked" | sort))
  expect "missing: $missing" test -z "$missing"
}

check_baked_k3s() {
  check 'k3s is the version that was baked' equals "$(k3s --version | awk '$1 == "k3s" { print $3 }')" "$(baked k3s)"
  check "k3s's images are imported already" images_are_imported
}

# On a node only: the store answers while k3s runs.
check_running_k3s() { # UNIT
  check "$1 runs" active "$1.service"
  check 'every baked container image is in the store' images_are_in_the_store
}
