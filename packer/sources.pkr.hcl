# What the three AMIs have in common: where they start, what they are called, how their builder runs.

data "amazon-parameterstore" "ubuntu" {
  name   = "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"
  region = var.aws_region
}

locals {
  ubuntu_ami = var.source_ami == "" ? data.amazon-parameterstore.ubuntu.value : var.source_ami
  start_ami  = var.base_ami == "" ? local.ubuntu_ami : var.base_ami

  name_suffix = var.fingerprint == "" ? formatdate("YYYYMMDDhhmmss", timestamp()) : substr(var.fingerprint, 0, 12)
  agent_dir   = var.agent_dir == "" ? "${path.root}/../tools/carrierarr/bin/linux-amd64" : var.agent_dir

  # Armed again at every boot of the builder; see the file.
  dead_mans_switch = templatefile("${path.root}/common/dead-mans-switch.pkrtpl", { minutes = var.build_minutes })

  # sudo drops the environment, so env sets it behind it.
  execute = "chmod +x {{ .Path }}; sudo env {{ .Vars }} bash -euo pipefail {{ .Path }}"

  environment = concat(
    [
      "DEBIAN_FRONTEND=noninteractive",
      "MIRROR=${var.mirror}",
      "NEBULA_VERSION=${var.nebula_version}",
      "K3S_VERSION=${var.k3s_version}",
      "OLLAMA_VERSION=${var.ollama_version}",
      "LIQO_VERSION=${var.liqo_version}",
      "NVIDIA_DRIVER_VERSION=${var.nvidia_driver_version}",
      "NVIDIA_KEY_FINGERPRINT=${var.nvidia_key_fingerprint}",
      "CONTAINER_TOOLKIT_KEY_FINGERPRINT=${var.container_toolkit_key_fingerprint}",
    ],
    [for name, artifact in var.artifacts : "ARTIFACT_${upper(name)}_VERSION=${artifact.version}"],
    [for name, artifact in var.artifacts : "ARTIFACT_${upper(name)}_URL=${artifact.url}"],
    [for name, artifact in var.artifacts : "ARTIFACT_${upper(name)}_SHA256=${artifact.sha256}"],
  )
}
