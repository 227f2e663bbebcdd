/** Reads from template files: locals, data sources and required plugins. */

import type { Problem } from '../errors.ts';
import { findAttribute } from '../evaluate/blocks.ts';
import type { Attribute, Block, HclFile } from '../hcl/ast.ts';
import { canonicalBlock, canonicalExpression } from '../hcl/canonical.ts';
import { amazonSource } from './check/versions.ts';
import { describeDuplicate, problemAt } from './problems.ts';
import { isSensitive } from './variables.ts';

/** A local's attribute or a data block, and the file that holds it. */
export interface Definition<T> {
  readonly file: string;
  readonly at: T;
  /** What it says; see hcl/canonical.ts. */
  readonly canonical: string;
  /** Whether a `local` block declares its value sensitive. */
  readonly sensitive: boolean;
}

/** A name that is declared twice is added to `problems`. */
export function collectDefinitions(
  files: readonly HclFile[],
  problems: Problem[],
): {
  locals: ReadonlyMap<string, Definition<Attribute>>;
  data: ReadonlyMap<string, Definition<Block>>;
} {
  const locals = new DefinitionCollector<Attribute>('local', problems);
  const data = new DefinitionCollector<Block>('data source', problems);
  for (const file of files) {
    for (const block of file.body.blocks) {
      if (block.type === 'data') {
        const [type = '', name = ''] = block.labels;
        data.add(`${type}.${name}`, file, block);
      }
      for (const { name, at } of localsIn(block)) {
        locals.add(name, file, at, block.type === 'local' && isSensitive(block.body));
      }
    }
  }
  return { locals: locals.definitions, data: data.definitions };
}

class DefinitionCollector<T extends Attribute | Block> {
  readonly definitions = new Map<string, Definition<T>>();
  readonly #kind: string;
  readonly #problems: Problem[];

  constructor(kind: string, problems: Problem[]) {
    this.#kind = kind;
    this.#problems = problems;
  }

  add(name: string, file: HclFile, at: T, sensitive = false): void {
    const first = this.definitions.get(name);
    if (first !== undefined) {
      const where = { file: first.file, line: first.at.line };
      const message = describeDuplicate(`${this.#kind} ${JSON.stringify(name)}`, file.path, where);
      this.#problems.push(problemAt(file.path, at, message));
      return;
    }
    const canonical = 'body' in at ? canonicalBlock(at) : canonicalExpression(at.value);
    this.definitions.set(name, { file: file.path, at, canonical, sensitive });
  }
}

/** The attributes of a `locals` block, or the `expression` of a `local "name"` block. */
function localsIn({ type, labels, body }: Block): { readonly name: string; readonly at: Attribute }[] {
  if (type === 'locals') return body.attributes.map((at) => ({ name: at.name, at }));
  if (type !== 'local') return [];
  const [name = ''] = labels;
  const at = findAttribute(body, 'expression');
  return at === undefined ? [] : [{ name, at }];
}

/** By the name that `required_plugins` gives a plugin: its constraint and source as written. */
export function collectRequiredPlugins(files: readonly HclFile[]): Map<string, string> {
  const plugins = new Map<string, string>();
  for (const file of files) {
    const required = file.body.blocks
      .filter(({ type }) => type === 'packer')
      .flatMap(({ body }) => body.blocks.filter(({ type }) => type === 'required_plugins'));
    for (const { body } of required) {
      for (const { name, value } of body.attributes) plugins.set(name, file.canonical(value));
    }
  }
  return plugins;
}

/** The names that `required_plugins` gives the amazon plugin, of what collectRequiredPlugins returns. */
export function namesOfAmazonPlugin(plugins: ReadonlyMap<string, string>): string[] {
  return [...plugins].filter(([, text]) => text.includes(`"${amazonSource}"`)).map(([name]) => name);
}
