locals {
  lighthouse_files = [
    "${path.root}/lighthouse",
    "${local.go_programs_dir}/control-plane",
  ]

  lighthouse_scripts = [
    "${path.root}/lighthouse/scripts/10-install-rootfs.sh",
    "${path.root}/lighthouse/scripts/20-install-control-plane.sh",
    "${path.root}/lighthouse/scripts/30-install-liqoctl.sh",
    "${path.root}/common/scripts/70-install-k3s.sh",
  ]

  lighthouse_environment = concat(local.k3s_environment, [
    "LIQO_VERSION=${var.liqo_version}",
    "ARTIFACT_LIQOCTL_URL=${try(var.resolved_artifacts["liqoctl"].url, "")}",
    "ARTIFACT_LIQOCTL_SHA256=${try(var.resolved_artifacts["liqoctl"].sha256, "")}",
    "ARTIFACT_LIQO_CHART_URL=${try(var.resolved_artifacts["liqo_chart"].url, "")}",
    "ARTIFACT_LIQO_CHART_SHA256=${try(var.resolved_artifacts["liqo_chart"].sha256, "")}",
  ])
}

build {
  name = "lighthouse"

  source "amazon-ebs.builder" {
    name            = "lighthouse"
    source_ami      = local.parent_or_ubuntu_ami
    ami_name        = "${var.ami_prefix}-lighthouse-${local.name_suffix}"
    ami_description = "Ubuntu 24.04 with Nebula as a lighthouse, worker-agent, k3s server and Liqo"
    instance_type   = local.on_demand ? var.instance_type : null

    launch_block_device_mappings {
      device_name           = "/dev/sda1"
      volume_type           = "gp3"
      volume_size           = var.root_volume_size_gb
      delete_on_termination = true
    }

    run_tags        = merge({ Name = "${var.ami_prefix}-lighthouse-builder" }, var.run_tags)
    run_volume_tags = merge({ Name = "${var.ami_prefix}-lighthouse-builder" }, var.run_tags)
    tags            = merge({ Name = "${var.ami_prefix}-lighthouse" }, var.run_tags, var.ami_tags)
    snapshot_tags   = merge({ Name = "${var.ami_prefix}-lighthouse" }, var.run_tags, var.ami_tags)
  }

  provisioner "shell" {
    execute_command = local.sudo_execute_command
    script          = "${path.root}/common/wait-for-cloud-init.sh"
  }

  provisioner "file" {
    sources     = concat([local.common_library], local.inherited_files, local.k3s_files, local.lighthouse_files)
    destination = "/var/tmp/catalyst/"
    generated   = true # the agent may not be built yet when the template is validated
  }

  provisioner "shell" {
    execute_command  = local.sudo_execute_command
    environment_vars = concat(local.common_environment, local.inherited_environment, local.lighthouse_environment)
    scripts          = concat(local.inherited_scripts, local.lighthouse_scripts)
  }

  provisioner "shell" {
    execute_command  = local.sudo_execute_command
    environment_vars = local.cleanup_environment
    scripts          = local.cleanup_scripts
  }
}
