/** Keeps the values of sensitive variables out of messages. */

import { isList, isObject, type Value } from '../evaluate/values.ts';
import type { Variables } from './variables.ts';

/** As JSON, with the texts of sensitive variables replaced, as Packer prints them (FilterString, packer/logs.go of the SDK). */
export function quoteWithoutSecrets(text: string, variables: Variables): string {
  let shown = text;
  for (const { name, sensitive } of variables.declared.values()) {
    if (!sensitive) continue;
    for (const secret of secretTextsIn(variables.value(name) ?? null))
      shown = shown.replaceAll(secret, '<sensitive>');
  }
  return JSON.stringify(shown);
}

/** What is replaced for a value: its texts that are not empty, and its numbers as they are printed. A boolean gives nothing away. */
function secretTextsIn(value: Value): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value === 'number') return [String(value)];
  if (isList(value)) return value.flatMap(secretTextsIn);
  return isObject(value) ? [...value.values()].flatMap(secretTextsIn) : [];
}
