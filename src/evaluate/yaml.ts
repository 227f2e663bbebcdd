/**
 * yamldecode() for what reads alike in every version of YAML: maps, lists and plain or quoted scalars on a line of their own.
 * A value such as `yes`, `1_000` or a date is unknown, and what stands beside it is known. Anything that Packer may refuse, such
 * as an anchor or a tag, is left to it (resolve.go of go-cty-yaml 1.0.1).
 */

import type { ParsedNode, Scalar } from 'yaml';
import { unsupported, type Value } from './values.ts';

type Library = typeof import('yaml');

let library: Library | null = null;

/** Loads the parser, which only templates that call yamldecode() need. Until then decodeYaml throws. */
export async function loadYaml(): Promise<void> {
  library ??= await import('yaml');
}

/** Throws where the parser is not loaded, and for anything that is not plain. */
export function decodeYaml(text: string): Value {
  if (library === null) throw new Error('the parser of YAML is not loaded');
  const document = library.parseDocument(text, { schema: 'failsafe', version: '1.2' });
  if (document.errors.length + document.warnings.length > 0) throw new SyntaxError('not plain YAML');
  return toValue(document.contents, text, library);
}

function toValue(node: ParsedNode | null, text: string, yaml: Library): Value {
  if (node === null) return null;
  if (yaml.isAlias(node) || node.anchor !== undefined || node.tag !== undefined)
    throw new TypeError('not plain');
  if (yaml.isSeq(node)) return node.items.map((item) => toValue(item, text, yaml));
  if (yaml.isScalar(node)) return scalarValue(node, text);
  return new Map(
    node.items.map(({ key, value }): [string, Value] => {
      const name = toValue(key, text, yaml);
      if (typeof name !== 'string') throw new TypeError('a key that is not a string');
      return [name, toValue(value, text, yaml)];
    }),
  );
}

/** What may be a truth value, null, a number, a time or a text, and is never refused. */
const ambiguous = /^(y|n|yes|no|on|off|true|false|null|~|[1-9][\w.:-]*)$/i;

function scalarValue({ value, type, range }: Scalar.Parsed, text: string): Value {
  const written = text.slice(range[0], range[1]);
  if (typeof value !== 'string' || written.includes('\n')) throw new TypeError('a scalar of several lines');
  if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return value.normalize();
  if (type !== 'PLAIN') throw new TypeError('a block');
  if (value === '') return null;
  if (value === 'true' || value === 'false') return value === 'true';
  if (/^(0|[1-9]\d{0,14})$/.test(value)) return Number(value);
  if (ambiguous.test(value)) return unsupported('yamldecode()');
  if (!/^([A-Za-z/]|\.\.?\/)/.test(value)) throw new TypeError('a scalar that may be no text');
  return value.normalize();
}
