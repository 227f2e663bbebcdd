/** The files of the tree with their texts, and which of them are scripts: by ending, or by their first line where they have none. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles } from './tree.ts';

export interface Text {
  readonly name: string;
  readonly text: string;
}

/** The files that match git's pathspecs. */
export async function readTexts(root: string, ...specs: readonly string[]): Promise<Text[]> {
  const names = await listFiles(root, ...specs);
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(root, name), 'utf8') })));
}

export type Language = 'shell' | 'python';

const languages: Readonly<Record<Language, { readonly ending: string; readonly interpreter: RegExp }>> = {
  shell: { ending: '.sh', interpreter: /^#!.*\b(?:ba)?sh\b/ },
  python: { ending: '.py', interpreter: /^#!.*\bpython3?\b/ },
};

/** The language that a script is written in; null for any other file. */
export function languageOf({ name, text }: Text): Language | null {
  const file = name.slice(name.lastIndexOf('/') + 1);
  for (const [language, { ending, interpreter }] of Object.entries(languages))
    if (file.includes('.') ? file.endsWith(ending) : interpreter.test(text)) return language as Language;
  return null;
}

/** The tree's scripts in a language. */
export async function scripts(root: string, language: Language): Promise<Text[]> {
  const others = [':!dist', ':(exclude)__tests__/fixtures', ':!*.ts', ':!*.md', ':!*.json'];
  const texts = await readTexts(root, ...others);
  return texts.filter((text) => languageOf(text) === language);
}
