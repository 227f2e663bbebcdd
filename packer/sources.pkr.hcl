# What the three AMIs have in common: where they start, what they are called, how their builder runs.

data "amazon-parameterstore" "ubuntu" {
  name   = "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"
  region = var.aws_region
}

locals {
  ubuntu_ami           = var.source_ami == "" ? data.amazon-parameterstore.ubuntu.value : var.source_ami
  parent_or_ubuntu_ami = var.base_ami == "" ? local.ubuntu_ami : var.base_ami

  name_suffix     = var.fingerprint == "" ? formatdate("YYYYMMDDhhmmss", timestamp()) : substr(var.fingerprint, 0, 12)
  go_programs_dir = var.go_programs_dir == "" ? "${path.root}/../tools/carrierarr/bin/linux-amd64" : var.go_programs_dir

  # Armed again at every boot of the builder; see the file.
  # The path is relative to the templates' folder, wherever Packer runs.
  dead_mans_switch = templatefile("common/dead-mans-switch.pkrtpl", { minutes = var.build_timeout_minutes })

  # sudo drops the environment, so env sets it behind it.
  sudo_execute_command = "chmod +x {{ .Path }}; sudo env {{ .Vars }} bash -euo pipefail {{ .Path }}"

  # What every installer reads. Beyond it each AMI has its own, or a version of one would be an input of all.
  common_library     = "${path.root}/common/lib.sh"
  common_environment = ["DEBIAN_FRONTEND=noninteractive", "MIRROR=${var.download_mirror}"]

  # What the lighthouse and the GPU worker add to that for k3s.
  k3s_files = ["${path.root}/common/verify-k3s.sh"]

  k3s_environment = [
    "K3S_VERSION=${var.k3s_version}",
    "ARTIFACT_K3S_URL=${try(var.resolved_artifacts["k3s"].url, "")}",
    "ARTIFACT_K3S_SHA256=${try(var.resolved_artifacts["k3s"].sha256, "")}",
    "ARTIFACT_K3S_IMAGES_URL=${try(var.resolved_artifacts["k3s_images"].url, "")}",
    "ARTIFACT_K3S_IMAGES_SHA256=${try(var.resolved_artifacts["k3s_images"].sha256, "")}",
  ]

  # Base's steps, for an AMI that starts from the plain image.
  inherited_files       = var.base_ami == "" ? local.base_files : []
  inherited_scripts     = var.base_ami == "" ? local.base_scripts : []
  inherited_environment = var.base_ami == "" ? local.base_environment : []

  # The last steps of every build. Both scripts read one list, by a path relative to the templates' folder.
  cleanup_environment = ["REMOVED_PATHS=${file("common/removed-paths")}"]

  cleanup_scripts = [
    "${path.root}/common/cleanup.sh",
    "${path.root}/common/validate.sh",
  ]

  # A spot instance is of one of spot_instance_types; instance_type is left out then.
  on_demand = length(var.spot_instance_types) == 0
}

# The builder of all three; each build adds what is its own. The plugin puts run tags on the AMI and its snapshots when it
# creates them; the other tags follow once the AMI is available.
source "amazon-ebs" "builder" {
  region              = var.aws_region
  spot_instance_types = var.spot_instance_types
  spot_price          = local.on_demand ? null : "auto"
  spot_tags           = local.on_demand ? null : var.run_tags
  fleet_tags          = local.on_demand ? null : var.run_tags
  subnet_id           = var.subnet_id

  user_data                             = local.dead_mans_switch
  shutdown_behavior                     = "terminate"
  ssh_username                          = "ubuntu"
  temporary_key_pair_type               = "ed25519"
  ssh_clear_authorized_keys             = true
  temporary_security_group_source_cidrs = var.temporary_security_group_source_cidrs

  encrypt_boot = var.encrypt_boot
  imds_support = "v2.0"

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  aws_polling {
    delay_seconds = 15
    max_attempts  = 480
  }
}
