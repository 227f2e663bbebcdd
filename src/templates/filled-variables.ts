/**
 * Finds the variables that the action fills in where templates declare them. It fills in a variable only if it has the
 * documented type and its own value is empty ("", {} or none): a template that uses such a name for its own purpose keeps
 * its value.
 */

import { ConfigurationError } from '../errors.ts';
import { isList, isObject, Unknown, type Value } from '../evaluate/values.ts';
import { goProgramsDir } from './environment.ts';
import type { Recipe } from './recipes.ts';
import type { Templates } from './templates.ts';
import type { DeclaredVariable } from './variables.ts';

/** Variables that do not change the image's content: never part of a fingerprint. */
const runVariables = new Set(['run_tags', 'ami_tags', 'fingerprint', 'download_mirror']);

export interface FilledVariables {
  /** The value of each variable while the templates are read. */
  readonly values: ReadonlyMap<string, Value>;
  /** By variable, the recipe whose AMI it takes: `base_ami` takes the AMI of the recipe `base`. */
  readonly parents: ReadonlyMap<string, Recipe>;
}

/** Throws a ConfigurationError for a variable that the user sets and only the action can set. */
export function findFilledVariables(templates: Templates): FilledVariables {
  const values = new Map<string, Value>();
  const parents = new Map<string, Recipe>();
  for (const name of templates.variables.names()) {
    if (!isEmpty(templates.variables.value(name)) || !hasRole(templates.variables.declared.get(name)))
      continue;
    const value = placeholderFor(name);
    const parent = findParent(name, templates.recipes);
    if (value !== null) values.set(name, value);
    else if (parent !== null) {
      values.set(name, new Unknown({ kind: 'parent', variable: name }));
      parents.set(name, parent);
    }
  }
  const reserved = [...runVariables, 'resolved_artifacts'].filter(
    (name) => name in templates.providedVariables,
  );
  if (reserved.length > 0) {
    throw new ConfigurationError(
      reserved.map(
        (name) =>
          `Input variables: ${name} is set by the action itself; remove it, or give the variable another name`,
      ),
    );
  }
  return { values, parents };
}

function placeholderFor(name: string): Value | null {
  if (runVariables.has(name)) return new Unknown({ kind: 'action', variable: name });
  if (name === 'resolved_artifacts') return new Unknown({ kind: 'artifacts' });
  if (name === 'source_ami') return new Unknown({ kind: 'source' });
  return name === 'go_programs_dir' ? goProgramsDir : null;
}

/** Finds the recipe whose AMI a variable takes: `gpu_worker_ami` takes that of `gpu-worker` or `gpu_worker`. */
function findParent(variable: string, recipes: readonly Recipe[]): Recipe | null {
  if (!variable.endsWith('_ami')) return null;
  const name = variable.slice(0, -'_ami'.length);
  return (
    recipes.find((recipe) => recipe.foreign === null && recipe.name.replaceAll(/[-.]/g, '_') === name) ?? null
  );
}

/** Types that each role takes; the empty one is that of a variable without a type. */
const textTypes = ['', 'any', 'string'];
const mapTypes = ['', 'any', 'map(string)', 'map(any)'];

/** Whether a variable has the type that is documented for its name. */
function hasRole(variable: DeclaredVariable | undefined): boolean {
  if (variable === undefined) return false;
  const { name, type, default: value } = variable;
  if (name === 'resolved_artifacts')
    return (type === '' && !isList(value ?? null)) || type === 'any' || type.startsWith('map(');
  if (name === 'run_tags' || name === 'ami_tags') return mapTypes.includes(type) && !isList(value ?? null);
  // Packer's own lookup stands behind an empty source_ami; without a default, the user has to name an image.
  if (name === 'source_ami' && value === undefined) return false;
  return textTypes.includes(type) && (value === undefined || value === null || typeof value === 'string');
}

function isEmpty(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return (isList(value) && value.length === 0) || (isObject(value) && value.size === 0);
}
