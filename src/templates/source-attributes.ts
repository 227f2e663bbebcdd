/** What a recipe's source says of the machine that it is built on. */

import { TemplateEnvironment } from './environment.ts';
import { findAttribute } from './evaluate/blocks.ts';
import { Dependencies } from './evaluate/dependencies.ts';
import { sourceNames } from './recipe-dependencies.ts';
import type { Recipe } from './recipes.ts';
import type { Templates } from './templates.ts';

/** The text of an attribute; null where it is set and not known before the build, undefined where it is unset or empty. */
export type SourceText = string | null | undefined;

/** Reads attributes of the source, or of the build's own source block, which wins. */
export function readSourceTexts<K extends string>(
  { source, addition, ...recipe }: Recipe,
  templates: Templates,
  keys: readonly K[],
): Readonly<Partial<Record<K, SourceText>>> {
  const { evaluator } = new TemplateEnvironment(templates, templates.files, new Map());
  const blocks = addition === null ? [source] : [addition, source];
  const read = (key: K): SourceText => {
    for (const { body, file, names } of blocks) {
      const attribute = findAttribute(body, key);
      if (attribute === undefined) continue;
      const own = new Map([['source', sourceNames(recipe)], ...names]);
      const value = evaluator.evaluate(attribute.value, { names: own, reads: new Dependencies(), file });
      if (value === '' || value === null || (Array.isArray(value) && value.length === 0)) return undefined;
      return typeof value === 'string' ? value : null;
    }
    return undefined;
  };
  return Object.fromEntries(keys.map((key) => [key, read(key)])) as Partial<Record<K, SourceText>>;
}
