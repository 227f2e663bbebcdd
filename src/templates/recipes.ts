/** Finds the recipes of a folder: a pair of a build and a source that it uses, which makes one AMI. */

import type { Problem } from '../errors.ts';
import { type ExpandedBlock, expandBlocks, findAttribute } from '../evaluate/blocks.ts';
import { Dependencies } from '../evaluate/dependencies.ts';
import type { Evaluator } from '../evaluate/evaluator.ts';
import type { Scope } from '../evaluate/scope.ts';
import { isList, type Value } from '../evaluate/values.ts';
import type { Body } from '../hcl/ast.ts';
import type { TemplateEnvironment } from './environment.ts';
import { describeDuplicate, problemAt, suggest } from './problems.ts';
import { nameRecipes } from './recipe-names.ts';

/** An expanded block and the file that holds it. */
export interface ScopedBlock extends ExpandedBlock {
  readonly file: string;
}

export interface Recipe {
  /**
   * Its name in the input `ami`: the build's name; the source's name if the build has none; `build.source` if a named
   * build has several sources.
   */
  readonly name: string;
  /** The pattern for Packer's `-only` that selects it: `build.type.source`, or `type.source`. */
  readonly only: string;
  /** Such as `amazon-ebs`. */
  readonly builder: string;
  /** The build's name, empty where it has none, null where it is not known before the build. */
  readonly buildName: string | null;
  /** The source's name, or the local name that the build's `source` block gives it. */
  readonly sourceName: string;
  /** Whether its builder is the amazon plugin's `ebs`. */
  readonly isAmi: boolean;
  /** Whether its build has other sources too. */
  readonly isOneOfSeveral: boolean;
  /** Why the action cannot build it; null for an AMI that it can. */
  readonly foreign: string | null;
  readonly build: ScopedBlock;
  readonly source: ScopedBlock;
  /** The build's own `source` block, which adds attributes to the source; null where there is none. */
  readonly addition: ScopedBlock | null;
}

type UnnamedRecipe = Omit<Recipe, 'name' | 'only'>;

/** A source that a build uses; `localName` is empty where the build does not rename it. */
interface SourceUse {
  readonly type: string;
  readonly name: string;
  readonly localName: string;
  readonly addition: ScopedBlock | null;
}

/**
 * The recipes of all builds, in order of files and lines. What is wrong with them is added to `problems`.
 * @param amazonPlugins names under which the templates require the amazon plugin, which begin its builders' names
 */
export function findRecipes(
  blocks: readonly ScopedBlock[],
  environment: TemplateEnvironment,
  amazonPlugins: readonly string[],
  problems: Problem[],
): Recipe[] {
  const sources = collectSources(blocks, problems);
  const reader = new BuildReader(sources, environment, amazonPlugins, problems);
  const recipes = blocks.filter(({ type }) => type === 'build').flatMap((build) => reader.read(build));
  if (problems.length === 0 && recipes.length === 0) {
    problems.push({ message: 'the templates have no build block' });
  }
  return nameRecipes(recipes);
}

/** Source blocks by `type.name`. */
function collectSources(blocks: readonly ScopedBlock[], problems: Problem[]): Map<string, ScopedBlock> {
  const sources = new Map<string, ScopedBlock>();
  for (const block of blocks.filter(({ type }) => type === 'source')) {
    const ref = block.labels.join('.');
    const first = sources.get(ref);
    if (first === undefined) sources.set(ref, block);
    else {
      const where = { file: first.file, line: first.span.line };
      problems.push(problemAtBlock(block, describeDuplicate(`source ${ref}`, block.file, where)));
    }
  }
  return sources;
}

/** Reads `build` blocks, and adds what is wrong with them to `problems`. */
class BuildReader {
  readonly #sources: ReadonlyMap<string, ScopedBlock>;
  readonly #evaluator: Evaluator;
  readonly #builders: ReadonlySet<string>;
  readonly #problems: Problem[];

  constructor(
    sources: ReadonlyMap<string, ScopedBlock>,
    { evaluator }: TemplateEnvironment,
    amazonPlugins: readonly string[],
    problems: Problem[],
  ) {
    this.#sources = sources;
    this.#builders = new Set(['amazon', ...amazonPlugins].map((name) => `${name}-ebs`));
    this.#evaluator = evaluator;
    this.#problems = problems;
  }

  read(build: ScopedBlock): UnnamedRecipe[] {
    const scope: Scope = { names: build.names, reads: new Dependencies(), file: build.file };
    const buildName = this.#evaluateName(build.body, scope);
    const before = this.#problems.length;
    const uses = [...this.#readSourceList(build, scope), ...this.#readSourceBlocks(build, scope)];
    if (uses.length === 0 && this.#problems.length === before) {
      this.#problems.push(problemAtBlock(build, 'the build names no source'));
    }
    return uses.flatMap((use) => this.#toRecipe(build, buildName, use, uses.length > 1) ?? []);
  }

  #toRecipe(
    build: ScopedBlock,
    buildName: string | null,
    use: SourceUse,
    isOneOfSeveral: boolean,
  ): UnnamedRecipe | null {
    const ref = `${use.type}.${use.name}`;
    const source = this.#sources.get(ref);
    if (source === undefined) {
      this.#problems.push(
        problemAtBlock(build, `there is no source ${ref}${suggest(ref, this.#sources.keys())}`),
      );
      return null;
    }
    const isAmi = this.#builders.has(use.type);
    const { type: builder, addition } = use;
    const foreign = isAmi ? null : `it is built by ${builder}, and this action builds amazon-ebs only`;
    const sourceName = use.localName || use.name;
    return { builder, buildName, sourceName, isAmi, foreign, build, source, addition, isOneOfSeveral };
  }

  /** The build's attribute `sources`. */
  #readSourceList(build: ScopedBlock, scope: Scope): SourceUse[] {
    const attribute = findAttribute(build.body, 'sources');
    const refs = attribute === undefined ? [] : this.#evaluator.evaluate(attribute.value, scope);
    return (isList(refs) ? refs : [refs]).flatMap((ref) => {
      const parsed = parseRef(ref);
      if (parsed !== null) return [{ ...parsed, localName: '', addition: null }];
      this.#problems.push(problemAtBlock(build, "the build's sources are not known before it runs"));
      return [];
    });
  }

  /** The build's own `source` blocks. */
  #readSourceBlocks(build: ScopedBlock, scope: Scope): SourceUse[] {
    const blocks = expandBlocks(build.body, this.#evaluator, scope).filter(({ type }) => type === 'source');
    return blocks.flatMap((block) => {
      const parsed = parseRef(block.labels[0] ?? null);
      const localName = this.#evaluateName(block.body, { ...scope, names: block.names });
      if (parsed !== null && localName !== null) {
        return [{ ...parsed, localName, addition: { ...block, file: build.file } }];
      }
      this.#problems.push(problemAtBlock(build, 'a source of this build is not known before it runs'));
      return [];
    });
  }

  /** The attribute `name`: empty where there is none, null where it is unknown. */
  #evaluateName(body: Body, scope: Scope): string | null {
    const attribute = findAttribute(body, 'name');
    const name = attribute === undefined ? '' : this.#evaluator.evaluate(attribute.value, scope);
    return typeof name === 'string' ? name : null;
  }
}

/** `source.type.name` or `type.name` (sourceRefFromString of Packer); null for anything else. */
function parseRef(ref: Value): { readonly type: string; readonly name: string } | null {
  const parts = typeof ref === 'string' ? ref.split('.') : [];
  const [type, name] = parts.length > 2 ? parts.slice(1) : parts;
  return type === undefined || name === undefined ? null : { type, name };
}

function problemAtBlock({ file, span }: ScopedBlock, message: string): Problem {
  return problemAt(file, span, message);
}
