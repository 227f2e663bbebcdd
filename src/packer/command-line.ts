/** Packer's arguments and environment. Neither holds the value of a variable. */

import type { Environment } from '../github/environment.ts';

/** One build of a template folder. */
export interface PackerBuild {
  /** Folder of templates. */
  readonly folder: string;
  /** Packer's `-only`: one build, exactly. */
  readonly only: string;
  /** JSON file of variables; Packer tells the format by its name's end, `.pkrvars.json`. */
  readonly varFile: string;
}

export function buildArguments({ folder, only, varFile }: PackerBuild): string[] {
  return ['build', '-machine-readable', '-color=false', `-only=${only}`, `-var-file=${varFile}`, folder];
}

export function initArguments(folder: string): string[] {
  return ['init', folder];
}

/**
 * This process's environment without what no template needs: the action's inputs, the files through which a step sets
 * outputs, state and environment, and the tokens of the runner's own services. Temporary files go to RUNNER_TEMP, here the
 * run's private folder, because a killed Packer leaves its debug log and its uploaded scripts behind.
 */
export function packerEnvironment(
  env: Environment,
  added: Readonly<Record<string, string>>,
): Record<string, string> {
  const passed = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !withheld.test(entry[0]),
  );
  const { RUNNER_TEMP: temp = '' } = env;
  const temporary = temp !== '' && temp.length <= longestTemp ? { TMPDIR: temp } : {};
  // Without CHECKPOINT_DISABLE Packer asks HashiCorp for new versions at each start.
  return {
    ...Object.fromEntries(passed),
    ...temporary,
    CHECKPOINT_DISABLE: '1',
    PACKER_NO_COLOR: '1',
    ...added,
  };
}

/** Packer's plugins put their sockets there too, and a socket's path is limited to 103 bytes (macOS; 107 on Linux, unix(7)). */
const longestTemp = 75;

const withheld =
  /^(INPUT_.*|STATE_.*|GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|TOKEN)|ACTIONS_(RUNTIME|CACHE|RESULTS|ID_TOKEN)_.*)$/;
