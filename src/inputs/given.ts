/** Which variables Packer is given: those of the inputs that the templates declare. */

import { ConfigurationError, type Fault } from '../errors.ts';
import type { Inputs, VariableValue } from '../inputs.ts';

/**
 * The variables of `inputs` that are declared. What the user asked for and nothing declares is a fault, as it would be
 * without effect; what was left at its default is not.
 * @param declared Names of the variables that the templates declare.
 */
export function givenVariables(
  inputs: Pick<Inputs, 'named' | 'variables' | 'templates'>,
  declared: ReadonlySet<string>,
): Record<string, VariableValue> {
  const list = [...declared].sort().join(', ') || 'none';
  const faults: Fault[] = [
    ...inputs.named
      .filter(({ explicit, variable }) => explicit && !declared.has(variable))
      .map(({ input, variable, value }) => ({
        message: `Input ${input}: is ${JSON.stringify(value)}, but the templates declare no variable ${variable}; they declare ${list}`,
      })),
    ...Object.keys(inputs.variables)
      .filter((name) => !declared.has(name))
      .map((name) => ({
        message: `Input variables: the templates declare no variable ${name}; they declare ${list}`,
      })),
  ];
  if (faults.length > 0) throw new ConfigurationError(faults);
  const named = inputs.named.filter(({ variable }) => declared.has(variable));
  return {
    ...Object.fromEntries(named.map(({ variable, value }) => [variable, value])),
    ...inputs.variables,
  };
}
