packer {
  # Plugin binaries newer than 1.3.9 lie on releases.hashicorp.com, which Packer asks from 1.14 on; 1.16 is what is tested.
  required_version = ">= 1.16.0"

  required_plugins {
    amazon = {
      source = "github.com/hashicorp/amazon"
      # 1.8.0 moved the EBS builder to AWS SDK v2; 1.8.1 mended its retries.
      version = ">= 1.8.1"
    }
  }
}
