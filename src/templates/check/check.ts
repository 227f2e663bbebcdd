/** Finds what Packer would refuse in templates, before anything is fetched or started. */

import type { Problem } from '../../errors.ts';
import type { HclFile } from '../../hcl/ast.ts';
import type { TemplateEnvironment } from '../environment.ts';
import type { Recipe } from '../recipes.ts';
import type { Templates } from '../templates.ts';
import { checkDeclarations } from './declarations.ts';
import { ExpressionChecker } from './expressions.ts';
import { checkRecipe } from './recipe.ts';
import {
  checkDeclaredVariables,
  checkUnset,
  checkValidations,
  checkValues,
  type VariableSources,
} from './variables.ts';
import { checkVersions, type UsedVersions } from './versions.ts';

export interface CheckRequest {
  readonly files: readonly HclFile[];
  readonly templates: Pick<Templates, 'folder' | 'cwd' | 'files' | 'variables' | 'locals' | 'data'>;
  /** In which the variables that the action fills in have placeholders. */
  readonly environment: TemplateEnvironment;
  readonly filled: ReadonlySet<string>;
  readonly sources: VariableSources;
  /** The recipes that are asked for: Packer does not look into others. */
  readonly recipes: readonly Recipe[];
  /** Undefined where versions are not compared. */
  readonly used: UsedVersions | undefined;
  /** Whether variables may get their values yet. */
  readonly isPartial: boolean;
}

export function checkTemplates(request: CheckRequest): (Problem | string)[] {
  const { files, templates, environment, filled, sources, recipes, used, isPartial } = request;
  const { variables, locals, data, folder, cwd } = templates;
  const known = {
    variables: new Set(variables.names()),
    values: variables,
    locals: new Set(locals.keys()),
    data: new Set(data.keys()),
    folder,
    cwd,
  };
  const checker = new ExpressionChecker(known, environment, templates.files);
  checkDeclaredVariables(files, variables, checker);
  for (const { file, at } of locals.values())
    checker.check(at.value, { in: 'local', file, names: new Map() });
  for (const { file, at } of data.values())
    checker.checkBody(at.body, { in: 'data', file, names: new Map() });
  for (const { path, body } of files) {
    for (const build of body.blocks.filter(({ type }) => type === 'build')) {
      for (const { value } of build.body.attributes)
        checker.check(value, { in: 'local', file: path, names: new Map() });
    }
  }
  for (const recipe of recipes) checkRecipe(recipe, templates, checker);
  return [
    ...checkDeclarations(files),
    ...checkVersions(files, used),
    ...checker.problems,
    ...checkValues(variables, sources),
    ...(isPartial ? [] : checkUnset(variables, filled)),
    ...checkValidations(files, variables, environment, filled),
  ];
}
