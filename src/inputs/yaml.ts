/** Inputs written in YAML or JSON, read as they are written. No message quotes a value, which may be a secret. */

import type { Document, Node, Pair } from 'yaml';
import { ConfigurationError } from '../errors.ts';

type Library = typeof import('yaml');
type Path = readonly (Document | Node | Pair)[];

/** By the code of the yaml package (errors.d.ts): its own messages quote the text. */
const syntaxFaults: Readonly<Record<string, string>> = {
  BAD_DQ_ESCAPE: 'a backslash in double quotes begins no escape; write two, or use single quotes',
  BAD_INDENT: 'the indentation does not fit the lines before',
  BAD_SCALAR_START: 'a value begins with a character that YAML reserves; put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second colon on the line; put the value in quotes',
  DUPLICATE_KEY: 'the key is a repetition',
  MISSING_CHAR: 'a bracket, quote, comma or colon is missing',
  MULTIPLE_DOCS: 'a second document begins',
  RESOURCE_EXHAUSTION: 'it is nested too deeply',
  TAB_AS_INDENT: 'a tab indents the line; use spaces',
  UNEXPECTED_TOKEN: 'something is not expected here; if it is part of a value, put that in quotes',
};

/**
 * The value of a YAML or JSON text.
 * @param schema core reads numbers and booleans; failsafe takes every scalar for a text
 * @throws ConfigurationError with every place that is no YAML, or that YAML would change or replace
 */
export async function parseYaml(text: string, schema: 'core' | 'failsafe'): Promise<unknown> {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { schema, lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw new ConfigurationError(
      document.errors.map(({ code, pos }) => {
        const { line, col } = lines.linePos(pos[0]);
        const fault = syntaxFaults[code] ?? 'it cannot be read on from here';
        return `is not YAML or JSON at line ${line}, column ${col}: ${fault}`;
      }),
    );
  }
  const problems = findChanges(document, yaml, (node) => lines.linePos(node.range?.[0] ?? 0).line);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return document.toJS();
}

/** What would not reach Packer as it is written. */
function findChanges(document: Document, yaml: Library, lineOf: (node: Node) => number): string[] {
  const problems: string[] = [];
  yaml.visit(document, {
    Node(position, node, path) {
      const isKey = position === 'key';
      const add = (fault: string): void => {
        problems.push(`${describeNode(node, isKey, path, yaml)} on line ${lineOf(node)} ${fault}`);
      };
      if (yaml.isAlias(node)) return add('is an alias (*): put it in quotes');
      if (node.anchor !== undefined) add('has an anchor (&): put it in quotes');
      if (node.tag !== undefined) return add('has a tag (!): put it in quotes');
      if (isKey && !yaml.isScalar(node)) return add('is not a text');
      if (!yaml.isScalar(node) || typeof node.value === 'string') return;
      // YAML reads 1.30 as the number 1.3 and 0123 as 123, so a version or an account id would change silently.
      const isChanged = String(node.value) !== node.source;
      if (typeof node.value === 'number' && isChanged)
        add('would change, as YAML reads it as a number: put it in quotes');
      else if (isKey && isChanged) add('would change, as YAML does not read it as a text: put it in quotes');
    },
  });
  return problems;
}

/** Names a node by the keys that lead to it. */
function describeNode(node: Node, isKey: boolean, path: Path, yaml: Library): string {
  const keys = path.filter(yaml.isPair).map(({ key }) => key);
  const names = keys.map((key) => (yaml.isScalar(key) ? (key.source ?? '') : '...'));
  if (!isKey) return names.join('.') || 'an item';
  if (yaml.isScalar(node)) return `the key ${names.join('.')}`;
  const within = names.slice(0, -1).join('.');
  return within === '' ? 'a key' : `a key of ${within}`;
}
