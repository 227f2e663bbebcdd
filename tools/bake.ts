/**
 * The one bake of the three AMIs: the demo's workflow, run by act in an empty account, so that nothing can be reused. The account as it was
 * left is frozen in the cache, under a hash of everything that goes into it, and every test of the fleet starts from a copy.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cached, cacheRoot, type StepLog } from '../sandbox/cache.ts';
import { ingredients } from './ingredients.ts';
import { runProgram } from './run.ts';
import { withoutRunner } from './runner-env.ts';
import { hashFiles, listFiles } from './tree.ts';

const entryName = 'baked-fleet';
/** A bake of another tree is some gigabytes: so many are kept beside the newest. */
const othersKept = 2;

/**
 * A folder that holds the account (`account.json`, `disk.btrfs`), the demo's reports (`demo/reports/`) and what act printed (`act.log`).
 * Bakes first where this tree has not been baked yet.
 */
export async function bakeFleet(root: string, log: StepLog): Promise<string> {
  const inputs = await hashFiles(root, await listFiles(root, ...ingredients));
  const folder = await cached(entryName, inputs, (dir) => bake(root, dir, log), log);
  await removeOldest(folder);
  return folder;
}

async function bake(root: string, dir: string, log: StepLog): Promise<void> {
  const account = join(cacheRoot(), 'accounts', entryName);
  // Only one bakes at a time: what is here was left by one that was killed.
  await rm(account, { recursive: true, force: true });
  await mkdir(join(dir, 'demo'));
  const command = [process.execPath, join(root, 'demo/demo.ts'), 'inside', join(dir, 'demo')];
  const args = [join(root, 'sandbox/cli.ts'), 'run', '--keep', entryName, '--', ...command];
  const output = createWriteStream(join(dir, 'act.log'));
  const tail: string[] = [];
  try {
    const exitCode = await runProgram(process.execPath, args, {
      cwd: root,
      env: withoutRunner(process.env),
      onLine: (line) => {
        output.write(`${line}\n`);
        tail.push(line);
        tail.splice(0, tail.length - 200);
        if (/Job (succeeded|failed)|^sandbox:|: built|::error/.test(line)) log.info(line);
      },
    });
    if (exitCode !== 0) throw new Error(`the bake ended with ${exitCode}:\n${tail.join('\n')}`);
    for (const name of ['account.json', 'disk.btrfs']) await rename(join(account, name), join(dir, name));
    for (const name of await readdir(join(dir, 'demo')))
      if (name !== 'reports') await rm(join(dir, 'demo', name), { recursive: true, force: true });
  } finally {
    await new Promise<void>((resolve) => output.end(resolve));
    await rm(account, { recursive: true, force: true });
  }
}

async function removeOldest(newest: string): Promise<void> {
  const pattern = new RegExp(`^${entryName}-[0-9a-f]{16}$`);
  const others = (await readdir(cacheRoot())).filter(
    (name) => pattern.test(name) && name !== basename(newest),
  );
  const dated = await Promise.all(
    others.map(async (name) => ({ name, usedMs: (await stat(join(cacheRoot(), name))).mtimeMs })),
  );
  const old = dated.sort((a, b) => b.usedMs - a.usedMs).slice(othersKept);
  for (const { name } of old) await rm(join(cacheRoot(), name), { recursive: true, force: true });
}
