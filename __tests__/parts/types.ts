/** Random type constraints of variables, each with literals that Packer can convert to it, for the most part. */
import type { Pick } from '../helpers/seeds.ts';

interface Typed {
  readonly type: string;
  /** Another one at each call. */
  value(): string;
}

/** Declares the variable `v`, now and then without its type, and a variables file that may set it. */
export function writeVariable(pick: Pick): { readonly declaration: string; readonly values: string } {
  const { type, value } = write(pick, 3);
  const line = pick(8) === 0 ? '' : `  type    = ${type}\n`;
  return {
    declaration: `variable "v" {\n${line}  default = ${value()}\n}\n`,
    values: pick(3) === 0 ? `v = ${value()}\n` : '',
  };
}

const literals: Readonly<Record<string, readonly string[]>> = {
  string: ['"a"', '""', '"b"', '1', '2.50', 'true', '"e\\u0301"', 'null', '1e3', '0.0000001'],
  number: ['1', '"10"', '-2.5', '"1.50"', '9', 'null', '1e2', '9007199254740993', '"1e21"'],
  bool: ['true', 'false', '"1"', '"0"', '"true"', '"false"', 'null'],
  any: ['"a"', '"b"', '1', 'null', 'true', '["a", 1]', '{ a = "x", b = 1 }', '[]', '{}'],
};

/** @param depth how deep collections may nest */
function write(pick: Pick, depth: number): Typed {
  const kinds = ['string', 'number', 'bool', 'any', 'list', 'set', 'map', 'tuple', 'object'];
  const kind = kinds[pick(depth === 0 ? 4 : kinds.length)] ?? 'any';
  const several = <T>(most: number, make: (index: number) => T): T[] =>
    Array.from({ length: pick(most + 1) }, (_, index) => make(index));
  if (kind === 'object') return writeObject(pick, depth);
  if (kind === 'tuple') {
    const items = several(2, () => write(pick, depth - 1));
    return {
      type: `tuple([${items.map(({ type }) => type).join(', ')}])`,
      value: () => `[${items.map((item) => item.value()).join(', ')}]`,
    };
  }
  const choices = literals[kind];
  if (choices !== undefined) return { type: kind, value: () => choices[pick(choices.length)] ?? '' };
  const item = write(pick, depth - 1);
  const values = (): string[] => several(3, (index) => (kind === 'map' ? `k${index} = ` : '') + item.value());
  const [open, close] = kind === 'map' ? '{}' : '[]';
  return { type: `${kind}(${item.type})`, value: () => `${open}${values().join(', ')}${close}` };
}

/** Optional attributes may be missing or null, and have a default; an attribute that the type does not have is dropped. */
function writeObject(pick: Pick, depth: number): Typed {
  const fields = ['a', 'b', 'c'].slice(0, 1 + pick(3)).map((name) => {
    const field = write(pick, depth - 1);
    const isOptional = pick(2) === 0;
    const fallback = pick(2) === 0 ? '' : `, ${field.value()}`;
    const type = isOptional ? `optional(${field.type}${fallback})` : field.type;
    return { name, field, isOptional, type: `${name} = ${type}` };
  });
  return {
    type: `object({ ${fields.map(({ type }) => type).join(', ')} })`,
    value: () => {
      const given = fields
        .filter(({ isOptional }) => !isOptional || pick(3) > 0)
        .map(({ name, field }) => `${name} = ${pick(6) === 0 ? 'null' : field.value()}`);
      return `{ ${[...given, ...(pick(3) === 0 ? ['other = 1'] : [])].join(', ')} }`;
    },
  };
}
