/** The input `variables`: a YAML or JSON mapping of Packer variables. */

import { ConfigurationError, type Problem } from '../errors.ts';
import { isRecord } from '../json.ts';
import { parseYaml } from './yaml.ts';

/** The value of a Packer variable, as in JSON. The input allows no null, which only defaults in the templates may be. */
export type VariableValue =
  | null
  | string
  | number
  | boolean
  | readonly VariableValue[]
  | { readonly [name: string]: VariableValue };

/** The variables by name; throws a ConfigurationError that names every key with a problem. */
export async function parseVariables(text: string): Promise<Record<string, VariableValue>> {
  if (text.trim() === '') return {};
  const value = await parseYaml(text, 'core');
  if (!isRecord(value)) {
    throw new ConfigurationError('is not a mapping of names to values, such as `liqo_version: "1.2.0"`');
  }
  const problems: Problem[] = [];
  const variables: [string, VariableValue][] = [];
  for (const [name, entry] of Object.entries(value)) {
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) {
      problems.push({
        message: `has the key ${JSON.stringify(name)}, which is not the name of a variable (letters, digits, _ and -)`,
      });
    } else if (!isValue(entry)) {
      problems.push({ message: `gives ${name} no value: leave it out, or write "" for an empty text` });
    } else variables.push([name, entry]);
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  // A key such as __proto__ must stay a key, so the record is not built by assignments.
  return Object.fromEntries(variables);
}

function isValue(value: unknown): value is VariableValue {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string' || typeof value === 'boolean') return true;
  if (Array.isArray(value)) return value.every(isValue);
  return isRecord(value) && Object.values(value).every(isValue);
}
