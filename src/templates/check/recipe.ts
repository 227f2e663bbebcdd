/** Finds what makes Packer refuse a recipe: expressions of its source and steps, and local files that are missing. */

import { type ExpandedBlock, findAttribute } from '../../evaluate/blocks.ts';
import { isList, type Value } from '../../evaluate/values.ts';
import { goProgramsDir } from '../environment.ts';
import { resolvePath } from '../paths.ts';
import { problemAt } from '../problems.ts';
import { findProvisionerReads } from '../provisioners.ts';
import { sourceNames } from '../recipe-dependencies.ts';
import type { Recipe } from '../recipes.ts';
import { quoteWithoutSecrets } from '../sensitive.ts';
import type { Templates } from '../templates.ts';
import type { ExpressionChecker } from './expressions.ts';
import type { Position } from './references.ts';

/** Adds to the checker's problems. Steps that other sources have to themselves are left out. */
export function checkRecipe(
  recipe: Recipe,
  templates: Pick<Templates, 'cwd' | 'files' | 'variables'>,
  checker: ExpressionChecker,
): void {
  new RecipeChecker(recipe, templates, checker).check();
}

class RecipeChecker {
  readonly #recipe: Recipe;
  readonly #templates: Pick<Templates, 'cwd' | 'files' | 'variables'>;
  readonly #checker: ExpressionChecker;

  constructor(
    recipe: Recipe,
    templates: Pick<Templates, 'cwd' | 'files' | 'variables'>,
    checker: ExpressionChecker,
  ) {
    this.#recipe = recipe;
    this.#templates = templates;
    this.#checker = checker;
  }

  check(): void {
    const { source, addition, build } = this.#recipe;
    for (const block of addition === null ? [source] : [source, addition]) {
      const position: Position = { in: 'source', file: block.file, names: block.names };
      this.#checker.checkBody(block.body, position);
      this.#checkPaths(block, ['user_data_file'], this.#withSource(position));
    }
    const position: Position = { in: 'build', file: build.file, names: build.names };
    for (const block of this.#checker.expand(build.body, position)) {
      const inner = { ...position, names: block.names };
      const steps = block.type === 'post-processors' ? this.#checker.expand(block.body, inner) : [block];
      for (const step of steps) if (step.type !== 'source') this.#checkStep(step, inner);
    }
  }

  #checkStep(step: ExpandedBlock, position: Position): void {
    const inner = { ...position, names: step.names };
    if (!this.#applies(step, this.#withSource(inner))) return;
    this.#checker.checkBody(step.body, inner);
    const known = this.#withSource(inner);
    const type = step.labels[0] ?? '';
    const isProvisioner = step.type === 'provisioner' || step.type === 'error-cleanup-provisioner';
    if (!isProvisioner && type !== 'shell-local') return;
    // Another source's values may stand in override.
    if (findAttribute(step.body, 'override') !== undefined) return;
    const values = new Map(
      step.body.attributes.map(({ name, value }) => [name, this.#checker.evaluate(value, known)] as const),
    );
    const { paths, mayAppear } = findProvisionerReads(type, values);
    if (mayAppear) return;
    const read = new Set(paths.map(({ value }) => value));
    const names = [...values].filter(([, value]) => read.has(value)).map(([name]) => name);
    this.#checkPaths(step, names, known);
  }

  /** `only` and `except` hold `type.name` of sources; what is not known is taken for another source's. */
  #applies(step: ExpandedBlock, position: Position): boolean {
    const own = `${this.#recipe.builder}.${this.#recipe.sourceName}`;
    const listed = (name: string): boolean | null => {
      const attribute = findAttribute(step.body, name);
      if (attribute === undefined) return null;
      const value = this.#checker.evaluate(attribute.value, position);
      if (!isList(value)) return name === 'except';
      return value.length === 0 ? null : value.includes(own);
    };
    return listed('only') !== false && listed('except') !== true;
  }

  #checkPaths(block: Pick<ExpandedBlock, 'body'>, names: readonly string[], position: Position): void {
    for (const { name, value: expression } of block.body.attributes) {
      if (!names.includes(name)) continue;
      const value = this.#checker.evaluate(expression, position);
      const items = expression.kind === 'tuple' ? expression.items : [];
      const paths = isList(value) ? value : [value];
      paths.forEach((path, index) => {
        if (!this.#isMissing(path)) return;
        const at = items.length === paths.length ? (items[index] ?? expression) : expression;
        const shown = quoteWithoutSecrets(path, this.#templates.variables);
        const message = `${name} is ${shown}, and there is no such file`;
        this.#checker.problems.push(problemAt(position.file, at, message));
      });
    }
  }

  /** Packer renders `{{ … }}` during the build. */
  #isMissing(path: Value): path is string {
    if (typeof path !== 'string' || path === '' || path.includes('{{') || path.startsWith(goProgramsDir))
      return false;
    return this.#templates.files.kindOf(resolvePath(this.#templates.cwd, path)) === null;
  }

  #withSource(position: Position): Position {
    return { ...position, names: new Map([['source', sourceNames(this.#recipe)], ...position.names]) };
  }
}
