/** The inputs as text: what the runner hands over, and the default of each one that is not set. */

import type { Environment } from '../github/environment.ts';
import type { ProblemCollector } from './problem-collector.ts';

/** The value of every input that is not set; action.yml repeats them for the runner, and a test compares the two. */
export const defaults = {
  ami: '',
  mode: 'build',
  templates: '',
  'working-directory': '',
  'var-files': '',
  reads: '',
  'aws-region': '',
  'nebula-version': '1.9.0',
  'k3s-version': 'v1.31.2+k3s1',
  'nvidia-driver-version': '550',
  'ollama-version': 'latest',
  'ami-prefix': 'catalyst',
  variables: '',
  'packer-version': '1.16.0',
  'plugin-version': '1.8.2',
  mirror: '',
  'packer-key': '',
  'github-token': '',
  'fingerprint-key': '',
  binaries: 'tools/carrierarr',
  'max-parallel': '4',
  timeout: '2h',
  rehearsal: 'true',
  'dry-run': 'false',
  lock: 'ami.lock.json',
} as const;

export type InputName = keyof typeof defaults;

/** The trimmed text of an input, or its default where that is empty. */
export function inputText(env: Environment, input: InputName): string {
  return env[environmentName(input)]?.trim() || defaults[input];
}

/** Finds misspelt inputs, but not on a runner, which warns of them itself. */
export function reportUnknownInputs(env: Environment, problems: ProblemCollector): void {
  if (env['GITHUB_ACTIONS'] === 'true') return;
  const names = Object.keys(defaults);
  const known = new Set(names.map(environmentName));
  for (const name of Object.keys(env)) {
    if (!name.startsWith('INPUT_') || known.has(name)) continue;
    problems.add(name.slice(6).toLowerCase(), `there is no such input; there are ${names.join(', ')}`);
  }
}

/** How the runner hands an input over: in upper case, with its dashes. */
function environmentName(input: string): string {
  return `INPUT_${input.toUpperCase()}`;
}
