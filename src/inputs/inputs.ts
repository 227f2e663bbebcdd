/** The only place that reads the action's inputs: raw text in, one typed Inputs out, or every problem at once. */

import { resolve } from 'node:path';
import { ConfigurationError, type Problem } from '../errors.ts';
import type { Environment } from '../github/environment.ts';
import { createSoundVersionParser } from './known-bad-versions.ts';
import { type NamedVariable, readNamedVariables, withoutNamed } from './named-variables.ts';
import {
  type LockInput,
  parseLockInput,
  parseVarFiles,
  readArmouredKey,
  resolveFolder,
  resolveTemplates,
  type VarFile,
} from './paths.ts';
import { ProblemCollector } from './problem-collector.ts';
import { defaults, type InputName, inputText, reportUnknownInputs } from './raw-inputs.ts';
import { parseReads } from './reads.ts';
import {
  type BinariesInput,
  type Parser,
  parseAmiNames,
  parseBaseUrl,
  parseBinaries,
  parseDuration,
  parseFilled,
  parseFingerprintKey,
  parseGithubToken,
  parsePath,
  parseSwitch,
  parseWholeNumber,
  reject,
} from './values.ts';
import { parseVariables, type VariableValue } from './variables.ts';

const modes = ['build', 'plan', 'lock', 'validate', 'reap'] as const;
type Mode = (typeof modes)[number];

export interface Inputs {
  readonly mode: Mode;
  readonly ami: readonly string[] | 'all';
  /** Absolute path of an existing folder, or of a file of templates. */
  readonly templates: string;
  /** Paths and globs relative to the workspace; null if the input is not set. */
  readonly reads: readonly string[] | null;
  /** The folder that Packer runs in, absolute; null is the templates' folder. */
  readonly workingDirectory: string | null;
  readonly varFiles: readonly VarFile[];
  /** Where `regionIsSet` is false, the one for templates that name none. */
  readonly region: string;
  readonly regionIsSet: boolean;
  readonly named: readonly NamedVariable[];
  /** Those of the input `variables`, without the named ones. */
  readonly variables: Readonly<Record<string, VariableValue>>;
  readonly packerVersion: string;
  readonly pluginVersion: string;
  /** Without a slash at its end. */
  readonly mirror: string | null;
  /** Armoured OpenPGP public key; null is the key pinned in the action. */
  readonly packerKey: string | null;
  /** A secret by which sensitive variables count in fingerprints; null leaves them out. */
  readonly fingerprintKey: string | null;
  /** For GitHub's API; null asks without one. */
  readonly githubToken: string | null;
  readonly binaries: BinariesInput;
  readonly maxParallel: number;
  readonly timeoutMs: number;
  /** Whether EC2 is asked for permission before anything is begun. */
  readonly rehearsal: boolean;
  /** Whether mode reap only shows what it would remove. */
  readonly dryRun: boolean;
  readonly lock: LockInput;
}

export interface InputsContext {
  readonly env: Environment;
  /** Folder of the user's repository; relative paths start here. */
  readonly workspace: string;
  /** Folder of the action itself. */
  readonly actionRoot: string;
}

/** Reads and checks all inputs; throws one ConfigurationError with every problem, each naming its input. */
export async function readInputs({ env, workspace, actionRoot }: InputsContext): Promise<Inputs> {
  const problems = new ProblemCollector();
  const read = <T>(input: InputName, parse: Parser<T>): T | undefined =>
    problems.attempt(input, () => parseFilled(inputText(env, input), parse));
  const readOptional = <T, E>(input: InputName, parse: Parser<T>, whenEmpty: E): T | E | undefined =>
    inputText(env, input) === '' ? whenEmpty : read(input, parse);

  reportUnknownInputs(env, problems);
  const yaml = inputText(env, 'variables');
  const variables = (await problems.attemptAsync('variables', () => parseVariables(yaml))) ?? {};
  const named = readNamedVariables(env, variables, problems);
  const roots = { workspace, actionRoot };
  const region = named.find(({ variable }) => variable === 'aws_region');
  const mode = read('mode', parseMode);
  const readsText = inputText(env, 'reads');
  const reads = readsText === '' ? null : await problems.attemptAsync('reads', () => parseReads(readsText));
  const inputs = {
    mode,
    ami: read('ami', parseAmiNames),
    templates: readOptional(
      'templates',
      (text) => resolveTemplates(parsePath(text), roots),
      resolve(actionRoot, 'packer'),
    ),
    reads,
    workingDirectory: readOptional(
      'working-directory',
      (text) => resolveFolder(parsePath(text), roots),
      null,
    ),
    varFiles: readOptional('var-files', (text) => parseVarFiles(text, roots), []),
    region: region?.value,
    regionIsSet: region?.isDefault === false,
    named,
    variables: withoutNamed(variables),
    packerVersion: read('packer-version', createSoundVersionParser('packer-version')),
    pluginVersion: read('plugin-version', createSoundVersionParser('plugin-version')),
    mirror: readOptional('mirror', parseBaseUrl, null),
    packerKey: readOptional('packer-key', (text) => readArmouredKey(text, workspace), null),
    fingerprintKey: readOptional('fingerprint-key', parseFingerprintKey, null),
    githubToken: readOptional('github-token', parseGithubToken, null),
    binaries: read('binaries', parseBinaries),
    maxParallel: read('max-parallel', parseWholeNumber(1, 64)),
    timeoutMs: read('timeout', parseDuration),
    rehearsal: read('rehearsal', parseSwitch),
    dryRun: read('dry-run', parseSwitch),
    lock: read('lock', (text) => parseLockInput(text, workspace, defaults.lock)),
  };
  if (mode === 'lock' && inputs.lock?.kind === 'text')
    problems.add('lock', 'is a lock, but mode lock writes one: name a file');
  if (mode === 'reap' && inputs.ami !== undefined && inputs.ami !== 'all')
    problems.add('ami', 'names AMIs, but mode reap removes what any run left of any AMI: set it to all');
  if (!problems.isEmpty || !isComplete(inputs)) throw new InputsError(problems.list, inputs);
  return inputs;
}

/** What is wrong with the inputs. */
export class InputsError extends ConfigurationError {
  /** The inputs that could be read, by which the templates can be looked into all the same. */
  readonly readable: ReadableInputs;

  constructor(problems: readonly Problem[], readable: ReadableInputs) {
    super(problems);
    this.name = 'InputsError';
    this.readable = readable;
  }
}

export type ReadableInputs = { readonly [K in keyof Inputs]?: Inputs[K] | undefined };

const parseMode: Parser<Mode> = (text) =>
  modes.find((mode) => mode === text) ?? reject(text, `a mode: there are ${modes.join(', ')}`);

/** Every value that could not be read has left a problem, so this is true where there are none. */
function isComplete<T extends object>(
  inputs: T,
): inputs is T & { readonly [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.values(inputs).every((value) => value !== undefined);
}
