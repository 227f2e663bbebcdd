/** Planning an AMI that uploads much: 3.6 GB in four files, and 100,000 small files; memory, and time beside sha256sum's. */
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createResult, type Result, requireSuccess, timeProcess } from './measure.ts';

const rounds = 3;

const template = `
source "amazon-ebs" "big" {
  ami_name      = "big"
  region        = "us-east-1"
  instance_type = "m7i.large"
  source_ami    = "ami-0123456789abcdef0"
  ssh_username  = "ubuntu"
}
build {
  sources = ["source.amazon-ebs.big"]
  provisioner "file" {
    source      = "../files"
    destination = "/tmp"
  }
}
`;

/** Four files of 900 MB each, without a block on the disk, so that reading them costs no disk. */
async function writeLargeFiles(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let n = 0; n < 4; n++) {
    const file = await open(join(folder, `${n}.bin`), 'w');
    await file.truncate(900 * 2 ** 20);
    await file.close();
  }
}

async function writeSmallFiles(folder: string): Promise<void> {
  for (let outer = 0; outer < 1000; outer++) {
    const inner = join(folder, String(outer));
    await mkdir(inner, { recursive: true });
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => writeFile(join(inner, `${n}.txt`), `${outer} ${n}\n`)),
    );
  }
}

const trees = [
  ['four files of 900 MB', writeLargeFiles],
  ['100,000 small files', writeSmallFiles],
] as const;

export async function measureFolders(root: string): Promise<Result[]> {
  const results: Result[] = [];
  for (const [name, write] of trees) {
    const scratch = await mkdtemp(join(tmpdir(), 'ami-action-bench-'));
    try {
      await mkdir(join(scratch, 'packer'));
      await writeFile(join(scratch, 'packer/big.pkr.hcl'), template);
      await write(join(scratch, 'files'));
      const env = {
        ...process.env,
        GITHUB_WORKSPACE: scratch,
        RUNNER_TEMP: scratch,
        INPUT_AMI: 'all',
        INPUT_MODE: 'plan',
        INPUT_TEMPLATES: 'packer',
      };
      const action = { file: process.execPath, args: [join(root, 'dist/index.js')], cwd: scratch, env };
      const hash = 'find files -type f -print0 | xargs -0 -n 1000 -P 2 sha256sum >/dev/null';
      const peaks: number[] = [];
      const ratios: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const theirs = requireSuccess(
          await timeProcess({ file: 'sh', args: ['-c', hash], cwd: scratch }),
          'sha256sum',
        );
        const ours = requireSuccess(await timeProcess({ ...action, memory: true }), 'the action');
        console.log(
          `  sha256sum ${theirs.seconds.toFixed(1)} s, plan ${ours.seconds.toFixed(1)} s, ${ours.peakMb.toFixed(0)} MB`,
        );
        peaks.push(ours.peakMb);
        ratios.push(ours.seconds / theirs.seconds);
      }
      results.push(
        createResult(`planning with ${name}: memory`, 'MB', 150, peaks),
        createResult(`planning with ${name} / sha256sum`, 'ratio', null, ratios),
      );
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }
  return results;
}
