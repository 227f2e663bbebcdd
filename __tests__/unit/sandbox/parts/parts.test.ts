/** The sandbox's parts, and the lists that pin them. */
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { part, partNames } from '../../../../sandbox/parts/index.ts';

describe('part', () => {
  test('an unknown part is refused with the names of all parts', async () => {
    const log = { info: () => undefined };
    await expect(part('packre', log)).rejects.toThrow(
      `unknown sandbox part "packre"; there are ${partNames.join(', ')}`,
    );
    await expect(part('constructor', log)).rejects.toThrow('unknown sandbox part "constructor"');
  });
});

describe('the pins', () => {
  const modules = resolve('sandbox/go');

  test('every Go tool has a module with exact versions and their hashes', async () => {
    for (const name of await readdir(modules)) {
      expect(partNames).toContain(name);
      const definition = await readFile(join(modules, name, 'go.mod'), 'utf8');
      expect(definition).toMatch(/^module /m);
      for (const [, required] of definition.matchAll(/^require \S+ (\S+)$/gm)) {
        expect(required).toMatch(/^v\d+\.\d+\.\d+/);
        expect(await readFile(join(modules, name, 'go.sum'), 'utf8')).toContain('h1:');
      }
    }
  });

  test.each(['moto', 'awscli', 'zizmor', 'ruff'])(
    'every package of %s is pinned with its hashes',
    async (name) => {
      const text = await readFile(resolve('sandbox/parts', `${name}.txt`), 'utf8');
      const requirements = text.replace(/\\\n/g, ' ').split('\n').filter(Boolean);
      expect(requirements.length).toBeGreaterThan(0);
      for (const line of requirements) expect(line).toMatch(/^[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}/);
    },
  );
});
