/**
 * Variables that the action fills in itself where templates declare them. A variable has its role only while its own
 * value is empty ("", {} or none): a template that uses such a name for something of its own keeps it.
 */

import { ConfigurationError } from '../errors.ts';
import { goProgramsDir } from './environment.ts';
import { isList, isObject, Unknown, type Value } from './evaluate/values.ts';
import type { Recipe } from './recipes.ts';
import type { Templates } from './templates.ts';

/** Of no consequence for the image's content: never part of a fingerprint. */
const ofTheRun = new Set(['run_tags', 'ami_tags', 'fingerprint', 'download_mirror']);

export interface FilledVariables {
  /** What each variable stands for while the templates are read. */
  readonly values: ReadonlyMap<string, Value>;
  /** Variable to the recipe whose AMI it takes: `base_ami` takes that of the recipe `base`. */
  readonly parents: ReadonlyMap<string, Recipe>;
}

/** Throws a ConfigurationError where a user sets what only the action can know. */
export function findFilledVariables(templates: Templates): FilledVariables {
  const values = new Map<string, Value>();
  const parents = new Map<string, Recipe>();
  for (const name of templates.variables.names()) {
    const role = isEmpty(templates.variables.value(name)) ? roleOf(name) : null;
    const parent = parentOf(name, templates.recipes);
    if (role !== null) values.set(name, role);
    else if (parent !== null && isEmpty(templates.variables.value(name))) {
      values.set(name, new Unknown({ kind: 'parent', variable: name }));
      parents.set(name, parent);
    }
  }
  const taken = [...ofTheRun, 'resolved_artifacts'].filter((name) => name in templates.given);
  if (taken.length > 0) {
    throw new ConfigurationError(
      taken.map(
        (name) =>
          `Input variables: ${name} is set by the action itself; remove it, or give the variable another name`,
      ),
    );
  }
  return { values, parents };
}

function roleOf(name: string): Value | null {
  if (ofTheRun.has(name)) return new Unknown({ kind: 'action', variable: name });
  if (name === 'resolved_artifacts') return new Unknown({ kind: 'artifacts' });
  if (name === 'source_ami') return new Unknown({ kind: 'source' });
  return name === 'go_programs_dir' ? goProgramsDir : null;
}

/** `gpu_worker_ami` takes the AMI of `gpu-worker` or `gpu_worker`. */
function parentOf(variable: string, recipes: readonly Recipe[]): Recipe | null {
  if (!variable.endsWith('_ami')) return null;
  const name = variable.slice(0, -'_ami'.length);
  return (
    recipes.find((recipe) => recipe.foreign === null && recipe.name.replaceAll(/[-.]/g, '_') === name) ?? null
  );
}

function isEmpty(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return (isList(value) && value.length === 0) || (isObject(value) && value.size === 0);
}
