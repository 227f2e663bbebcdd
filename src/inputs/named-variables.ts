/** Inputs that stand for one variable of the templates each, such as `aws-region` for `aws_region`. */

import type { Environment } from '../github/environment.ts';
import type { ProblemCollector } from './problem-collector.ts';
import { defaults, type InputName, inputText } from './raw-inputs.ts';
import {
  type Parser,
  parseAmiPrefix,
  parseFilled,
  parseK3sVersion,
  parseNvidiaMajor,
  parseOllamaVersion,
  parseRegion,
  parseVersion,
} from './values.ts';
import type { VariableValue } from './variables.ts';

export interface NamedVariable {
  /** The input that the value comes from: the variable's own, or `variables`. */
  readonly input: string;
  readonly variable: string;
  readonly value: string;
  /** True if the user did not set it; the templates need not declare the variable then. */
  readonly isDefault: boolean;
}

type Variables = Readonly<Record<string, VariableValue>>;

interface NamedInput {
  readonly input: InputName;
  readonly variable: string;
  readonly parse: Parser<string>;
}

const namedInputs: readonly NamedInput[] = [
  { input: 'aws-region', variable: 'aws_region', parse: parseRegion },
  { input: 'nebula-version', variable: 'nebula_version', parse: parseVersion },
  { input: 'k3s-version', variable: 'k3s_version', parse: parseK3sVersion },
  { input: 'nvidia-driver-version', variable: 'nvidia_driver_version', parse: parseNvidiaMajor },
  { input: 'ollama-version', variable: 'ollama_version', parse: parseOllamaVersion },
  { input: 'ami-prefix', variable: 'ami_prefix', parse: parseAmiPrefix },
];

/** The named variables whose values are right; what is wrong with the others is recorded. */
export function readNamedVariables(
  env: Environment,
  variables: Variables,
  problems: ProblemCollector,
): NamedVariable[] {
  const named = namedInputs.map(({ input: own, variable, parse }) => {
    const { input, text, isDefault } = findValue(own, variable, env, variables);
    const value = problems.attempt(input, () => parseFilled(text, parse));
    return value === undefined ? undefined : { input, variable, value, isDefault };
  });
  const valid = named.filter((item) => item !== undefined);
  reportContradictions(valid, variables, problems);
  return valid;
}

/** Those of the input `variables` that no input of their own stands for. */
export function withoutNamed(variables: Variables): Record<string, VariableValue> {
  const names = new Set(namedInputs.map(({ variable }) => variable));
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.has(name)));
}

/** In this order: the variable's own input, the input `variables`, PKR_VAR_name as with Packer, the default. */
function findValue(
  own: InputName,
  variable: string,
  env: Environment,
  variables: Variables,
): { readonly input: string; readonly text: string; readonly isDefault: boolean } {
  const text = inputText(env, own);
  // An input that is set to its default can't be told from one that isn't set, but the region's default is empty.
  if (text !== defaults[own]) return { input: own, text, isDefault: false };
  const other = variables[variable];
  if (other !== undefined) return { input: 'variables', text: String(other), isDefault: false };
  const fallback = own === 'aws-region' ? runnerRegion(env) : text;
  return { input: own, text: env[`PKR_VAR_${variable}`]?.trim() || fallback, isDefault: true };
}

/** The region that Packer's plugin takes where a template names none, as the AWS SDK finds it. */
function runnerRegion(env: Environment): string {
  return env['AWS_REGION']?.trim() || env['AWS_DEFAULT_REGION']?.trim() || 'us-east-1';
}

/** A variable may be set by its own input and in `variables`, as long as the two agree. */
function reportContradictions(
  named: readonly NamedVariable[],
  variables: Variables,
  problems: ProblemCollector,
): void {
  for (const { input, variable, value } of named) {
    const other = variables[variable];
    if (other === undefined || String(other) === value) continue;
    problems.add(
      'variables',
      `sets ${variable} to ${JSON.stringify(other)}, but the input ${input} is ${JSON.stringify(value)}: ` +
        `set it by ${input} alone`,
    );
  }
}
