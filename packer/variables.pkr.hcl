variable "aws_region" {
  type        = string
  default     = "us-east-1"
  description = "AWS region of the builder and the AMI."
}

variable "ami_prefix" {
  type        = string
  default     = "catalyst"
  description = "First part of the names of AMIs and builders."
}

# --- what is baked ---

variable "nebula_version" {
  type        = string
  default     = "1.9.0"
  description = "Nebula version, such as 1.9.0 (without the v)."
}

variable "k3s_version" {
  type        = string
  default     = "v1.31.2+k3s1"
  description = "k3s version as its release tag has it, such as v1.31.2+k3s1."
}

variable "nvidia_driver_version" {
  type        = string
  default     = "550"
  description = "Major version of the NVIDIA driver. Below 570 it comes from NVIDIA's repository and DKMS compiles it; from 570 on, from Ubuntu's prebuilt modules."
}

variable "ollama_version" {
  type        = string
  default     = "latest"
  description = "Ollama version, such as 0.6.8 (without the v), or latest."
}

variable "liqo_version" {
  type        = string
  default     = "1.2.0"
  description = "Liqo version, such as 1.2.0 (without the v), of both liqoctl and the chart."
}

variable "go_programs_dir" {
  type        = string
  default     = ""
  description = "Folder with the static linux/amd64 programs worker-agent and control-plane. Empty: tools/carrierarr/bin/linux-amd64, where make build-linux puts them."
}

# --- where it comes from ---

variable "source_ami" {
  type        = string
  default     = ""
  description = "Ubuntu 24.04 AMI to start from. Empty: Canonical's newest."
}

variable "base_ami" {
  type        = string
  default     = ""
  description = "Finished base AMI for lighthouse and gpu-worker to start from. Empty: they start from Ubuntu and run base's steps first."
}

variable "download_mirror" {
  type        = string
  default     = ""
  description = "Base URL of a mirror, without a slash at its end: https://HOST/PATH is downloaded from MIRROR/HOST/PATH. Empty: from the publishers."
}

variable "resolved_artifacts" {
  type        = map(object({ version = string, url = string, sha256 = string }))
  default     = {}
  description = "Version, URL and SHA-256 of nebula, k3s, k3s_images, ollama, liqoctl and liqo_chart. The builder resolves the absent ones from their publishers' checksums."
}

variable "nvidia_key_fingerprint" {
  type        = string
  default     = "EB693B3035CD5710E231E123A4B469963BF863CC"
  description = "OpenPGP fingerprint of the key that signs NVIDIA's CUDA repository."
}

variable "container_toolkit_key_fingerprint" {
  type        = string
  default     = "C95B321B61E88C1809C4F759DDCAE044F796ECB0"
  description = "OpenPGP fingerprint of the key that signs NVIDIA's container toolkit repository."
}

# --- names and tags ---

variable "fingerprint" {
  type        = string
  default     = ""
  description = "The recipe's fingerprint (SHA-256 in hex); its first 12 characters end the AMI's name. Empty: the time of the build."
}

variable "run_tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that the build creates: builder, volumes, key pair, security group, AMI and snapshots."
}

variable "ami_tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the AMI and its snapshots only."
}

# --- the builder ---

variable "instance_type" {
  type        = string
  default     = "c6i.xlarge"
  description = "Instance type of the builder of base and lighthouse."
}

variable "gpu_instance_type" {
  type        = string
  default     = "c6i.2xlarge"
  description = "Instance type of the builder of gpu-worker. It needs no GPU; on one with a GPU (g4dn.xlarge), the build also runs nvidia-smi."
}

variable "spot_instance_types" {
  type        = list(string)
  default     = []
  description = "Instance types of which one is taken for a spot builder. Empty: an on-demand builder."
}

variable "subnet_id" {
  type        = string
  default     = ""
  description = "Subnet of the builder. Empty: a subnet of the default VPC."
}

variable "temporary_security_group_source_cidrs" {
  type        = list(string)
  default     = ["0.0.0.0/0"]
  description = "Address ranges that may reach the builder's SSH port, which accepts only this build's key. Narrow it to your runners' addresses."
}

variable "root_volume_size_gb" {
  type        = number
  default     = 16
  description = "Size of the root volume of base and lighthouse, in GB."
}

variable "gpu_root_volume_size_gb" {
  type        = number
  default     = 50
  description = "Size of the root volume of gpu-worker, in GB; models are stored on it."
}

variable "encrypt_boot" {
  type        = bool
  default     = false
  description = "Whether to encrypt the AMI's snapshot with the account's default key. An encrypted AMI cannot be made public."
}

variable "build_timeout_minutes" {
  type        = number
  default     = 120
  description = "Minutes after each boot until the builder powers itself off and so terminates, in case its runner is lost."
}
