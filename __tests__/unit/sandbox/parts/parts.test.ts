import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { part, partNames } from '../../../../sandbox/parts/index.ts';
import { command } from '../../../../sandbox/process.ts';

describe('part', () => {
  test('names what there is where a name is unknown', async () => {
    const log = { info: () => undefined };
    await expect(part('packre', log)).rejects.toThrow(
      `no sandbox part is called "packre"; there are ${partNames.join(', ')}`,
    );
    await expect(part('constructor', log)).rejects.toThrow('no sandbox part is called "constructor"');
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

describe('command', () => {
  test('answers what the program prints, and hands it its input', async () => {
    expect(await command('cat', [], { input: 'text' })).toBe('text');
  });

  test('an error has the end of what the program said', async () => {
    await expect(command('sh', ['-c', 'echo first; echo why >&2; exit 3'])).rejects.toThrow(
      /^sh -c .* failed \(3\):\n(.*\n)*why$/,
    );
    await expect(command('sh', ['-c', 'kill -9 $$'])).rejects.toThrow('failed (SIGKILL)');
    await expect(command('no-such-program', [])).rejects.toThrow('cannot run no-such-program');
  });
});
