locals {
  base_files = [
    "${path.root}/base",
    "${local.agent_dir}/worker-agent",
  ]

  base_scripts = [
    "${path.root}/base/scripts/10-packages.sh",
    "${path.root}/base/scripts/20-rootfs.sh",
    "${path.root}/base/scripts/30-nebula.sh",
    "${path.root}/base/scripts/40-worker-agent.sh",
    "${path.root}/base/scripts/50-time.sh",
    "${path.root}/base/scripts/60-upgrades.sh",
  ]

  base_environment = [
    "NEBULA_VERSION=${var.nebula_version}",
    "ARTIFACT_NEBULA_URL=${try(var.artifacts["nebula"].url, "")}",
    "ARTIFACT_NEBULA_SHA256=${try(var.artifacts["nebula"].sha256, "")}",
  ]
}

source "amazon-ebs" "base" {
  region          = var.aws_region
  source_ami      = local.ubuntu_ami
  ami_name        = "${var.ami_prefix}-base-${local.name_suffix}"
  ami_description = "Ubuntu 24.04 with Nebula and worker-agent"

  instance_type       = length(var.spot_instance_types) == 0 ? var.instance_type : null
  spot_instance_types = var.spot_instance_types
  spot_price          = length(var.spot_instance_types) == 0 ? null : "auto"
  subnet_id           = var.subnet_id

  user_data                             = local.dead_mans_switch
  shutdown_behavior                     = "terminate"
  ssh_username                          = "ubuntu"
  temporary_key_pair_type               = "ed25519"
  ssh_clear_authorized_keys             = true
  temporary_security_group_source_cidrs = var.ssh_source_cidrs

  encrypt_boot = var.encrypt_boot
  imds_support = "v2.0"

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  launch_block_device_mappings {
    device_name           = "/dev/sda1"
    volume_type           = "gp3"
    volume_size           = var.root_volume_gb
    delete_on_termination = true
  }

  aws_polling {
    delay_seconds = 15
    max_attempts  = 480
  }

  # The plugin puts run tags on the AMI and its snapshots when it creates them; the others follow once the AMI is available.
  run_tags        = merge({ Name = "${var.ami_prefix}-base-builder" }, var.run_tags)
  run_volume_tags = merge({ Name = "${var.ami_prefix}-base-builder" }, var.run_tags)
  tags            = merge({ Name = "${var.ami_prefix}-base" }, var.run_tags, var.ami_tags)
  snapshot_tags   = merge({ Name = "${var.ami_prefix}-base" }, var.run_tags, var.ami_tags)
}

build {
  name    = "base"
  sources = ["source.amazon-ebs.base"]

  provisioner "shell" {
    execute_command = local.execute
    script          = "${path.root}/common/begin.sh"
  }

  provisioner "file" {
    sources     = concat([local.library], local.base_files)
    destination = "/var/tmp/catalyst/"
    generated   = true # the agent may not be built yet when the template is validated
  }

  provisioner "shell" {
    execute_command  = local.execute
    environment_vars = concat(local.environment, local.base_environment)
    scripts          = local.base_scripts
  }

  provisioner "shell" {
    execute_command = local.execute
    scripts = [
      "${path.root}/common/cleanup.sh",
      "${path.root}/common/validate.sh",
    ]
  }
}
