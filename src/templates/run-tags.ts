/** Whether a recipe's source hands the run's tags on to what Packer creates. */

import { expandBlocks, findAttribute } from '../evaluate/blocks.ts';
import { Dependencies } from '../evaluate/dependencies.ts';
import type { Value } from '../evaluate/values.ts';
import { TemplateEnvironment } from './environment.ts';
import { sourceNames } from './recipe-dependencies.ts';
import type { Recipe } from './recipes.ts';
import type { Templates } from './templates.ts';

/** Attributes of the plugin by which it tags what it creates. */
export type RunTagsAttribute = 'run_tags' | 'run_volume_tags' | 'spot_tags';

/**
 * The attributes that should read `var.run_tags`, and do not. Of a spot builder the launch template bears `spot_tags` alone
 * (packer-plugin-amazon, common/step_run_spot_instance.go); a volume bears `run_volume_tags` alone (builder/ebs/builder.go).
 */
export function findUntagged(
  recipe: Recipe,
  templates: Templates,
  filled: ReadonlyMap<string, Value>,
): RunTagsAttribute[] {
  const reader = new SourceReader(recipe, templates, filled);
  const price = reader.read('spot_price').value;
  // common/run_config.go, IsSpotInstance.
  const isSpot = typeof price === 'string' && price !== '' && price !== '0';
  const needed: readonly RunTagsAttribute[] = isSpot
    ? ['run_tags', 'run_volume_tags', 'spot_tags']
    : ['run_tags', 'run_volume_tags'];
  return needed.filter((name) => !reader.readsRunTags(name));
}

class SourceReader {
  readonly #recipe: Recipe;
  readonly #environment: TemplateEnvironment;

  constructor(recipe: Recipe, templates: Templates, filled: ReadonlyMap<string, Value>) {
    this.#recipe = recipe;
    this.#environment = new TemplateEnvironment(templates, templates.files, filled);
  }

  /** The attribute's value and what it reads; the build's own source block wins. */
  read(name: string): { readonly value: Value; readonly reads: Dependencies } {
    const reads = new Dependencies();
    for (const block of this.#blocks()) {
      const attribute = findAttribute(block.body, name);
      if (attribute === undefined) continue;
      const scope = { names: this.#namesOf(block), reads, file: block.file };
      return { value: this.#environment.evaluator.evaluate(attribute.value, scope), reads };
    }
    return { value: null, reads };
  }

  /** The attribute, or a block for each tag, as in `dynamic "run_tag"`, adds the run's tags. */
  readsRunTags(name: RunTagsAttribute): boolean {
    if (this.read(name).reads.variables.has('run_tags')) return true;
    const type = name.slice(0, -1);
    return this.#blocks().some((block) => {
      const reads = new Dependencies();
      const scope = { names: this.#namesOf(block), reads, file: block.file };
      const blocks = block.body.blocks.filter((inner) => [inner.type, ...inner.labels].includes(type));
      expandBlocks({ attributes: [], blocks }, this.#environment.evaluator, scope);
      return reads.variables.has('run_tags');
    });
  }

  #blocks() {
    const { source, addition } = this.#recipe;
    return addition === null ? [source] : [addition, source];
  }

  #namesOf({ names }: Recipe['source']) {
    return new Map([['source', sourceNames(this.#recipe)], ...names]);
  }
}
