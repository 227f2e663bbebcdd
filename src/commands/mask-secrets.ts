/** Finds what has to be masked in the log: the values of sensitive variables, wherever they were set. */

import { isList, isObject, type Value } from '../evaluate/values.ts';
import type { Variables } from '../templates/variables.ts';

/**
 * A mask replaces its text everywhere in the log, and GitHub drops a job's outputs that hold one: a text of three
 * characters would cost both and hide nothing.
 */
const shortestMask = 4;

/**
 * Texts to mask, each once. A default stands in the templates for all to read. A field of a sensitive object that is also
 * the region or the value of a variable that is not sensitive is an ordinary word.
 */
export function findTextsToMask(variables: Variables, region: string): string[] {
  const open = new Set([region]);
  const secret = new Set<string>();
  for (const { name, sensitive, default: usual } of variables.declared.values()) {
    const value = variables.value(name) ?? null;
    if (sensitive && value === usual) continue;
    for (const text of listTexts(value)) (sensitive ? secret : open).add(text);
  }
  return [...secret].filter((text) => text.length >= shortestMask && !open.has(text));
}

function listTexts(value: Value): string[] {
  if (isList(value)) return value.flatMap(listTexts);
  if (isObject(value)) return [...value.values()].flatMap(listTexts);
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}
