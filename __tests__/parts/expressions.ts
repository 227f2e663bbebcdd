// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** Random HCL expressions of a type, of every function and form that the action computes. */
import type { Pick } from '../helpers/seeds.ts';

/** The variables that expressions read, with what they hold. */
export const declarations = `
variable "text" {
  default = "b.sh"
}
variable "number" {
  type    = number
  default = 2
}
variable "flag" {
  type    = bool
  default = true
}
variable "list" {
  type    = list(string)
  default = ["b.sh", "a.sh", "b.sh"]
}
variable "set" {
  type    = set(string)
  default = ["c", "a", "c"]
}
variable "map" {
  type    = map(string)
  default = { a = "scripts/a.sh", b = 2 }
}
variable "empty" {
  type    = list(string)
  default = []
}
variable "object" {
  type    = object({ a = optional(string, "x"), n = number, deep = optional(object({ b = optional(bool, "1") }), {}) })
  default = { n = "3", z = 1 }
}
variable "texts" {
  type    = list(any)
  default = ["a", 1, true]
}
variable "given" {
  default = "0"
}
variable "long" {
  default = 9007199254740993
}
locals {
  text   = "scripts-\${var.text}"
  object = { script = "a.sh", deep = { list = [1, "x", null] } }
}
`;

type Form = (grammar: Grammar) => string;

/** Writes expressions that nest up to a depth. */
export class Grammar {
  readonly #pick: Pick;
  readonly #depth: number;

  constructor(pick: Pick, depth: number) {
    this.#pick = pick;
    this.#depth = depth;
  }

  text(): string {
    return this.#one(texts, textLeaves);
  }

  number(): string {
    return this.#one(numbers, numberLeaves);
  }

  flag(): string {
    return this.#one(flags, flagLeaves);
  }

  list(): string {
    return this.#one(lists, listLeaves);
  }

  map(): string {
    return this.#one(maps, mapLeaves);
  }

  any(): string {
    const types = [this.text, this.number, this.flag, this.list, this.map];
    return (types[this.#pick(types.length)] ?? this.text).call(this);
  }

  #one(forms: readonly Form[], leaves: readonly string[]): string {
    const leaf = leaves[this.#pick(leaves.length)] ?? '';
    if (this.#depth === 0) return leaf;
    const form = forms[this.#pick(forms.length)];
    return form?.(new Grammar(this.#pick, this.#depth - 1)) ?? leaf;
  }
}

const textLeaves = [
  '"a"',
  '""',
  '"b.sh"',
  '"scripts/c.sh"',
  '"É"',
  '" x-y "',
  '"a,b,,c"',
  '"/a/b/"',
  '"../x"',
  '"a\\nb\\n"',
  '"aXbX"',
  '"1"',
  '"e\\u0301"',
  'var.text',
  'local.text',
  'path.root',
  'path.cwd',
  'local.object.script',
  'var.map["a"]',
  'var.object.a',
  'var.given',
  '"$$${x} %%%{y}"',
];
const numberLeaves = [
  '0',
  '1',
  '3',
  '-2',
  '2.5',
  '10',
  'var.number',
  'var.object.n',
  'var.long',
  '1e21',
  '0.1',
];
const flagLeaves = ['true', 'false', 'var.flag', 'var.object.deep.b'];
const listLeaves = [
  'var.empty',
  'var.texts',
  '[]',
  '["a"]',
  '["b", "a", "", "b"]',
  'var.list',
  'var.set',
  'local.object.deep.list',
];
const mapLeaves = [
  '{}',
  '{ b = "1", a = "x" }',
  'var.map',
  '{ "a" : "b.sh" }',
  'local.object.deep',
  'var.object',
];

const texts: readonly Form[] = [
  (g) => `lower(${g.text()})`,
  (g) => `upper(${g.text()})`,
  (g) => `title(${g.text()})`,
  (g) => `trimspace(${g.text()})`,
  (g) => `strrev(${g.text()})`,
  (g) => `chomp(${g.text()})`,
  (g) => `basename(${g.text()})`,
  (g) => `dirname(${g.text()})`,
  (g) => `abspath(${g.text()})`,
  (g) => `pathexpand(${g.text()})`,
  (g) => `format("%s-%s", ${g.text()}, ${g.text()})`,
  (g) => `format("%s/%v", ${g.text()}, ${g.number()})`,
  (g) => `format("%d%%", ${g.number()})`,
  (g) => `format("%q", ${g.text()})`,
  (g) => `format("%s %s", ${g.list()}...)`,
  (g) => `join(${g.text()}, ${g.list()})`,
  (g) => `join("-", ${g.list()}, ${g.list()})`,
  (g) => `replace(${g.text()}, ${g.text()}, ${g.text()})`,
  (g) => `replace(${g.text()}, "/[ab]/", "z")`,
  (g) => `regex_replace(${g.text()}, "[ab]", "z")`,
  (g) => `substr(${g.text()}, ${g.number()}, ${g.number()})`,
  (g) => `trim(${g.text()}, ${g.text()})`,
  (g) => `trimprefix(${g.text()}, ${g.text()})`,
  (g) => `trimsuffix(${g.text()}, ${g.text()})`,
  (g) => `"\${${g.text()}}/\${${g.number()}}"`,
  (g) => `"\${${g.text()}}"`,
  (g) => `"%{ if ${g.flag()} }\${${g.text()}}%{ else }-%{ endif }"`,
  (g) => `"%{ for x in ${g.list()} }\${x},%{ endfor }"`,
  (g) => `"%{ if ${g.flag()} ~} \${${g.text()}} %{~ endif }"`,
  (g) => `(${g.flag()} ? ${g.text()} : ${g.text()})`,
  (g) => `coalesce(${g.text()}, ${g.text()})`,
  (g) => `coalesce(${g.list()}...)`,
  (g) => `element(${g.list()}, ${g.number()})`,
  (g) => `${g.list()}[${g.number()}]`,
  (g) => `${g.map()}[${g.text()}]`,
  (g) => `lookup(${g.map()}, ${g.text()}, ${g.text()})`,
  (g) => `try(${g.map()}.a, ${g.text()})`,
  (g) => `try(${g.map()}["zz"], ${g.text()})`,
  (g) => `try(${g.any()}.script, ${g.text()})`,
  (g) => `try(lookup(${g.map()}, "zz"), ${g.text()})`,
  (g) => `try(element(${g.list()}, ${g.number()}), ${g.text()})`,
  (g) => `try(slice(${g.list()}, ${g.number()}, ${g.number()})[0], ${g.text()})`,
  (g) => `try(base64decode(${g.text()}), ${g.text()})`,
  (g) => `try(jsondecode(${g.text()}), ${g.text()})`,
  (g) => `try(file(${g.text()}), ${g.text()})`,
  (g) => `try(upper(${g.any()}), ${g.text()})`,
  (g) => `try(${g.any()} + ${g.any()}, ${g.text()})`,
  (g) => `jsonencode(${g.any()})`,
  (g) => `base64encode(${g.text()})`,
  (g) => `base64decode(base64encode(${g.text()}))`,
  (g) => `convert(${g.any()}, string)`,
  (g) => `file("scripts/${g.flag().includes('true') ? 'a' : 'b'}.sh")`,
  () => 'filebase64("scripts/a.sh")',
  () => 'file("data.json")',
  (g) => `templatefile("files/t.tpl", { x = ${g.text()} })`,
  (g) => `split(${g.text()}, ${g.text()})[0]`,
  (g) => `sha256(${g.text()})`,
  () => 'jsondecode(file("data.json")).scripts[1]',
  () => 'yamldecode(file("data.yaml")).script',
];

const numbers: readonly Form[] = [
  (g) => `length(${g.list()})`,
  (g) => `length(${g.map()})`,
  (g) => `length(${g.text()})`,
  (g) => `abs(${g.number()})`,
  (g) => `ceil(${g.number()})`,
  (g) => `floor(${g.number()})`,
  (g) => `max(${g.number()}, ${g.number()})`,
  (g) => `min(${g.number()}, ${g.number()})`,
  (g) => `(${g.number()} + ${g.number()})`,
  (g) => `(${g.number()} - ${g.number()} * ${g.number()})`,
  (g) => `(${g.number()} / ${g.number()})`,
  (g) => `(${g.number()} % ${g.number()})`,
  (g) => `-${g.number()}`,
  (g) => `sum([${g.number()}, ${g.number()}])`,
  (g) => `(${g.flag()} ? ${g.number()} : ${g.number()})`,
  (g) => `range(${g.number()})[0]`,
  (g) => `parseint(${g.text()}, 10)`,
  (g) => `signum(${g.number()})`,
];

const flags: readonly Form[] = [
  (g) => `contains(${g.list()}, ${g.text()})`,
  (g) => `startswith(${g.text()}, ${g.text()})`,
  (g) => `endswith(${g.text()}, ${g.text()})`,
  (g) => `strcontains(${g.text()}, ${g.text()})`,
  (g) => `(${g.text()} == ${g.text()})`,
  (g) => `(${g.any()} == ${g.any()})`,
  (g) => `(${g.list()} == [])`,
  (g) => `(${g.map()} != {})`,
  (g) => `(${g.any()} != null)`,
  (g) => `(${g.number()} != ${g.number()})`,
  (g) => `(${g.number()} < ${g.number()})`,
  (g) => `(${g.number()} >= ${g.number()})`,
  (g) => `(${g.flag()} && ${g.flag()})`,
  (g) => `(${g.flag()} || ${g.flag()})`,
  (g) => `!${g.flag()}`,
  (g) => `can(${g.any()})`,
  (g) => `can(${g.map()}.a)`,
  (g) => `fileexists(${g.text()})`,
  () => 'fileexists("scripts/a.sh")',
  (g) => `alltrue([${g.flag()}, ${g.flag()}])`,
  (g) => `anytrue([${g.flag()}, ${g.flag()}])`,
  (g) => `alltrue([${g.flag()}, "true", "1"])`,
];

const lists: readonly Form[] = [
  (g) => `[${g.text()}, ${g.text()}]`,
  (g) => `concat(${g.list()}, ${g.list()})`,
  (g) => `split(${g.text()}, ${g.text()})`,
  (g) => `sort(${g.list()})`,
  (g) => `reverse(${g.list()})`,
  (g) => `distinct(${g.list()})`,
  (g) => `compact(${g.list()})`,
  (g) => `flatten([${g.list()}, [${g.list()}]])`,
  (g) => `keys(${g.map()})`,
  (g) => `values(${g.map()})`,
  (g) => `slice(${g.list()}, ${g.number()}, ${g.number()})`,
  (g) => `[for x in ${g.list()} : "\${x}!"]`,
  (g) => `[for i, x in ${g.list()} : i if x != ${g.text()}]`,
  (g) => `[for k, v in ${g.map()} : "\${k}=\${v}"]`,
  (g) => `coalescelist(${g.list()}, ${g.list()})`,
  (g) => `[{ a = ${g.text()} }, { a = "z" }].*.a`,
  (g) => `[{ a = ${g.text()} }][*].a`,
  (g) => `${g.text()}.*`,
  (g) => `formatlist("%s.sh", ${g.list()})`,
  (g) => `fileset(path.root, "${g.flag().includes('false') ? '**/*.sh' : 'scripts/[a-b].sh'}")`,
  () => 'fileset("files", "../{scripts,files}/?.*")',
  () => 'fileset(".", "linked/**")',
  (g) => `(${g.flag()} ? ${g.list()} : ${g.list()})`,
  (g) => `try(${g.list()}, ${g.list()})`,
  (g) => `jsondecode(jsonencode(${g.list()}))`,
  (g) => `setunion(${g.list()}, ${g.list()})`,
  (g) => `chunklist(${g.list()}, 1)`,
  (g) => `range(${g.number()}, ${g.number()})`,
  (g) => `convert(${g.list()}, set(string))`,
];

const maps: readonly Form[] = [
  (g) => `{ a = ${g.text()}, (${g.text()}) = "y" }`,
  (g) => `merge(${g.map()}, ${g.map()})`,
  (g) => `zipmap(${g.list()}, ${g.list()})`,
  (g) => `{ for x in ${g.list()} : x => upper(x) }`,
  (g) => `{ for x in ${g.list()} : x => x... }`,
  (g) => `{ for k, v in ${g.map()} : v => k if k != ${g.text()} }`,
  (g) => `(${g.flag()} ? ${g.map()} : ${g.map()})`,
  () => 'jsondecode(file("data.json"))',
  (g) => `yamldecode("a: \${${g.text()}}\\nb:\\n  - \${${g.text()}}\\n  - x\\n")`,
  (g) => `yamldecode("\${${g.text()}}: \${${g.number()}}\\nb: {}\\n")`,
  (g) => `try(${g.map()}, {})`,
];
