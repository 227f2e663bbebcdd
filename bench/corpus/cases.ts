/** The public repositories of the corpus: each at a commit, with the runs of the action that build its AMIs as it says. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VariableValue } from '../../src/inputs/variables.ts';

/** Inputs of one run of the action by their names, and what the repository's own pipeline does before it. */
export interface CorpusRun {
  readonly templates: string;
  readonly 'working-directory'?: string;
  readonly 'var-files'?: readonly string[];
  readonly 'plugin-version'?: string;
  /** Values that the repository leaves to its users; `{commit}` stands for the commit that is built. */
  readonly variables?: Readonly<Record<string, VariableValue>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Files that are no part of the repository: its pipeline, or its user, puts them there. */
  readonly made?: readonly string[];
}

export interface CorpusCase {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** Its SHA-1. */
  readonly commit: string;
  readonly runs: readonly CorpusRun[];
}

export async function readCases(): Promise<CorpusCase[]> {
  return JSON.parse(await readFile(join(import.meta.dirname, 'cases.json'), 'utf8')) as CorpusCase[];
}

/** The values of a run's variables where `commit` is built. */
export function variablesOf(
  { variables = {} }: CorpusRun,
  commit: string,
): Readonly<Record<string, VariableValue>> {
  return JSON.parse(JSON.stringify(variables).replaceAll('{commit}', commit)) as Record<
    string,
    VariableValue
  >;
}
