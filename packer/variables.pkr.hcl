variable "aws_region" {
  type        = string
  default     = "us-east-1"
  description = "Region that the builder runs in and the AMI is made in."
}

variable "ami_prefix" {
  type        = string
  default     = "catalyst"
  description = "First part of every AMI's name."
}

# --- what is baked ---

variable "nebula_version" {
  type        = string
  default     = "1.9.0"
  description = "Nebula release, without the v."
}

variable "k3s_version" {
  type        = string
  default     = "v1.31.2+k3s1"
  description = "k3s release, as its tag is spelled."
}

variable "nvidia_driver_version" {
  type        = string
  default     = "550"
  description = "Major version of the NVIDIA driver: below 570 from NVIDIA's repository by DKMS, from 570 on Ubuntu's prebuilt modules."
}

variable "ollama_version" {
  type        = string
  default     = "latest"
  description = "Ollama release, without the v, or latest."
}

variable "liqo_version" {
  type        = string
  default     = "1.2.0"
  description = "Liqo release, without the v; liqoctl and the chart are of the same."
}

variable "go_programs_dir" {
  type        = string
  default     = ""
  description = "Folder that holds worker-agent and control-plane for linux/amd64; empty: what make build-linux leaves in tools/carrierarr."
}

# --- where it comes from ---

variable "source_ami" {
  type        = string
  default     = ""
  description = "Plain Ubuntu 24.04 image to start from; empty: Canonical's newest."
}

variable "base_ami" {
  type        = string
  default     = ""
  description = "A finished base AMI for lighthouse and gpu-worker to start from; empty: the plain image, with base's steps first."
}

variable "download_mirror" {
  type        = string
  default     = ""
  description = "Where set, https://HOST/PATH is fetched from MIRROR/HOST/PATH. No trailing slash."
}

variable "resolved_artifacts" {
  type = map(object({
    version = string
    url     = string
    sha256  = string
  }))
  default     = {}
  description = "Resolved downloads: nebula, k3s, k3s_images, ollama, liqoctl, liqo_chart. Any other is resolved on the builder."
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
  description = "Fingerprint of the recipe (hex SHA-256), which ends the AMI's name; empty: the time of the build."
}

variable "run_tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that a build creates: builder, volumes, key pair, security group, AMI and snapshots."
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
  description = "Builder of base and lighthouse."
}

variable "gpu_instance_type" {
  type        = string
  default     = "c6i.2xlarge"
  description = "Builder of gpu-worker. It needs no GPU: with one (g4dn.xlarge), nvidia-smi is asked too."
}

variable "spot_instance_types" {
  type        = list(string)
  default     = []
  description = "Where set, the builder is a spot instance of one of these types."
}

variable "subnet_id" {
  type        = string
  default     = ""
  description = "Subnet of the builder; empty: the default VPC's."
}

variable "temporary_security_group_source_cidrs" {
  type        = list(string)
  default     = ["0.0.0.0/0"]
  description = "Who may reach the builder's ssh, which takes this build's key only: narrow it to the runners' addresses."
}

variable "root_volume_size_gb" {
  type        = number
  default     = 16
  description = "Root volume of base and lighthouse, GB."
}

variable "gpu_root_volume_size_gb" {
  type        = number
  default     = 50
  description = "Root volume of gpu-worker, GB: models are pulled onto it."
}

variable "encrypt_boot" {
  type        = bool
  default     = false
  description = "Encrypt the AMI's snapshot with the account's default key; such an AMI cannot be public."
}

variable "build_timeout_minutes" {
  type        = number
  default     = 120
  description = "A builder that is still there after so many minutes (of one boot) powers itself off, which terminates it."
}
