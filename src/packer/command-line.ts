/** What Packer is started with: an argv array and an environment. No value of a variable is in either. */

import type { Environment } from '../github/environment.ts';

/** One build of a template folder. */
export interface PackerBuild {
  /** Folder of templates. */
  readonly folder: string;
  /** What `-only` takes: one build, exactly. */
  readonly only: string;
  /** JSON file of variables; its name ends in `.pkrvars.json`, which Packer goes by. */
  readonly varFile: string;
}

export function buildArguments({ folder, only, varFile }: PackerBuild): string[] {
  return ['build', '-machine-readable', '-color=false', `-only=${only}`, `-var-file=${varFile}`, folder];
}

export function initArguments(folder: string): string[] {
  return ['init', folder];
}

/**
 * The environment of this process without what a template has no business with: the action's inputs, the files by which
 * a step sets outputs, state and environment, and the tokens of the runner's own services. Temporary files go to RUNNER_TEMP,
 * here the run's private folder: a Packer that is killed leaves its debug log and the scripts that it was to run.
 */
export function packerEnvironment(
  env: Environment,
  added: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !withheld.test(entry[0]),
  );
  const { RUNNER_TEMP: temp = '' } = env;
  const temporary = temp !== '' && temp.length <= longestTemp ? { TMPDIR: temp } : {};
  // Without CHECKPOINT_DISABLE Packer asks HashiCorp's service for news at each start.
  return {
    ...Object.fromEntries(kept),
    ...temporary,
    CHECKPOINT_DISABLE: '1',
    PACKER_NO_COLOR: '1',
    ...added,
  };
}

/** The sockets of Packer's plugins lie there too, and the path of one may have 103 bytes (unix(7); darwin's, the shorter). */
const longestTemp = 75;

const withheld =
  /^(INPUT_.*|STATE_.*|GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|TOKEN)|ACTIONS_(RUNTIME|CACHE|RESULTS|ID_TOKEN)_.*)$/;
