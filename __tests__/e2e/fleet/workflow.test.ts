/** The main job, end to end: what the demo's workflow left when it baked the three AMIs in an empty account (tools/bake.ts). */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Report } from '../../../src/report/report.ts';
import { image } from '../account.ts';
import { sandboxEnv } from '../step.ts';

test('a release tag bakes three AMIs as a matrix, and the deploy job launches one', async () => {
  const folder = sandboxEnv('BAKED_FLEET');
  const output = await readFile(join(folder, 'act.log'), 'utf8');
  const reports = join(folder, 'demo/reports');
  const names = (await readdir(reports)).sort();
  expect(names).toEqual(['base', 'gpu-worker', 'lighthouse']);
  for (const name of names) {
    const report = JSON.parse(await readFile(join(reports, name, 'report.json'), 'utf8')) as Report;
    expect(report.amis).toHaveLength(1);
    const { id, log, result } = report.amis[0] as Report['amis'][number];
    expect(result).toBe('built');
    const text = await readFile(join(reports, name, 'logs', basename(log ?? '')), 'utf8');
    expect(text).toContain('AMIs were created');
    expect((await image(id ?? '')).State).toBe('available');
    expect(output).toContain(`${name}: ${id} (built`);
  }
  expect(output).toMatch(/\[Release AMIs\/Deploy a lighthouse\s*\].*k3s version v1\.31\.2\+k3s1/);
  expect(output).toMatch(/\[Release AMIs\/Deploy a lighthouse\s*\].*Job succeeded/);
});
