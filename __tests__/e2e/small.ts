/** A small folder of templates, quick to build: what a user who has heard of leases would write. */

const head = `
packer {
  required_plugins {
    amazon = {
      source  = "github.com/hashicorp/amazon"
      version = ">= 1.8.1"
    }
  }
}

variable "aws_region" {
  type    = string
  default = "us-east-1"
}

variable "ami_prefix" {
  type    = string
  default = "catalyst"
}

variable "source_ami" {
  type    = string
  default = ""
}

variable "fingerprint" {
  type    = string
  default = ""
}

variable "run_tags" {
  type    = map(string)
  default = {}
}

variable "ami_tags" {
  type    = map(string)
  default = {}
}

data "amazon-parameterstore" "ubuntu" {
  name   = "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"
  region = var.aws_region
}

locals {
  source_ami = var.source_ami == "" ? data.amazon-parameterstore.ubuntu.value : var.source_ami
  suffix     = var.fingerprint == "" ? formatdate("YYYYMMDDhhmmss", timestamp()) : substr(var.fingerprint, 0, 12)
}
`;

/** The source and build of one AMI whose provisioner runs `inline`. */
export function ami(name: string, inline: string): string {
  return `
source "amazon-ebs" "${name}" {
  ami_name          = "\${var.ami_prefix}-${name}-\${local.suffix}"
  region            = var.aws_region
  instance_type     = "t3.small"
  source_ami        = local.source_ami
  ssh_username      = "ubuntu"
  shutdown_behavior = "terminate"
  run_tags          = var.run_tags
  run_volume_tags   = var.run_tags
  snapshot_tags     = merge(var.run_tags, var.ami_tags)
  tags              = merge(var.run_tags, var.ami_tags)
}

build {
  name    = "${name}"
  sources = ["source.amazon-ebs.${name}"]
  provisioner "shell" {
    inline = [${JSON.stringify(inline)}]
  }
}
`;
}

/** The source and build of an AMI, with further settings of the source. */
export const withSettings = (text: string, settings: string): string =>
  text.replace('  shutdown_behavior', `  ${settings}\n  shutdown_behavior`);

/** Files of a workspace whose \`templates: packer\` hold these AMIs, by name and what each runs. */
export function templates(amis: Readonly<Record<string, string>>): Record<string, string> {
  const files: Record<string, string> = { 'packer/common.pkr.hcl': head };
  for (const [name, inline] of Object.entries(amis)) files[`packer/${name}.pkr.hcl`] = ami(name, inline);
  return files;
}
