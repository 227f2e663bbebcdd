/** What real Packer says of a run's templates. It needs no plugin and no AWS for that. */
import { execFileSync } from 'node:child_process';
import { dirname, join, relative } from 'node:path';
import { type CorpusRun, variablesOf } from './cases.ts';
import type { World } from './plan-run.ts';

export interface Judgement {
  /** Packer's errors; null if it accepts the templates. */
  readonly refusal: string | null;
  /** Its amazon-ebs builds as `-only` names them. */
  readonly builds: readonly string[];
}

/** Asks `packer validate -syntax-only` and `packer inspect`. */
export function judge(packer: string, run: CorpusRun, { checkout, commit, env }: World): Judgement {
  const templates = join(checkout, run.templates);
  const single = run.templates.endsWith('.hcl');
  const usual = single ? dirname(templates) : templates;
  const cwd = run['working-directory'] === undefined ? usual : join(checkout, run['working-directory']);
  const args = [
    ...(run['var-files'] ?? []).map((file) => `-var-file=${join(checkout, file)}`),
    ...Object.entries(variablesOf(run, commit)).map(([name, value]) => `-var=${name}=${toArgument(value)}`),
    relative(cwd, templates) || '.',
  ];
  const ask = (...command: readonly string[]): string =>
    execFileSync(packer, [...command, ...args], {
      cwd,
      env: { PATH: process.env['PATH'], ...env, ...run.env, CHECKPOINT_DISABLE: '1' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  try {
    ask('validate', '-syntax-only');
    return { refusal: null, builds: readBuilds(ask('inspect')) };
  } catch (error) {
    if (!(error instanceof Error) || !('stdout' in error)) throw error;
    return { refusal: `${error.stdout}${'stderr' in error ? error.stderr : ''}`.trim(), builds: [] };
  }
}

/** A text as it is; all else as HCL, of which JSON is a part. */
function toArgument(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The builds that `packer inspect` prints: `> NAME:`, then its sources. */
function readBuilds(printed: string): string[] {
  const [, builds = ''] = printed.split('> builds:');
  let prefix = '';
  return builds.split('\n').flatMap((line) => {
    const name = /^ {2}> (.*):$/.exec(line)?.[1];
    if (name !== undefined) prefix = name.startsWith('<unnamed build') ? '' : `${name}.`;
    const source = /^ {6}(amazon-ebs\..*)$/.exec(line)?.[1];
    return source === undefined ? [] : [prefix + source];
  });
}
