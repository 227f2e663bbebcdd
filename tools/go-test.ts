/** Runs the tests of a Go module and counts them. */
import { join } from 'node:path';
import { type Count, countGo } from './counts.ts';
import { runProgram } from './run.ts';

/** Nothing comes from Go's cache of results, and the race detector looks on. All output is printed where something fails. */
export async function runGoTests(root: string, folder: string): Promise<Count> {
  const events: string[] = [];
  const output: string[] = [];
  const exitCode = await runProgram('go', ['test', '-json', '-count=1', '-race', './...'], {
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
  const count = countGo(events.join('\n'), exitCode);
  if (count.failed > 0) console.error(output.join(''));
  return count;
}
