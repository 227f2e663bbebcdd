/** Parts that are Python programs: a virtual environment each, with bin/ as usual, made from the pins in NAME.txt beside this file. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, type StepLog } from '../cache.ts';
import { run } from '../process.ts';

const names = ['moto', 'awscli', 'zizmor', 'ruff'] as const;

/** Starts a program with the Python beside it: its second line is a command to the shell, and begins a string to Python. */
const launcher = `#!/bin/sh\n'''exec' "$(dirname -- "$(realpath -- "$0")")/python" "$0" "$@"\n' '''\n`;

async function buildEnvironment(name: string, log: StepLog): Promise<string> {
  const requirements = join(import.meta.dirname, `${name}.txt`);
  const inputs = {
    requirements: await readFile(requirements, 'utf8'),
    python: await run('python3', ['-c', 'import sys; print(sys.executable, sys.version)']),
    launcher,
  };
  return cached(
    name,
    inputs,
    async (dir) => {
      await run('python3', ['-m', 'venv', dir]);
      const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--require-hashes', '--only-binary=:all:'];
      await run(join(dir, 'bin/python'), [...pip, '--requirement', requirements]);
      await makeRelocatable(dir);
    },
    log,
  );
}

/** Makes the programs of a virtual environment find Python beside themselves, so that the folder can be renamed. */
async function makeRelocatable(dir: string): Promise<void> {
  const absolute = `#!${join(dir, 'bin')}/`;
  for (const item of await readdir(join(dir, 'bin'), { withFileTypes: true })) {
    if (!item.isFile()) continue;
    const file = join(dir, 'bin', item.name);
    const text = await readFile(file, 'latin1');
    if (!text.startsWith(absolute)) continue;
    const body = text.slice(text.indexOf('\n') + 1);
    await writeFile(file, launcher + body, 'latin1');
  }
}

export const pythonParts: Readonly<Record<string, (log: StepLog) => Promise<string>>> = Object.fromEntries(
  names.map((name) => [name, (log: StepLog) => buildEnvironment(name, log)]),
);
