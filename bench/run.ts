/**
 * Runs the benchmarks in the sandbox, prints them side by side and leaves .bench/results.json.
 * `node bench/run.ts startup memory` runs only those that are named.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endWhenInterrupted } from '../sandbox/interrupts.ts';
import { runInFront } from '../sandbox/process.ts';
import { bakeFleet } from '../tools/bake.ts';
import { measureBoot } from './boot.ts';
import { measureBuild } from './build.ts';
import { measureFolders } from './folders.ts';
import type { Result } from './measure.ts';
import { measureMemory } from './memory.ts';
import { measurePlanning } from './plan.ts';
import { measureReuse } from './reuse.ts';
import { measureStartup } from './startup.ts';

const root = join(import.meta.dirname, '..');
const benchmarks: Record<string, (root: string) => Promise<Result[]>> = {
  startup: measureStartup,
  memory: measureMemory,
  plan: measurePlanning,
  folders: measureFolders,
  reuse: measureReuse,
  build: measureBuild,
  boot: measureBoot,
};

async function runInside(names: readonly string[]): Promise<boolean> {
  const results: Result[] = [];
  for (const [name, benchmark] of Object.entries(benchmarks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`== ${name}`);
    results.push(...(await benchmark(root)));
  }
  await mkdir(join(root, '.bench'), { recursive: true });
  await writeFile(join(root, '.bench/results.json'), `${JSON.stringify(results, null, 2)}\n`);
  for (const r of results) {
    const goal = r.goal === null ? '' : `goal at most ${r.goal}: ${r.holds ? 'holds' : 'MISSED'}`;
    console.log(`${r.name.padEnd(52)} ${String(r.value).padStart(9)} ${r.unit.padEnd(6)} ${goal}`);
  }
  return results.every((r) => r.holds);
}

endWhenInterrupted();
const [first, ...rest] = process.argv.slice(2);
if (first === 'inside') {
  process.exitCode = (await runInside(rest)) ? 0 : 1;
} else {
  const named = first === undefined ? [] : [first, ...rest];
  // Only nodes that boot need the three AMIs; what is built here has a prefix of its own.
  const boots = named.length === 0 || named.includes('boot');
  const from = boots ? ['--from', await bakeFleet(root, { info: (line) => console.log(line) })] : [];
  const command = [
    join(root, 'sandbox/cli.ts'),
    ...['run', ...from, '--'],
    process.execPath,
    import.meta.filename,
    'inside',
  ];
  process.exitCode = await runInFront(process.execPath, [...command, ...named]);
}
