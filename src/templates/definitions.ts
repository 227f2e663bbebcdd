/** What files of templates define besides variables, sources and builds: locals, data sources, required plugins. */

import { ConfigurationError, type Problem } from '../errors.ts';
import type { Attribute, Block, HclFile } from './hcl/ast.ts';

/** A local's definition, or a data block, and the file it stands in. */
export interface Definition<T> {
  readonly file: string;
  readonly at: T;
  /** Its text without comments and layout. */
  readonly canonical: string;
}

const topLevel = new Set(
  'packer source variables variable locals local data build hcp_packer_registry communicator dynamic'.split(
    ' ',
  ),
);

/** Throws a ConfigurationError for what is defined twice and for blocks that Packer does not know. */
export function collectDefinitions(files: readonly HclFile[]): {
  locals: Map<string, Definition<Attribute>>;
  data: Map<string, Definition<Block>>;
} {
  const locals = new Map<string, Definition<Attribute>>();
  const data = new Map<string, Definition<Block>>();
  const problems: Problem[] = [];
  const add = <T extends Attribute | Block>(
    into: Map<string, Definition<T>>,
    kind: string,
    name: string,
    file: HclFile,
    at: T,
  ): void => {
    const before = into.get(name);
    if (before !== undefined) {
      const first = `${before.file}:${before.at.line}`;
      problems.push(
        faultAt(file, at, `the ${kind} ${JSON.stringify(name)} is declared twice, first at ${first}`),
      );
    }
    into.set(name, { file: file.path, at, canonical: file.canonical(at) });
  };
  for (const file of files) {
    for (const block of file.body.blocks) {
      if (!topLevel.has(block.type)) {
        problems.push(faultAt(file, block, `Packer knows no block ${JSON.stringify(block.type)} here`));
      }
      const [first = '', second = ''] = block.labels;
      if (block.type === 'data') add(data, 'data source', `${first}.${second}`, file, block);
      if (block.type === 'locals')
        for (const at of block.body.attributes) add(locals, 'local', at.name, file, at);
      if (block.type === 'local') {
        const at = block.body.attributes.find(({ name }) => name === 'expression');
        if (at !== undefined) add(locals, 'local', first, file, at);
      }
    }
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return { locals, data };
}

/** By the name that `required_plugins` gives it: constraint and source as written. */
export function collectRequiredPlugins(files: readonly HclFile[]): Map<string, string> {
  const plugins = new Map<string, string>();
  for (const file of files) {
    const required = file.body.blocks
      .filter(({ type }) => type === 'packer')
      .flatMap(({ body }) => body.blocks.filter(({ type }) => type === 'required_plugins'));
    for (const { body } of required) {
      for (const at of body.attributes) plugins.set(at.name, file.canonical(at.value));
    }
  }
  return plugins;
}

function faultAt(
  file: HclFile,
  at: { readonly line: number; readonly column: number },
  message: string,
): Problem {
  const { line, column } = at;
  return {
    message: `${file.path}:${line}:${column}: ${message}`,
    location: { file: file.path, line, column },
  };
}
