packer {
  required_version = ">= 1.11.0"

  required_plugins {
    amazon = {
      source = "github.com/hashicorp/amazon"
      # 1.8.0 moved the EBS builder to AWS SDK v2; 1.8.1 mended its retries.
      version = ">= 1.8.1"
    }
  }
}
