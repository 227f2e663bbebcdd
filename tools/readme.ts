/**
 * Renders what is generated in documents: README.md's inputs and outputs from action.yml, the variables of packer/ from its HCL, in
 * README.md and docs/templates.md, and the policies of docs/iam.md from the calls to AWS. `node tools/readme.ts` rewrites them.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { renderPolicies } from './iam/document.ts';
import { readTemplateVariables, type TemplateVariable } from './template-variables.ts';

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

const code = (text: string): string => (text === '' ? '' : `\`${text}\``);

/** The document with the text between `<!-- NAME:begin -->` and `<!-- NAME:end -->` replaced. */
function between(markdown: string, name: string, text: string): string {
  const pattern = new RegExp(`(<!-- ${name}:begin[^>]*-->\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
  if (!pattern.test(markdown)) throw new Error(`the markers <!-- ${name}:begin --> and :end are missing`);
  return markdown.replace(pattern, (_, begin: string, end: string) => `${begin}\n${text}\n\n${end}`);
}

/** README.md with its tables as action.yml and the templates have them. */
async function renderReadme(root: string, readme: string): Promise<string> {
  const action = parse(await readFile(join(root, 'action.yml'), 'utf8')) as ActionYml;
  const inputs = Object.entries(action.inputs).map(([name, field]) => [
    code(name),
    cell(code(field.default ?? '')),
    cell(field.description),
  ]);
  const outputs = Object.entries(action.outputs).map(([name, field]) => [
    code(name),
    cell(field.description),
  ]);
  const named = (await readTemplateVariables(root)).filter(
    ({ name }) => name.replaceAll('_', '-') in action.inputs,
  );
  const tables = {
    inputs: table(['input', 'default', 'what it is'], inputs),
    outputs: table(['output', 'what it is'], outputs),
    variables: table(
      ['variable', 'default'],
      named.map((variable) => [code(variable.name), code(variable.default)]),
    ),
  };
  return replaceAll(readme, tables);
}

const replaceAll = (markdown: string, texts: Readonly<Record<string, string>>): string =>
  Object.entries(texts).reduce((document, [name, text]) => between(document, name, text), markdown);

/** docs/iam.md with the policies for the calls that are made. */
const renderIamDocument = (_root: string, markdown: string): Promise<string> =>
  Promise.resolve(replaceAll(markdown, renderPolicies()));

/** docs/templates.md with its table as packer/variables.pkr.hcl has it. */
async function renderTemplatesDocument(root: string, markdown: string): Promise<string> {
  const rows = (await readTemplateVariables(root)).map((variable) => [
    code(variable.name),
    code(cell(variable.type)),
    code(variable.default),
    amisOf(variable),
    `${cell(variable.description)}${variable.filledByAction ? ' *Filled in by the action.*' : ''}`,
  ]);
  return between(
    markdown,
    'variables',
    table(['variable', 'type', 'default', 'read by', 'what it is'], rows),
  );
}

const amisOf = ({ amis }: TemplateVariable): string => (amis === 'all' ? 'all' : amis.map(code).join(', '));

/** The documents with generated tables, by their path from the root. */
const documents = {
  'README.md': renderReadme,
  'docs/templates.md': renderTemplatesDocument,
  'docs/iam.md': renderIamDocument,
};

/** Rewrites what is generated, or only looks, and returns the paths of the documents that differed. */
export async function updateDocuments(root: string, mode: 'write' | 'check'): Promise<string[]> {
  const changed: string[] = [];
  for (const [path, render] of Object.entries(documents)) {
    const text = await readFile(join(root, path), 'utf8');
    const rendered = await render(root, text);
    if (rendered === text) continue;
    changed.push(path);
    if (mode === 'write') await writeFile(join(root, path), rendered);
  }
  return changed;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await updateDocuments(join(import.meta.dirname, '..'), 'write');
}
