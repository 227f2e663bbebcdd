import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Report } from '../../../src/report/report.ts';
import { image } from '../account.ts';
import { root } from '../step.ts';

test('a release tag bakes three AMIs as a matrix, and the deploy job launches one', async () => {
  const out = await mkdtemp(join(tmpdir(), 'ami-action-demo-'));
  try {
    const child = spawn(process.execPath, [join(root, 'demo/demo.ts'), 'inside', out], { cwd: root });
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
    expect(names).toEqual(['base', 'gpu-worker', 'lighthouse']);
    for (const name of names) {
      const folder = join(out, 'reports', name);
      const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as Report;
      const { id, log } = report.amis[0] ?? { id: null, log: null };
      if (id === null) throw new Error(`${name} has no AMI`);
      if (log !== null) {
        const text = await readFile(join(folder, 'logs', basename(log)), 'utf8');
        expect(text).toContain('AMIs were created');
      }
      expect((await image(id)).State).toBe('available');
      expect(output).toContain(`${name}: ${id} (`);
    }
    expect(output).toMatch(/\[Release AMIs\/Deploy a lighthouse\s*\].*k3s version v1\.31\.2\+k3s1/);
    expect(output).toMatch(/\[Release AMIs\/Deploy a lighthouse\s*\].*Job succeeded/);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}, 1_800_000);
