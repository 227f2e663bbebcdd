/** The suite `go` of `make test`: vets the Go modules, runs the tests of those that have any, and counts them. */
import { join } from 'node:path';
import { runChecks } from './checks.ts';
import { addCounts, type Count, countGo } from './counts.ts';
import { faultOf, runProgram } from './run.ts';

const testedModules = ['tools/carrierarr', 'sandbox/go/k3s'];
/**
 * Go modules of ours; packer-evaluate is a test's own tool. Others of sandbox/go hold a version in go.mod and at most imports in tools.go,
 * of which vet could say nothing, and would compile all of Kubernetes for it.
 */
const goModules = [...testedModules, 'sandbox/go/packer-evaluate'];

interface Run {
  readonly events: readonly string[];
  readonly output: string;
  readonly exitCode: number;
}

/** Vetting compiles what a module imports, Packer and containerd among it: minutes on a fresh machine, so lint leaves it. */
export async function checkGo(root: string): Promise<Count> {
  const vets = goModules.map((folder) => ({
    name: `go vet ${folder}`,
    run: () => faultOf('go', ['vet', './...'], { cwd: join(root, folder) }),
  }));
  const counts = [await runChecks(vets, root)];
  for (const folder of testedModules) counts.push(await runGoTests(root, folder));
  return addCounts(counts);
}

/**
 * Nothing comes from Go's cache of results, and the race detector looks on. Tests that skip themselves under it, because a library
 * has races of its own, are run again without it. All output is printed where something fails.
 */
async function runGoTests(root: string, folder: string): Promise<Count> {
  const run = await goTest(root, folder, ['-race']);
  const skipped = skippedTests(run.events);
  const again =
    skipped.length === 0 ? null : await goTest(root, folder, ['-run', `^(${skipped.join('|')})$`]);
  // The later result of a test is the one that counts.
  const events = [...run.events, ...(again?.events ?? [])];
  const count = countGo(events.join('\n'), run.exitCode || (again?.exitCode ?? 0));
  if (count.failed > 0) console.error(run.output, again?.output ?? '');
  return count;
}

async function goTest(root: string, folder: string, args: readonly string[]): Promise<Run> {
  const events: string[] = [];
  const output: string[] = [];
  const exitCode = await runProgram('go', ['test', '-json', '-count=1', ...args, './...'], {
    cwd: join(root, folder),
    env: { ...process.env, CGO_ENABLED: '1' },
    onLine: (line) => {
      if (line.startsWith('{')) events.push(line);
      const { Output: text = '' } = line.startsWith('{')
        ? (JSON.parse(line) as { Output?: string })
        : { Output: `${line}\n` };
      output.push(text);
    },
  });
  return { events, output: output.join(''), exitCode };
}

/** The names of the tests, not subtests, that skipped themselves. */
function skippedTests(events: readonly string[]): string[] {
  return events
    .map((line) => JSON.parse(line) as { Action: string; Test?: string })
    .filter(({ Action, Test }) => Action === 'skip' && Test !== undefined && !Test.includes('/'))
    .map(({ Test = '' }) => Test);
}
