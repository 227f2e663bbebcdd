import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Report } from '../../src/report/index.ts';
import { image } from './account.ts';
import { root } from './step.ts';

test('a release tag bakes three AMIs as a matrix, and the deploy job launches one', async () => {
  const out = await mkdtemp(join(tmpdir(), 'ami-action-demo-'));
  try {
    const child = spawn(process.execPath, [join(root, 'sandbox/demo/demo.ts'), 'inside', out], { cwd: root });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`act ended with ${code}:\n${output.slice(-20_000)}`);

    const names = (await readdir(join(out, 'reports'))).sort();
    expect(names).toEqual(['base.json', 'gpu-worker.json', 'lighthouse.json']);
    for (const name of names) {
      const report = JSON.parse(await readFile(join(out, 'reports', name), 'utf8')) as Report;
      const id = report.amis[0]?.id ?? '';
      expect((await image(id)).State).toBe('available');
      expect(output).toContain(`${name.replace('.json', '')}: ${id} (`);
    }
    expect(output).toMatch(/\[Release AMIs\/Deploy a lighthouse\s*\].*k3s version v1\.31\.2\+k3s1/);
    expect(output).toMatch(/\[Release AMIs\/Deploy a lighthouse\s*\].*Job succeeded/);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}, 1_800_000);
