/** Packer's arguments and environment. Neither holds the value of a variable. */

import type { Environment } from '../github/environment.ts';

/** Templates as Packer is given them. */
export interface PackerTemplates {
  /** The folder or the one file of templates. */
  readonly target: string;
  /** Packer's `-only`: patterns of builds, separated by commas; for a build one, exactly. */
  readonly only: string;
  /** Variable files; later ones win, and the extension gives the format. */
  readonly varFiles: readonly string[];
}

export function buildArguments(templates: PackerTemplates): string[] {
  return ['build', '-machine-readable', '-color=false', ...selection(templates)];
}

export function validateArguments(templates: PackerTemplates): string[] {
  return ['validate', ...selection(templates)];
}

function selection({ target, only, varFiles }: PackerTemplates): string[] {
  return [`-only=${only}`, ...varFiles.map((file) => `-var-file=${file}`), target];
}

export function formatArguments(target: string): string[] {
  return ['fmt', '-check', target];
}

export function initArguments(target: string): string[] {
  return ['init', target];
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
