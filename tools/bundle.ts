/** Whether dist/ is what src/ builds: it is bundled anew, beside it, and compared; dist/ itself is left alone. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultOf } from './run.ts';

/** Answers what differs and how to mend it, or null where dist/ is up to date. */
export async function findStaleBundle(root: string): Promise<string | null> {
  const scratch = await mkdtemp(join(tmpdir(), 'ami-action-bundle-'));
  try {
    const fault = await faultOf('npm', ['run', '--silent', 'package'], {
      cwd: root,
      env: { ...process.env, BUNDLE_FOLDER: scratch },
    });
    if (fault !== null) return fault;
    const [built, committed] = [await contentsOf(scratch), await contentsOf(join(root, 'dist'))];
    const names = [...new Set([...built.keys(), ...committed.keys()])].sort();
    const different = names.filter((name) => built.get(name) !== committed.get(name));
    if (different.length === 0) return null;
    return `dist/ is not what src/ builds: run \`make dist\` and commit it (${different.join(', ')})`;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** One hash of all that dist/ holds, short enough to be read out. */
export async function hashBundle(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const [name, digest] of await contentsOf(join(root, 'dist'))) hash.update(`${name}\0${digest}\n`);
  return hash.digest('hex').slice(0, 12);
}

/** The SHA-256 of each file of a folder, by name, sorted. */
async function contentsOf(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of (await readdir(folder)).sort()) {
    const content = await readFile(join(folder, name));
    found.set(name, createHash('sha256').update(content).digest('hex'));
  }
  return found;
}
