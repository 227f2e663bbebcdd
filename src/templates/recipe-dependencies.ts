/** Finds everything that a recipe reads. Where a path is not known, that is noted, and the whole workspace counts. */

import { type ExpandedBlock, expandBlocks, findAttribute } from '../evaluate/blocks.ts';
import { Dependencies } from '../evaluate/dependencies.ts';
import type { Names, Scope } from '../evaluate/scope.ts';
import { isList, isObject, OneOf, textsIn, Unknown, type Value } from '../evaluate/values.ts';
import type { Block } from '../hcl/ast.ts';
import { canonicalBlock } from '../hcl/canonical.ts';
import { readBody } from './bodies.ts';
import type { TemplateEnvironment } from './environment.ts';
import { bodyWithoutInertOptions, withoutInertOptions } from './inert-options.ts';
import { PathReader } from './paths.ts';
import { findProvisionerReads } from './provisioners.ts';
import type { Recipe, ScopedBlock } from './recipes.ts';
import { type SourceAttributes, type SourceImage, sourceImage } from './source-image.ts';
import type { Templates } from './templates.ts';

/** A part of the templates' text that belongs to the recipe. */
export interface RecipePart {
  /** `source`, `build`, or `source in the build` for what the build's own source block adds. */
  readonly what: string;
  readonly file: string;
  /** What it says; see hcl/canonical.ts. */
  readonly canonical: string;
}

export interface RecipeDependencies {
  readonly reads: Dependencies;
  readonly parts: readonly RecipePart[];
  readonly source: SourceImage;
  /** The regions that `ami_regions` names; null where they are not known before the build. */
  readonly regions: readonly string[] | null;
  /** Plugins of `required_plugins` that the recipe uses, besides amazon. */
  readonly plugins: readonly string[];
}

/** Attributes of a source that name a local file whose content can change the image. */
const sourceFiles = ['user_data_file'];

export function readDependencies(
  recipe: Recipe,
  templates: Templates,
  environment: TemplateEnvironment,
): RecipeDependencies {
  return new DependencyReader(recipe, templates, environment).read();
}

class DependencyReader {
  readonly #recipe: Recipe;
  readonly #templates: Templates;
  readonly #environment: TemplateEnvironment;
  readonly #reads = new Dependencies();
  readonly #paths: PathReader;
  /** Types of all provisioners. */
  readonly #types: string[] = [];

  constructor(recipe: Recipe, templates: Templates, environment: TemplateEnvironment) {
    this.#recipe = recipe;
    this.#templates = templates;
    this.#environment = environment;
    this.#paths = new PathReader(templates, this.#reads);
  }

  read(): RecipeDependencies {
    const { source, addition } = this.#recipe;
    const { values, filter } = this.#readSource();
    for (const name of sourceFiles) {
      const use = { what: name, file: source.file, line: source.span.line, as: 'bytes' } as const;
      this.#paths.read(values.get(name) ?? null, use);
    }
    const parts = [
      toPart('source', source, [source.span]),
      ...(addition === null ? [] : [toPart('source in the build', addition, [addition.span])]),
      this.#readBuild(),
    ];
    const attributes = { sourceAmi: values.get('source_ami'), filter };
    return {
      reads: this.#reads,
      parts,
      source: sourceImage(attributes, this.#templates, this.#environment),
      regions: toRegions(values.get('ami_regions') ?? []),
      plugins: [...this.#templates.plugins.keys()].filter(
        (plugin) => plugin !== 'amazon' && this.#usesPlugin(plugin),
      ),
    };
  }

  /** Reads the source block, and the build's own source block, whose attributes win. */
  #readSource(): Pick<SourceAttributes, 'filter'> & { readonly values: ReadonlyMap<string, Value> } {
    const { source, addition } = this.#recipe;
    const { evaluator } = this.#environment;
    const values = new Map<string, Value>();
    let filter: SourceAttributes['filter'] = null;
    for (const block of addition === null ? [source] : [source, addition]) {
      const scope = this.#scopeOf(block);
      const body = bodyWithoutInertOptions('source', block.body);
      for (const [name, value] of readBody(evaluator, body, scope, true)) values.set(name, value);
      const filters = block.body.blocks.filter(({ type, labels }) =>
        [type, ...labels].includes('source_ami_filter'),
      );
      for (const inner of expandBlocks({ attributes: [], blocks: filters }, evaluator, scope)) {
        filter = { body: inner.body, scope: { ...scope, names: inner.names, reads: new Dependencies() } };
      }
    }
    return { values, filter };
  }

  /** A plugin's components are called as the plugin, or begin with its name and a dash. */
  #usesPlugin(plugin: string): boolean {
    const types = [...this.#types, ...[...this.#reads.data].map((ref) => ref.split('.')[0] ?? '')];
    return types.some((type) => type === plugin || type.startsWith(`${plugin}-`));
  }

  /** Adds the names that Packer defines inside a source and a build. */
  #scopeOf(block: { readonly file: string; readonly names: Names }): Scope {
    // A dynamic block's own names win: its iterator may be called source.
    const names: Names = new Map<string, Value>([
      ['source', sourceNames(this.#recipe)],
      ['build', new Map<string, Value>([['name', this.#recipe.buildName ?? new Unknown({ kind: 'time' })]])],
      ...block.names,
    ]);
    return { names, reads: this.#reads, file: block.file };
  }

  /**
   * Reads the build's provisioners that apply to this source, in their order. Of a build whose
   * error-cleanup-provisioner runs comes no image (commonsteps/step_provision.go of packer-plugin-sdk); post-processors
   * run when it is finished, and hcp_packer_registry labels it.
   */
  #readBuild(): RecipePart {
    const { build } = this.#recipe;
    const scope = this.#scopeOf(build);
    const blocks: Block[] = [];
    for (const block of expandBlocks(build.body, this.#environment.evaluator, scope)) {
      const inner = { ...scope, names: block.names };
      if (block.type !== 'provisioner' || !this.#appliesToSource(block, inner)) continue;
      blocks.push(block.span);
      this.#readStep(block, inner);
    }
    return toPart('build', build, blocks);
  }

  /** `only` and `except` hold `type.name` of sources. Where they are unknown, the block counts. */
  #appliesToSource(block: ExpandedBlock, scope: Scope): boolean {
    const ref = `${this.#recipe.builder}.${this.#recipe.sourceName}`;
    const evaluate = (name: string): Value => {
      const attribute = findAttribute(block.body, name);
      return attribute === undefined
        ? null
        : this.#environment.evaluator.evaluate(attribute.value, { ...scope, names: block.names });
    };
    const only = evaluate('only');
    const except = evaluate('except');
    const isKnown = isList(only) && only.length > 0 && only.every((item) => typeof item === 'string');
    if (isKnown && !only.includes(ref)) return false;
    return !(isList(except) && except.includes(ref));
  }

  /** Reads a provisioner. */
  #readStep(block: ExpandedBlock, scope: Scope): void {
    const [type] = block.labels;
    const body = bodyWithoutInertOptions(block.type, block.body);
    const values = readBody(this.#environment.evaluator, body, scope, false);
    const at = { file: scope.file, line: block.span.line };
    this.#types.push(type ?? '');
    for (const [name, value] of this.#readOverride(values.get('override') ?? null, at)) {
      values.set(name, OneOf.of([value, values.get(name) ?? value]));
    }
    if (type === undefined || type === null) {
      this.#paths.readProgram(values, { what: `a ${block.type} of unknown type`, ...at });
      return;
    }
    const { paths, as, doubt, mayAppear } = findProvisionerReads(type, values);
    for (const { name, value } of paths) this.#paths.read(value, { what: name, ...at, as, mayAppear });
    if (doubt !== null) this.#paths.readProgram(values, { what: doubt, ...at });
    const others = [...values.values()].filter((value) => !paths.some((path) => path.value === value));
    if (others.flatMap(textsIn).some((text) => this.#saysWhereItRuns(text))) this.#reads.others.add('cwd');
  }

  /** Whether the path of Packer's folder stands in a text, such as a command; as the begin of a file's path it does not count. */
  #saysWhereItRuns(text: string): boolean {
    const { cwd, files } = this.#templates;
    if (!text.includes(cwd)) return false;
    return !text.startsWith(cwd) || text.includes('\0') || files.kindOf(text) === null;
  }

  /** The attributes that `override` sets for this source. */
  #readOverride(
    override: Value,
    at: { readonly file: string; readonly line: number },
  ): ReadonlyMap<string, Value> {
    const own = isObject(override) ? (override.get(this.#recipe.sourceName) ?? null) : override;
    if (isObject(own)) return own;
    if (own !== null) this.#reads.doubt({ what: 'override', ...at, outside: true });
    return new Map();
  }
}

/** A part of the recipe that consists of these blocks of a file; those of one `dynamic` are one. */
function toPart(what: string, { file }: ScopedBlock, blocks: readonly Block[]): RecipePart {
  const distinct = [...new Set(blocks)];
  return {
    what,
    file,
    canonical: distinct.map((block) => canonicalBlock(withoutInertOptions(block))).join('\n'),
  };
}

function toRegions(value: Value): readonly string[] | null {
  const regions = isList(value) ? value.filter((item) => typeof item === 'string') : [];
  return isList(value) && regions.length === value.length ? [...new Set(regions)].sort() : null;
}

/** What `source.type` and `source.name` are. */
export function sourceNames({ builder, sourceName }: Pick<Recipe, 'builder' | 'sourceName'>): Value {
  return new Map([
    ['type', builder],
    ['name', sourceName],
  ]);
}
