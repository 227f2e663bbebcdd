/** The bundle in dist/ that tests run: which one it is, and that it is what src/ builds. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestPath, digestSources } from '../../tools/sources-digest.ts';

const root = join(import.meta.dirname, '../..');
let checking: Promise<void> | null = null;

/** Prints once in a test file which bundle it runs. Rejects if dist/ was not bundled from the present sources. */
export function checkBundle(): Promise<void> {
  checking ??= findStaleness(root).then(async (fault) => {
    if (fault !== null) throw new Error(fault);
    const index = createHash('sha256')
      .update(await readFile(join(root, 'dist/index.js')))
      .digest('hex');
    // Most of the code is in chunks beside index.js, which the digest of the sources covers.
    const sources = await readFile(join(root, digestPath), 'utf8');
    process.stderr.write(
      `dist/index.js ${index.slice(0, 12)}, bundled from sources ${sources.slice(0, 12)}\n`,
    );
  });
  return checking;
}

/** Why the bundle under a root must not be tested, or null. */
export async function findStaleness(folder: string): Promise<string | null> {
  const recorded = await readFile(join(folder, digestPath), 'utf8').catch(() => '');
  return recorded.trim() === (await digestSources(folder))
    ? null
    : 'dist/ is older than src/: run `make dist`';
}
