/** Recipes: one AMI is one pair of a build and an amazon-ebs source that it uses. */

import { ConfigurationError, type Problem } from '../errors.ts';
import type { TemplateEnvironment } from './environment.ts';
import type { ExpandedBlock } from './evaluate/blocks.ts';
import { expandBlocks, findAttribute } from './evaluate/blocks.ts';
import { Dependencies } from './evaluate/dependencies.ts';
import type { Scope } from './evaluate/scope.ts';
import { isList, type Value } from './evaluate/values.ts';

/** A block, what names mean in it, and the file it stands in. */
export interface ScopedBlock extends ExpandedBlock {
  readonly file: string;
}

export interface Recipe {
  /** What the input `ami` calls it: the build's name; the source's where the build has none; `build.source` where a named build has several. */
  readonly name: string;
  /** The pattern for Packer's `-only` that matches this and no other: `build.type.source`, or `type.source`. */
  readonly only: string;
  /** Such as `amazon-ebs`. */
  readonly builder: string;
  /** The build's name, empty where it has none. */
  readonly buildName: string;
  /** The source's name, or the one that the build's `source` block gives it. */
  readonly sourceName: string;
  /** Why this is not for the action: another builder than amazon-ebs. Null for an AMI. */
  readonly foreign: string | null;
  readonly build: ScopedBlock;
  readonly source: ScopedBlock;
  /** What the build's own `source` block adds. */
  readonly addition: ScopedBlock | null;
}

/** `type.name` of a source and the block in the build that names it. */
interface SourceUse {
  readonly type: string;
  readonly name: string;
  readonly localName: string;
  readonly addition: ScopedBlock | null;
}

/** The recipes of all builds, in order of files and lines. */
export function findRecipes(blocks: readonly ScopedBlock[], environment: TemplateEnvironment): Recipe[] {
  const problems: Problem[] = [];
  const sources = new Map<string, ScopedBlock>();
  for (const block of blocks.filter(({ type }) => type === 'source')) {
    const ref = block.labels.join('.');
    if (block.labels.includes(null))
      problems.push(fault(block, "a source's name is not known before the build"));
    else if (sources.has(ref)) problems.push(fault(block, `the source ${ref} is declared twice`));
    else sources.set(ref, block);
  }
  const recipes = blocks
    .filter(({ type }) => type === 'build')
    .flatMap((build) => findRecipesOfBuild(build, sources, environment, problems));
  if (problems.length === 0 && recipes.length === 0)
    problems.push({ message: 'the templates have no build block' });
  if (problems.length > 0) throw new ConfigurationError(problems);
  return nameRecipes(recipes);
}

function findRecipesOfBuild(
  build: ScopedBlock,
  sources: ReadonlyMap<string, ScopedBlock>,
  environment: TemplateEnvironment,
  problems: Problem[],
): Recipe[] {
  const scope: Scope = { names: build.names, reads: new Dependencies(), file: build.file };
  const nameAt = findAttribute(build.body, 'name');
  const buildName: Value = nameAt === undefined ? '' : environment.evaluator.evaluate(nameAt.value, scope);
  if (typeof buildName !== 'string') {
    problems.push(fault(build, "the build's name is not known before the build"));
    return [];
  }
  const uses = findSourceUses(build, environment, scope, problems);
  return uses.flatMap((use) => {
    const ref = `${use.type}.${use.name}`;
    const source = sources.get(ref);
    if (source === undefined) {
      const known = [...sources.keys()].join(', ') || 'none';
      problems.push(fault(build, `there is no source ${ref}; there are: ${known}`));
      return [];
    }
    const sourceName = use.localName === '' ? use.name : use.localName;
    const only = [...(buildName === '' ? [] : [buildName]), use.type, sourceName].map(escapeGlob).join('.');
    const several = uses.length > 1 ? `${buildName}.${sourceName}` : buildName;
    const name = buildName === '' ? sourceName : several;
    const foreign =
      use.type === 'amazon-ebs'
        ? null
        : `it is built by ${use.type}, and only amazon-ebs makes AMIs this action knows`;
    const { addition } = use;
    return [{ name, only, builder: use.type, buildName, sourceName, foreign, build, source, addition }];
  });
}

function findSourceUses(
  build: ScopedBlock,
  environment: TemplateEnvironment,
  scope: Scope,
  problems: Problem[],
): SourceUse[] {
  const uses: SourceUse[] = [];
  const listed = findAttribute(build.body, 'sources');
  const refs = listed === undefined ? [] : environment.evaluator.evaluate(listed.value, scope);
  for (const ref of isList(refs) ? refs : [refs]) {
    const use = typeof ref === 'string' ? parseRef(ref) : null;
    if (use === null) problems.push(fault(build, 'its sources are not known before the build'));
    else uses.push({ ...use, localName: '', addition: null });
  }
  for (const block of expandBlocks(build.body, environment.evaluator, scope)) {
    if (block.type !== 'source') continue;
    const use = typeof block.labels[0] === 'string' ? parseRef(block.labels[0]) : null;
    const name = findAttribute(block.body, 'name');
    const localName: Value =
      name === undefined ? '' : environment.evaluator.evaluate(name.value, { ...scope, names: block.names });
    if (use === null || typeof localName !== 'string') {
      problems.push(fault(build, 'a source that it uses is not known before the build'));
    } else uses.push({ ...use, localName, addition: { ...block, file: build.file } });
  }
  if (uses.length === 0 && problems.length === 0) problems.push(fault(build, 'the build names no source'));
  return uses;
}

/** `source.type.name` or `type.name` (sourceRefFromString). */
function parseRef(text: string): { type: string; name: string } | null {
  const parts = text.split('.');
  const [type, name] = parts.length > 2 ? parts.slice(1) : parts;
  return type === undefined || name === undefined ? null : { type, name };
}

/** Two recipes of one name are told apart by their whole `-only` pattern. */
function nameRecipes(recipes: readonly Recipe[]): Recipe[] {
  const count = (values: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  };
  const names = count(recipes.map(({ name }) => name));
  const patterns = count(recipes.map(({ only }) => only));
  const twice = recipes.filter(({ only }) => (patterns.get(only) ?? 0) > 1);
  if (twice.length > 0) {
    throw new ConfigurationError(
      twice.map((recipe) =>
        fault(recipe.build, `${recipe.only} is built twice; give the builds different names`),
      ),
    );
  }
  return recipes.map((recipe) =>
    (names.get(recipe.name) ?? 0) > 1 ? { ...recipe, name: recipe.only } : recipe,
  );
}

/** Packer reads `-only` as a glob (gobwas/glob). */
function escapeGlob(text: string): string {
  return text.replace(/[\\*?[\]{},!]/g, '\\$&');
}

function fault({ file, span }: ScopedBlock, message: string): Problem {
  const { line, column } = span;
  return { message: `${file}:${line}:${column}: ${message}`, location: { file, line, column } };
}
