/** The check that tests run a bundle of the present sources. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { digestPath, digestSources } from '../../../tools/sources-digest.ts';
import { findStaleness } from '../../helpers/bundle.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

const stale = 'dist/ is older than src/: run `make dist`';

async function bundledFolder(): Promise<string> {
  const folder = temporaryFolder({
    'src/index.ts': 'one',
    'src/deep/two.ts': 'two',
    'package-lock.json': '{}',
    'tsconfig.json': '{}',
    'tsconfig.build.json': '{}',
  });
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, digestPath), `${await digestSources(folder)}\n`);
  return folder;
}

test('a bundle of the present sources is fresh, whatever the times of its files', async () => {
  const folder = await bundledFolder();
  writeFileSync(join(folder, 'src/deep/two.ts'), 'two');
  writeFileSync(join(folder, 'README.md'), 'new');
  expect(await findStaleness(folder)).toBeNull();
});

test.each([
  ['a changed source', 'src/deep/two.ts', 'three'],
  ['a new source', 'src/three.ts', ''],
  ['another dependency', 'package-lock.json', '{"lockfileVersion":3}'],
  ['another compiler setting', 'tsconfig.json', '{"compilerOptions":{}}'],
  ['a missing digest', digestPath, ''],
])('a bundle is stale with %s', async (_what, path, content) => {
  const folder = await bundledFolder();
  writeFileSync(join(folder, path), content);
  expect(await findStaleness(folder)).toBe(stale);
});
