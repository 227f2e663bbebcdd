/** The input `reads`: files that count as inputs where the templates do not say which files a build reads. */

import { reject } from './values.ts';
import { parseYaml } from './yaml.ts';

/** Paths and globs, one a line or as a YAML list; an empty list says that nothing else is read. */
export async function parseReads(text: string): Promise<readonly string[]> {
  const items = /^(\[|- )/.test(text) ? await parseYamlList(text) : text.split('\n');
  const paths = items.map((item) => item.trim()).filter((item) => item !== '');
  for (const path of paths) if (path.includes('\0')) reject(path, 'a path or a glob');
  return [...new Set(paths)];
}

async function parseYamlList(text: string): Promise<string[]> {
  const value = await parseYaml(text, 'failsafe');
  const isList = Array.isArray(value) && value.every((item): item is string => typeof item === 'string');
  return isList ? value : reject(text, 'a YAML list of paths and globs, or one of them a line');
}
