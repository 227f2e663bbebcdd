/** Finds the recipes of a folder: a pair of a build and a source that it uses, which makes one AMI. */

import type { Problem } from '../errors.ts';
import type { Body } from '../hcl/ast.ts';
import type { TemplateEnvironment } from './environment.ts';
import { type ExpandedBlock, expandBlocks, findAttribute } from './evaluate/blocks.ts';
import { Dependencies } from './evaluate/dependencies.ts';
import type { Evaluator } from './evaluate/evaluator.ts';
import type { Scope } from './evaluate/scope.ts';
import { isList, type Value } from './evaluate/values.ts';
import { describeDuplicate, problemAt as problemAtPlace, suggest } from './problems.ts';

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
  /** The pattern for Packer's `-only` that matches only this recipe: `build.type.source`, or `type.source`. */
  readonly only: string;
  /** Such as `amazon-ebs`. */
  readonly builder: string;
  /** The build's name, empty where it has none. */
  readonly buildName: string;
  /** The source's name, or the local name that the build's `source` block gives it. */
  readonly sourceName: string;
  /** Whether its builder is amazon-ebs. */
  readonly isAmi: boolean;
  /** Why the action cannot build it; null for an AMI that it can. */
  readonly foreign: string | null;
  readonly build: ScopedBlock;
  readonly source: ScopedBlock;
  /** The build's own `source` block, which adds attributes to the source; null where there is none. */
  readonly addition: ScopedBlock | null;
}

/** A source that a build uses; `localName` is empty where the build does not rename it. */
interface SourceUse {
  readonly type: string;
  readonly name: string;
  readonly localName: string;
  readonly addition: ScopedBlock | null;
}

/** The recipes of all builds, in order of files and lines. What is wrong with them is added to `problems`. */
export function findRecipes(
  blocks: readonly ScopedBlock[],
  environment: TemplateEnvironment,
  problems: Problem[],
): Recipe[] {
  const sources = collectSources(blocks, problems);
  const reader = new BuildReader(sources, environment, problems);
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
      problems.push(problemAt(block, describeDuplicate(`source ${ref}`, block.file, where)));
    }
  }
  return sources;
}

/** Reads `build` blocks, and adds what is wrong with them to `problems`. */
class BuildReader {
  readonly #sources: ReadonlyMap<string, ScopedBlock>;
  readonly #evaluator: Evaluator;
  readonly #problems: Problem[];

  constructor(
    sources: ReadonlyMap<string, ScopedBlock>,
    { evaluator }: TemplateEnvironment,
    problems: Problem[],
  ) {
    this.#sources = sources;
    this.#evaluator = evaluator;
    this.#problems = problems;
  }

  read(build: ScopedBlock): Recipe[] {
    const scope: Scope = { names: build.names, reads: new Dependencies(), file: build.file };
    const buildName = this.#evaluateName(build.body, scope);
    if (buildName === null) {
      this.#problems.push(problemAt(build, "the build's name is not known before it runs"));
      return [];
    }
    const before = this.#problems.length;
    const uses = [...this.#readSourceList(build, scope), ...this.#readSourceBlocks(build, scope)];
    if (uses.length === 0 && this.#problems.length === before) {
      this.#problems.push(problemAt(build, 'the build names no source'));
    }
    return uses.flatMap((use) => this.#toRecipe(build, buildName, use, uses.length > 1) ?? []);
  }

  #toRecipe(build: ScopedBlock, buildName: string, use: SourceUse, isOneOfSeveral: boolean): Recipe | null {
    const ref = `${use.type}.${use.name}`;
    const source = this.#sources.get(ref);
    if (source === undefined) {
      this.#problems.push(problemAt(build, `there is no source ${ref}${suggest(ref, this.#sources.keys())}`));
      return null;
    }
    const sourceName = use.localName || use.name;
    const pattern = [...(buildName === '' ? [] : [buildName]), use.type, sourceName];
    return {
      name: isOneOfSeveral && buildName !== '' ? `${buildName}.${sourceName}` : buildName || sourceName,
      only: pattern.map(escapeGlob).join('.'),
      builder: use.type,
      buildName,
      sourceName,
      isAmi: use.type === 'amazon-ebs',
      foreign:
        use.type === 'amazon-ebs'
          ? null
          : `it is built by ${use.type}, and this action builds amazon-ebs only`,
      build,
      source,
      addition: use.addition,
    };
  }

  /** The build's attribute `sources`. */
  #readSourceList(build: ScopedBlock, scope: Scope): SourceUse[] {
    const attribute = findAttribute(build.body, 'sources');
    const refs = attribute === undefined ? [] : this.#evaluator.evaluate(attribute.value, scope);
    return (isList(refs) ? refs : [refs]).flatMap((ref) => {
      const parsed = parseRef(ref);
      if (parsed !== null) return [{ ...parsed, localName: '', addition: null }];
      this.#problems.push(problemAt(build, "the build's sources are not known before it runs"));
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
      this.#problems.push(problemAt(build, 'a source of this build is not known before it runs'));
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

/**
 * Renames recipes that have the same name to their `-only` patterns. Where these are the same too, Packer builds them
 * only together, and the action cannot build one of them.
 */
function nameRecipes(recipes: readonly Recipe[]): Recipe[] {
  const names = countEach(recipes.map(({ name }) => name));
  const patterns = countEach(recipes.map(({ only }) => only));
  return recipes.map((recipe) => {
    const { only, foreign } = recipe;
    if ((names.get(recipe.name) ?? 0) < 2) return recipe;
    const isAlone = foreign !== null || (patterns.get(only) ?? 0) < 2;
    const inseparable = `Packer's -only=${only} is several builds; give the builds different names`;
    return { ...recipe, name: only, foreign: isAlone ? foreign : inseparable };
  });
}

function countEach(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Packer reads `-only` as a glob (gobwas/glob). */
function escapeGlob(text: string): string {
  return text.replace(/[\\*?[\]{},!]/g, '\\$&');
}

function problemAt({ file, span }: ScopedBlock, message: string): Problem {
  return problemAtPlace(file, span, message);
}
