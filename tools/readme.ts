/** Keeps README.md's tables of inputs and outputs as action.yml says; `node tools/readme.ts` rewrites them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';

interface Field {
  description: string;
  default?: string;
  required?: boolean;
}

interface ActionYml {
  inputs: Record<string, Field>;
  outputs: Record<string, Field>;
}

/** One cell: Markdown's table takes no newline and no bare pipe. */
const cell = (text: string): string =>
  text
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|');

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The README with the text between `<!-- NAME:begin -->` and `<!-- NAME:end -->` made anew. */
function between(readme: string, name: string, text: string): string {
  const pattern = new RegExp(`(<!-- ${name}:begin[^>]*-->\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
  if (!pattern.test(readme)) throw new Error(`README.md has no markers for ${name}`);
  return readme.replace(pattern, (_, begin: string, end: string) => `${begin}\n${text}\n\n${end}`);
}

export async function renderReadme(root: string, readme: string): Promise<string> {
  const action = parse(await readFile(join(root, 'action.yml'), 'utf8')) as ActionYml;
  const inputs = Object.entries(action.inputs).map(([name, field]) => [
    `\`${name}\``,
    field.default === undefined || field.default === '' ? '' : `\`${field.default}\``,
    cell(field.description),
  ]);
  const outputs = Object.entries(action.outputs).map(([name, field]) => [
    `\`${name}\``,
    cell(field.description),
  ]);
  return between(
    between(readme, 'inputs', table(['input', 'default', 'what it is'], inputs)),
    'outputs',
    table(['output', 'what it is'], outputs),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = join(import.meta.dirname, '..');
  const path = join(root, 'README.md');
  await writeFile(path, await renderReadme(root, await readFile(path, 'utf8')));
}
