/** What one recipe reads, soundly: where a path cannot be known, that is noted, and the whole folder counts. */

import { goProgramsDir, readBody, type TemplateEnvironment } from './environment.ts';
import { attribute, type ExpandedBlock, expandBlocks } from './evaluate/blocks.ts';
import { Dependencies } from './evaluate/reads.ts';
import type { Names, Scope } from './evaluate/scope.ts';
import { isList, isObject, OneOf, unsupported, type Value } from './evaluate/values.ts';
import { absolute } from './files.ts';
import type { Span } from './hcl/ast.ts';
import { isLocalPath, provisionerReads } from './provisioners.ts';
import type { Recipe, ScopedBlock } from './recipes.ts';
import { type SourceImage, sourceImage } from './source-image.ts';
import type { Templates } from './templates.ts';

/** A part of a template's text that makes the recipe. */
export interface TemplatePart {
  /** `source`, `build`, and what the build's own source block adds. */
  readonly what: string;
  readonly file: string;
  /** Without comments and layout. */
  readonly canonical: string;
}

export interface RecipeDependencies {
  readonly reads: Dependencies;
  readonly parts: readonly TemplatePart[];
  readonly source: SourceImage;
  /** The region that the templates build in; null where it is not known before. */
  readonly region: string | null;
  /** Plugins of `required_plugins` that the recipe's provisioners use, amazon's aside. */
  readonly plugins: readonly string[];
}

/** Attributes of a source that name a file of the machine that runs Packer, and have a say in the image. */
const sourceFiles = ['user_data_file'];

/** What comes after the image is made, as post-processors do, has no say in it. */
const provisioners = new Set(['provisioner', 'error-cleanup-provisioner']);

export function readDependencies(
  recipe: Recipe,
  templates: Templates,
  world: TemplateEnvironment,
): RecipeDependencies {
  const reader = new DependencyReader(recipe, templates, world);
  return reader.read();
}

class DependencyReader {
  readonly #recipe: Recipe;
  readonly #templates: Templates;
  readonly #world: TemplateEnvironment;
  readonly #reads = new Dependencies();
  readonly #types: string[] = [];

  constructor(recipe: Recipe, templates: Templates, world: TemplateEnvironment) {
    this.#recipe = recipe;
    this.#templates = templates;
    this.#world = world;
  }

  read(): RecipeDependencies {
    const { source, addition } = this.#recipe;
    const values = new Map<string, Value>();
    let filter: { body: ExpandedBlock['body']; around: Scope } | null = null;
    for (const block of [source, ...(addition === null ? [] : [addition])]) {
      const around = this.#around(block);
      for (const [name, value] of readBody(this.#world.evaluator, block.body, around, true))
        values.set(name, value);
      for (const inner of expandBlocks(block.body, this.#world.evaluator, around)) {
        if (inner.type !== 'source_ami_filter') continue;
        filter = { body: inner.body, around: { ...around, names: inner.names, reads: new Dependencies() } };
      }
    }
    for (const name of sourceFiles) this.#path(values.get(name) ?? null, name, source.file, source.span);
    const parts = [
      this.#part('source', source, [source.span]),
      ...(addition === null ? [] : [this.#part('source in the build', addition, [addition.span])]),
      this.#buildPart(),
    ];
    const region = values.get('region');
    return {
      reads: this.#reads,
      parts,
      source: sourceImage({ sourceAmi: values.get('source_ami'), filter }, this.#templates, this.#world),
      region: typeof region === 'string' ? region : null,
      plugins: [...this.#templates.plugins.keys()].filter(
        (plugin) => plugin !== 'amazon' && this.#uses(plugin),
      ),
    };
  }

  /** A plugin's parts are called as the plugin, or begin with its name and a dash. */
  #uses(plugin: string): boolean {
    const types = [...this.#types, ...[...this.#reads.data].map((ref) => ref.split('.')[0] ?? '')];
    return types.some((type) => type === plugin || type.startsWith(`${plugin}-`));
  }

  /** Names that Packer gives inside a source and a build. */
  #around(block: { readonly file: string; readonly names: Names }): Scope {
    // The name that a dynamic block gives comes first: its iterator may be called source.
    const names: Names = new Map<string, Value>([
      ['source', sourceNames(this.#recipe)],
      ['build', new Map<string, Value>([['name', this.#recipe.buildName]])],
      ...block.names,
    ]);
    return { names, reads: this.#reads, file: block.file };
  }

  /** The build's name and those blocks that are for this source, in their order. */
  #buildPart(): TemplatePart {
    const { build } = this.#recipe;
    const around = this.#around(build);
    const spans: Span[] = [];
    for (const block of expandBlocks(build.body, this.#world.evaluator, around)) {
      if (block.type === 'source') continue;
      const inner = { ...around, names: block.names };
      if (block.type === 'post-processors') {
        spans.push(block.span);
        for (const one of expandBlocks(block.body, this.#world.evaluator, inner)) {
          if (this.#isForThis(one, inner)) this.#readStep(one, { ...inner, names: one.names });
        }
      } else if (this.#isForThis(block, inner)) {
        spans.push(block.span);
        this.#readStep(block, inner);
      }
    }
    return this.#part('build', build, [...new Set(spans)]);
  }

  #part(what: string, block: ScopedBlock, spans: readonly Span[]): TemplatePart {
    const { file } = block;
    return { what, file, canonical: spans.map((span) => this.#templates.canonical(file, span)).join('\n\n') };
  }

  /** `only` and `except` hold `type.name` of sources; what is not known is for all. */
  #isForThis(block: ExpandedBlock, around: Scope): boolean {
    const ref = `${this.#recipe.builder}.${this.#recipe.sourceName}`;
    const listed = (name: string): Value => {
      const at = attribute(block.body, name);
      return at === undefined
        ? null
        : this.#world.evaluator.evaluate(at.value, { ...around, names: block.names });
    };
    const only = listed('only');
    const except = listed('except');
    if (
      isList(only) &&
      only.length > 0 &&
      only.every((one) => typeof one === 'string') &&
      !only.includes(ref)
    ) {
      return false;
    }
    return !(isList(except) && except.includes(ref));
  }

  #readStep(block: ExpandedBlock, around: Scope): void {
    const [type] = block.labels;
    const values = readBody(this.#world.evaluator, block.body, around, false);
    const at = { file: around.file, line: block.span.line };
    this.#types.push(type ?? '');
    if (!provisioners.has(block.type)) return;
    if (type === undefined || type === null)
      this.#reads.doubt({ what: `a ${block.type} of unknown type`, ...at });
    for (const override of this.#overrides(values.get('override') ?? null, around.file, block.span)) {
      for (const [name, value] of override) values.set(name, OneOf.of([value, values.get(name) ?? value]));
    }
    const { paths, doubt, mayAppear } = provisionerReads(type ?? '', values);
    if (doubt !== null) this.#reads.doubt({ what: doubt, ...at });
    for (const { name, value } of paths) this.#path(value, name, around.file, block.span, mayAppear);
    if (doubt !== null) for (const [name, value] of values) this.#pathIfThere(value, name);
  }

  #overrides(value: Value, file: string, { line }: Span): ReadonlyMap<string, Value>[] {
    if (value === null) return [];
    const own = isObject(value) ? (value.get(this.#recipe.sourceName) ?? null) : unsupported('override');
    if (own === null) return [];
    if (isObject(own)) return [own];
    this.#reads.doubt({ what: 'override', file, line });
    return [];
  }

  /** Notes the file or folder that a value names. `mayAppear`: it need not be there yet. */
  #path(value: Value, what: string, file: string, span: Span, mayAppear = false): void {
    if (value === null || value === '') return;
    if (isList(value)) for (const item of value) this.#path(item, what, file, span, mayAppear);
    else if (value instanceof OneOf)
      for (const one of value.options) this.#path(one, what, file, span, mayAppear);
    else if (typeof value === 'string' && value.startsWith(goProgramsDir)) this.#reads.others.add('agent');
    else if (typeof value === 'string' && isLocalPath(value)) {
      const full = absolute(this.#templates.cwd, value);
      this.#reads.files.add(full);
      if (mayAppear && !this.#templates.files.exists(full)) {
        this.#reads.doubt({
          what: `${what} ${JSON.stringify(value)}, which appears during the build`,
          file,
          line: span.line,
        });
      }
    } else this.#reads.doubt({ what, file, line: span.line });
  }

  /** In a provisioner that is not known, whatever names something that exists is taken to be read. */
  #pathIfThere(value: Value, what: string): void {
    if (isList(value)) for (const item of value) this.#pathIfThere(item, what);
    if (typeof value !== 'string' || value === '' || value.length > 4096 || value.includes('\0')) return;
    const full = absolute(this.#templates.cwd, value);
    if (this.#templates.files.exists(full)) this.#reads.files.add(full);
  }
}

/** What `source.type` and `source.name` are. */
export function sourceNames({ builder, sourceName }: Recipe): Value {
  return new Map([
    ['type', builder],
    ['name', sourceName],
  ]);
}
