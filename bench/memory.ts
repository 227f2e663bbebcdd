/** The action's memory while an AMI's log runs to 1 GB: a real build whose provisioner is very talkative. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, createResult, type Result, type Run, requireSuccess, timeProcess } from './measure.ts';

/** Long lines, as Packer passes on about a thousand a second. */
const template = (bytes: number): string => `
packer {
  required_plugins {
    amazon = {
      source  = "github.com/hashicorp/amazon"
      version = ">= 1.8.1"
    }
  }
}

data "amazon-parameterstore" "ubuntu" {
  name   = "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"
  region = "us-east-1"
}

source "amazon-ebs" "talkative" {
  ami_name      = "talkative-{{timestamp}}"
  region        = "us-east-1"
  instance_type = "m7i.large"
  source_ami    = data.amazon-parameterstore.ubuntu.value
  ssh_username  = "ubuntu"
}

build {
  sources = ["source.amazon-ebs.talkative"]
  provisioner "shell-local" {
    inline = ["yes $(printf '%060000d' 0) | head -c ${bytes}"]
  }
}
`;

export async function measureMemory(root: string): Promise<Result[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'ami-action-bench-'));
  try {
    const templates = join(scratch, 'workspace/packer');
    await mkdir(templates, { recursive: true });
    const bake = async (bytes: number): Promise<Run> => {
      await writeFile(join(templates, 'talkative.pkr.hcl'), template(bytes));
      return requireSuccess(await timeProcess(step), 'the action');
    };
    const step: Command = {
      file: process.execPath,
      args: [join(root, 'dist/index.js')],
      cwd: join(scratch, 'workspace'),
      env: {
        ...process.env,
        GITHUB_WORKSPACE: join(scratch, 'workspace'),
        RUNNER_TEMP: scratch,
        RUNNER_TOOL_CACHE: join(scratch, 'tools'),
        INPUT_AMI: 'all',
        INPUT_TEMPLATES: 'packer',
        INPUT_MIRROR: process.env['MIRROR'],
        'INPUT_PACKER-KEY': process.env['PACKER_KEY'],
      },
      memory: true,
    };
    await bake(1); // installs the tools: what that takes is no matter of logs
    return [createResult('memory while a log runs to 1 GB', 'MB', 150, [(await bake(2 ** 30)).peakMb])];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
