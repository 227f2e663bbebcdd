locals {
  base_files = [
    "${path.root}/base",
    "${local.go_programs_dir}/worker-agent",
  ]

  base_scripts = [
    "${path.root}/base/scripts/10-install-packages.sh",
    "${path.root}/base/scripts/20-install-rootfs.sh",
    "${path.root}/base/scripts/30-install-nebula.sh",
    "${path.root}/base/scripts/40-install-worker-agent.sh",
    "${path.root}/base/scripts/50-configure-chrony.sh",
    "${path.root}/base/scripts/60-configure-unattended-upgrades.sh",
  ]

  base_environment = [
    "NEBULA_VERSION=${var.nebula_version}",
    "ARTIFACT_NEBULA_URL=${try(var.resolved_artifacts["nebula"].url, "")}",
    "ARTIFACT_NEBULA_SHA256=${try(var.resolved_artifacts["nebula"].sha256, "")}",
  ]
}

build {
  name = "base"

  source "amazon-ebs.builder" {
    name            = "base"
    source_ami      = local.ubuntu_ami
    ami_name        = "${var.ami_prefix}-base-${local.name_suffix}"
    ami_description = "Ubuntu 24.04 with Nebula and worker-agent"
    instance_type   = local.on_demand ? var.instance_type : null

    launch_block_device_mappings {
      device_name           = "/dev/sda1"
      volume_type           = "gp3"
      volume_size           = var.root_volume_size_gb
      delete_on_termination = true
    }

    run_tags        = merge({ Name = "${var.ami_prefix}-base-builder" }, var.run_tags)
    run_volume_tags = merge({ Name = "${var.ami_prefix}-base-builder" }, var.run_tags)
    tags            = merge({ Name = "${var.ami_prefix}-base" }, var.run_tags, var.ami_tags)
    snapshot_tags   = merge({ Name = "${var.ami_prefix}-base" }, var.run_tags, var.ami_tags)
  }

  provisioner "shell" {
    execute_command = local.sudo_execute_command
    script          = "${path.root}/common/wait-for-cloud-init.sh"
  }

  provisioner "file" {
    sources     = concat([local.common_library], local.base_files)
    destination = "/var/tmp/catalyst/"
    generated   = true # the agent may not be built yet when the template is validated
  }

  provisioner "shell" {
    execute_command  = local.sudo_execute_command
    environment_vars = concat(local.common_environment, local.base_environment)
    scripts          = local.base_scripts
  }

  provisioner "shell" {
    execute_command  = local.sudo_execute_command
    environment_vars = local.cleanup_environment
    scripts          = local.cleanup_scripts
  }
}
