/** The only place that reads the action's inputs: raw text in, one typed Inputs out, or every fault at once. */

import { resolve } from 'node:path';
import { ConfigurationError, type Problem } from '../errors.ts';
import type { Environment } from '../github/environment.ts';
import { type LockInput, parseLockInput, readArmouredKey, resolveFolder } from './paths.ts';
import * as values from './values.ts';
import { parseVariables, type VariableValue } from './variables.ts';

export type { LockInput } from './paths.ts';
export type { BinariesInput } from './values.ts';
export type { VariableValue } from './variables.ts';

/** The value of every input that is not given; action.yml repeats them for the runner, and a test compares the two. */
export const defaults: Readonly<Record<string, string>> = {
  ami: '',
  mode: 'build',
  templates: '',
  'aws-region': 'us-east-1',
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
  binaries: 'tools/carrierarr',
  'max-parallel': '4',
  timeout: '2h',
  lock: 'ami.lock.json',
};

/** An input that stands for one variable of the templates. */
export interface NamedVariable {
  readonly input: string;
  readonly variable: string;
  readonly value: string;
  /** That the user did not set it: then the templates need not declare the variable. */
  readonly isDefault: boolean;
}

export const modes = ['build', 'plan', 'lock'] as const;
export type Mode = (typeof modes)[number];

export interface Inputs {
  readonly mode: Mode;
  readonly ami: readonly string[] | 'all';
  /** Absolute path of an existing folder. */
  readonly templates: string;
  readonly region: string;
  readonly named: readonly NamedVariable[];
  /** Those of the input `variables`, and no named ones. */
  readonly variables: Readonly<Record<string, VariableValue>>;
  readonly packerVersion: string;
  readonly pluginVersion: string;
  /** Without a slash at its end. */
  readonly mirror: string | null;
  /** Armoured OpenPGP public key; null is the key pinned in the action. */
  readonly packerKey: string | null;
  readonly binaries: values.BinariesInput;
  readonly maxParallel: number;
  readonly timeoutMs: number;
  readonly lock: LockInput;
}

export interface InputsContext {
  readonly env: Environment;
  /** Folder of the user's repository; relative paths start here. */
  readonly workspace: string;
  /** Folder of the action itself. */
  readonly actionRoot: string;
}

const namedInputs: readonly { input: string; variable: string; parse: values.Parser<string> }[] = [
  { input: 'aws-region', variable: 'aws_region', parse: values.region },
  { input: 'nebula-version', variable: 'nebula_version', parse: values.version },
  { input: 'k3s-version', variable: 'k3s_version', parse: values.k3sVersion },
  { input: 'nvidia-driver-version', variable: 'nvidia_driver_version', parse: values.nvidiaMajor },
  { input: 'ollama-version', variable: 'ollama_version', parse: values.ollamaVersion },
  { input: 'ami-prefix', variable: 'ami_prefix', parse: values.amiPrefix },
];

const modeList = `a mode: there are ${modes.join(', ')}`;

/** Reads and checks all inputs; throws one ConfigurationError with every fault, each naming its input. */
export async function readInputs(context: InputsContext): Promise<Inputs> {
  const faults: Problem[] = [];
  const given = unknownInputs(context.env, faults);

  function failed(input: string, error: unknown): undefined {
    if (!(error instanceof ConfigurationError)) throw error;
    faults.push(...error.problems.map(({ message }) => ({ message: `Input ${input}: ${message}` })));
    return undefined;
  }
  function read<T>(input: string, parse: values.Parser<T>): T | undefined {
    return check(input, given(input), parse);
  }
  function check<T>(input: string, text: string, parse: values.Parser<T>): T | undefined {
    try {
      if (text === '') throw new ConfigurationError('is empty: it needs a value');
      return parse(text);
    } catch (error) {
      return failed(input, error);
    }
  }
  function readOptional<T>(input: string, parse: values.Parser<T>): T | null | undefined {
    return given(input) === '' ? null : read(input, parse);
  }

  const variables = await parseVariables(given('variables')).catch((error) => failed('variables', error));
  const named = namedInputs.map(({ input, variable, parse }): NamedVariable => {
    // What is not given, which a default cannot be told from, is left to `variables`, then, as with Packer, to PKR_VAR_name.
    if (given(input) !== defaults[input])
      return { input, variable, value: read(input, parse) ?? '', isDefault: false };
    const other = variables?.[variable];
    if (other !== undefined) {
      const value = check('variables', String(other), parse) ?? '';
      return { input: 'variables', variable, value, isDefault: false };
    }
    const fromEnv = context.env[`PKR_VAR_${variable}`]?.trim() ?? '';
    const value = fromEnv === '' ? read(input, parse) : check(input, fromEnv, parse);
    return { input, variable, value: value ?? '', isDefault: true };
  });
  const checked = {
    mode: read('mode', (text) => modes.find((mode) => mode === text) ?? values.reject(text, modeList)),
    ami: read('ami', values.amiNames),
    templates: readTemplatesFolder(),
    packerVersion: read('packer-version', values.version),
    pluginVersion: read('plugin-version', values.version),
    mirror: readOptional('mirror', values.baseUrl),
    packerKey: readOptional('packer-key', (text) => readArmouredKey(text, context.workspace)),
    binaries: read('binaries', values.binaries),
    maxParallel: read('max-parallel', values.wholeNumber(1, 64)),
    timeoutMs: read('timeout', values.duration),
    lock: read('lock', (text) => parseLockInput(text, context.workspace, defaults['lock'])),
  };
  faults.push(...findContradictions(named, variables ?? {}));
  if (checked.mode === 'lock' && checked.lock?.kind === 'text')
    faults.push({ message: 'Input lock: is a lock, but mode lock writes one: name a file' });
  if (faults.length > 0) throw new ConfigurationError(faults);
  const region = named.find(({ variable }) => variable === 'aws_region')?.value ?? '';
  return {
    ...(checked as Omit<Inputs, 'named' | 'region' | 'variables'>),
    named,
    region,
    variables: withoutNamed(variables ?? {}),
  };

  function readTemplatesFolder(): string | undefined {
    if (given('templates') === '') return resolve(context.actionRoot, 'packer');
    return read('templates', (text) => resolveFolder(values.relativeFolder(text), context));
  }
}

/** The trimmed text of an input, or its default. Unknown inputs are a fault only outside a runner, which warns of them itself. */
function unknownInputs(env: InputsContext['env'], faults: Problem[]): (input: string) => string {
  if (env['GITHUB_ACTIONS'] !== 'true') {
    const known = new Set(Object.keys(defaults).map(environmentName));
    for (const name of Object.keys(env)) {
      if (name.startsWith('INPUT_') && !known.has(name)) {
        faults.push({
          message: `Input ${name.slice(6).toLowerCase()}: there is no such input; there are ${Object.keys(defaults).join(', ')}`,
        });
      }
    }
  }
  return (input) => {
    const text = env[environmentName(input)]?.trim() ?? '';
    return text === '' ? (defaults[input] ?? '') : text;
  };
}

/** How the runner hands an input over: upper case, dashes kept. */
function environmentName(input: string): string {
  return `INPUT_${input.toUpperCase()}`;
}

/** A variable may be given by its own input and in `variables`, as long as both say the same. */
function findContradictions(
  named: readonly NamedVariable[],
  variables: Readonly<Record<string, VariableValue>>,
): Problem[] {
  return named
    .filter(
      ({ variable, value }) => value !== '' && variable in variables && String(variables[variable]) !== value,
    )
    .map(({ input, variable, value }) => ({
      message:
        `Input variables: gives ${variable} as ${JSON.stringify(variables[variable])}, but the input ${input} ` +
        `says ${JSON.stringify(value)}: set it by ${input} alone`,
    }));
}

function withoutNamed(variables: Readonly<Record<string, VariableValue>>): Record<string, VariableValue> {
  const names = new Set(namedInputs.map(({ variable }) => variable));
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.has(name)));
}
