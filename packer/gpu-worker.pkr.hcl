locals {
  gpu_worker_files = ["${path.root}/gpu-worker"]

  # Up to the reboot into the kernel that stays.
  gpu_worker_kernel_scripts = [
    "${path.root}/gpu-worker/scripts/10-install-rootfs.sh",
    "${path.root}/gpu-worker/scripts/20-install-lts-kernel.sh",
  ]

  gpu_worker_scripts = [
    "${path.root}/gpu-worker/scripts/30-purge-other-kernels.sh",
    "${path.root}/gpu-worker/scripts/40-install-nvidia-driver.sh",
    "${path.root}/gpu-worker/scripts/50-install-container-toolkit.sh",
    "${path.root}/gpu-worker/scripts/60-install-ollama.sh",
    "${path.root}/common/scripts/70-install-k3s.sh",
  ]

  gpu_worker_environment = concat(local.k3s_environment, [
    "NVIDIA_DRIVER_VERSION=${var.nvidia_driver_version}",
    "NVIDIA_KEY_FINGERPRINT=${var.nvidia_key_fingerprint}",
    "CONTAINER_TOOLKIT_KEY_FINGERPRINT=${var.container_toolkit_key_fingerprint}",
    "OLLAMA_VERSION=${var.ollama_version}",
    "ARTIFACT_OLLAMA_VERSION=${try(var.resolved_artifacts["ollama"].version, "")}",
    "ARTIFACT_OLLAMA_URL=${try(var.resolved_artifacts["ollama"].url, "")}",
    "ARTIFACT_OLLAMA_SHA256=${try(var.resolved_artifacts["ollama"].sha256, "")}",
  ])
}

build {
  name = "gpu-worker"

  source "amazon-ebs.builder" {
    name            = "gpu-worker"
    source_ami      = local.parent_or_ubuntu_ami
    ami_name        = "${var.ami_prefix}-gpu-worker-${local.name_suffix}"
    ami_description = "Ubuntu 24.04 with Nebula, worker-agent, k3s agent, NVIDIA driver and Ollama"
    instance_type   = local.on_demand ? var.gpu_instance_type : null

    launch_block_device_mappings {
      device_name           = "/dev/sda1"
      volume_type           = "gp3"
      volume_size           = var.gpu_root_volume_size_gb
      delete_on_termination = true
    }

    run_tags        = merge({ Name = "${var.ami_prefix}-gpu-worker-builder" }, var.run_tags)
    run_volume_tags = merge({ Name = "${var.ami_prefix}-gpu-worker-builder" }, var.run_tags)
    tags            = merge({ Name = "${var.ami_prefix}-gpu-worker" }, var.run_tags, var.ami_tags)
    snapshot_tags   = merge({ Name = "${var.ami_prefix}-gpu-worker" }, var.run_tags, var.ami_tags)
  }

  provisioner "shell" {
    execute_command = local.sudo_execute_command
    script          = "${path.root}/common/wait-for-cloud-init.sh"
  }

  provisioner "file" {
    sources     = concat([local.common_library], local.inherited_files, local.k3s_files, local.gpu_worker_files)
    destination = "/var/tmp/catalyst/"
    generated   = true # the agent may not be built yet when the template is validated
  }

  provisioner "shell" {
    execute_command  = local.sudo_execute_command
    environment_vars = concat(local.common_environment, local.inherited_environment, local.gpu_worker_environment)
    scripts          = concat(local.inherited_scripts, local.gpu_worker_kernel_scripts)
  }

  provisioner "shell" {
    execute_command   = local.sudo_execute_command
    expect_disconnect = true
    script            = "${path.root}/common/reboot.sh"
  }

  provisioner "shell" {
    pause_before     = "5s"
    execute_command  = local.sudo_execute_command
    environment_vars = concat(local.common_environment, local.gpu_worker_environment)
    scripts          = local.gpu_worker_scripts
  }

  provisioner "shell" {
    execute_command  = local.sudo_execute_command
    environment_vars = local.cleanup_environment
    scripts          = local.cleanup_scripts
  }
}
