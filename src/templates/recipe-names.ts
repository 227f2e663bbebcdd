/** Names of recipes, and the patterns for Packer's `-only` that select one of them. */

/** A recipe before it is told apart from the others. */
interface Unnamed {
  readonly builder: string;
  /** Empty where the build has none, null where it is not known before the build. */
  readonly buildName: string | null;
  readonly sourceName: string;
  /** Why the action cannot build it; null where it can. */
  readonly foreign: string | null;
  /** Whether its build has other sources too. */
  readonly isOneOfSeveral: boolean;
}

interface Naming {
  readonly name: string;
  readonly only: string;
}

/**
 * Names recipes by their builds or sources. Those that would have the same name are called by their `-only` patterns. Where
 * these select several builds, Packer builds them only together, and the action cannot build one of them.
 */
export function nameRecipes<T extends Unnamed>(recipes: readonly T[]): (T & Naming)[] {
  const named = recipes.map((recipe) => {
    const { buildName, sourceName, isOneOfSeveral } = recipe;
    const name = isOneOfSeveral && buildName ? `${buildName}.${sourceName}` : buildName || sourceName;
    return { ...recipe, name, only: onlyPattern(recipe) };
  });
  const names = Map.groupBy(named, ({ name }) => name);
  const siblings = Map.groupBy(named, ({ builder, sourceName }) => `${builder}.${sourceName}`);
  return named.map((recipe) => {
    const { name, only, foreign, builder, sourceName } = recipe;
    const selected = (siblings.get(`${builder}.${sourceName}`) ?? []).filter((other) =>
      selects(recipe, other),
    );
    const inseparable = `Packer's -only=${only} matches several builds; give the builds names of their own`;
    return {
      ...recipe,
      name: (names.get(name)?.length ?? 0) > 1 ? only : name,
      foreign: foreign ?? (selected.length > 1 ? inseparable : null),
    };
  });
}

/** Packer calls a build `NAME.TYPE.SOURCE`, or `TYPE.SOURCE` where it has no name (SourceUseBlock in types.source.go). */
function onlyPattern({
  buildName,
  builder,
  sourceName,
}: Pick<Unnamed, 'buildName' | 'builder' | 'sourceName'>): string {
  const source = `${escapeGlob(builder)}.${escapeGlob(sourceName)}`;
  if (buildName === null) return `*.${source}`;
  return buildName === '' ? source : `${escapeGlob(buildName)}.${source}`;
}

/** Packer splits the value of `-only` at its commas, and reads each part as a glob (gobwas/glob). */
function escapeGlob(text: string): string {
  return text.replace(/[\\*?[\]{}!]/g, '\\$&').replaceAll(',', '?');
}

/** Whether the pattern of a recipe selects a build of the same source, too. */
function selects(
  { buildName: own }: Pick<Unnamed, 'buildName'>,
  { buildName: other }: Pick<Unnamed, 'buildName'>,
): boolean {
  if (own === null || other === null) return own !== '' && other !== '';
  return (
    own.length === other.length && [...own].every((char, index) => char === ',' || char === other[index])
  );
}
