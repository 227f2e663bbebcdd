/** Versions of Packer and of its amazon plugin that no build should use. */

import { ConfigurationError } from '../errors.ts';
import { type Parser, parseVersion } from './values.ts';

interface BadVersions {
  readonly first: string;
  readonly last: string;
  /** What is known of them, and where. */
  readonly reason: string;
  readonly better: string;
}

const hang = 'cut its log and use every CPU, as its SDK reads from a closed channel';

/**
 * By input. packer-plugin-sdk 0.6.3 to 0.6.9 spin in the loop that copies a step's output (hashicorp/packer-plugin-sdk#335); these
 * releases carry one of them (their go.mod), and those that are named as better do not.
 */
const badVersions: Readonly<Record<'packer-version' | 'plugin-version', BadVersions>> = {
  'packer-version': {
    first: '1.14.2',
    last: '1.15.4',
    reason: `is known to hang, ${hang} (https://github.com/hashicorp/packer/issues/13483)`,
    better: '1.16.0 or newer, or 1.14.1',
  },
  'plugin-version': {
    first: '1.8.1',
    last: '1.8.1',
    reason: `is known to hang, ${hang} (https://github.com/hashicorp/packer-plugin-amazon/issues/685)`,
    better: '1.8.2 or newer, or 1.8.0',
  },
};

/** Parses an exact version and refuses a known bad one. */
export function createSoundVersionParser(input: keyof typeof badVersions): Parser<string> {
  const { first, last, reason, better } = badVersions[input];
  return (text) => {
    const version = parseVersion(text);
    if (compareReleases(version, first) < 0 || compareReleases(version, last) > 0) return version;
    throw new ConfigurationError(`${version} ${reason}: use ${better}`);
  };
}

/** Negative if the first is older; a prerelease counts as its release. */
function compareReleases(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.replace(/-.*/, '').split('.').map(Number));
  const differences = left?.map((number, index) => number - (right?.[index] ?? 0)) ?? [];
  return differences.find((difference) => difference !== 0) ?? 0;
}
