/** Says from which sources dist/ was bundled: `npm run package` writes the digest beside the bundle, tests compare it. */

import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Where the digest lies. */
export const digestPath = 'dist/sources.sha256';

/** What besides src/ determines the bundle. */
const settings = ['package-lock.json', 'tsconfig.build.json', 'tsconfig.json'];

/** Hex SHA-256 over the names and contents of everything that dist/ is made of, under the repository's root. */
export async function digestSources(root: string): Promise<string> {
  const entries = await readdir(join(root, 'src'), { recursive: true, withFileTypes: true });
  const sources = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)));
  const hash = createHash('sha256');
  for (const path of [...settings, ...sources].sort()) {
    const content = await readFile(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, '..');
  await writeFile(join(root, digestPath), `${await digestSources(root)}\n`);
}
