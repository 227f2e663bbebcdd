/** Finds blocks, labels and attributes that Packer refuses (the schemas of hcl2template/parser.go and types.*.go). */

import type { Problem } from '../../errors.ts';
import type { Block, Body, HclFile } from '../../hcl/ast.ts';
import { problemAt, suggest } from '../problems.ts';

/** What a block may hold; null where a plugin or the user decides. */
interface Schema {
  /** Names of its labels. */
  readonly labels: readonly string[];
  readonly attributes: readonly string[] | null;
  readonly blocks: Readonly<Record<string, Schema>> | null;
}

const free = (...labels: string[]): Schema => ({ labels, attributes: null, blocks: null });
const valuesOnly: Schema = { labels: [], attributes: null, blocks: {} };

const step = free('type');
const build: Schema = {
  labels: [],
  attributes: ['name', 'description', 'sources'],
  blocks: {
    source: free('type.name'),
    provisioner: step,
    'error-cleanup-provisioner': step,
    'post-processor': step,
    'post-processors': { labels: [], attributes: [], blocks: { 'post-processor': step, dynamic: step } },
    hcp_packer_registry: free(),
    dynamic: step,
  },
};
const validation: Schema = { labels: [], attributes: ['condition', 'error_message'], blocks: {} };

const file: Schema = {
  labels: [],
  attributes: [],
  blocks: {
    packer: { labels: [], attributes: ['required_version'], blocks: { required_plugins: valuesOnly } },
    source: free('type', 'name'),
    variables: valuesOnly,
    variable: {
      labels: ['name'],
      attributes: ['description', 'default', 'type', 'sensitive'],
      blocks: { validation },
    },
    locals: valuesOnly,
    local: { labels: ['name'], attributes: ['expression', 'sensitive'], blocks: {} },
    data: free('type', 'name'),
    build,
    hcp_packer_registry: free(),
    communicator: free('type', 'name'),
  },
};

/** Blocks whose last label is a name that references spell, so that it must be an identifier (hclsyntax.ValidIdentifier). */
const named = new Set(['source', 'variable', 'local', 'data']);
const identifier = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

export function checkDeclarations(files: readonly HclFile[]): Problem[] {
  const problems: Problem[] = [];
  for (const { path, body } of files) {
    const checker = new DeclarationChecker(path, problems);
    checker.checkBody(body, file, 'a template');
    for (const block of body.blocks) checker.checkName(block);
  }
  return problems;
}

class DeclarationChecker {
  readonly #file: string;
  readonly #problems: Problem[];

  constructor(file: string, problems: Problem[]) {
    this.#file = file;
    this.#problems = problems;
  }

  checkBody(body: Body, schema: Schema, where: string): void {
    const first = new Map<string, number>();
    for (const attribute of body.attributes) {
      const { name, line } = attribute;
      const before = first.get(name);
      if (before !== undefined) this.#add(attribute, `${name} is set twice, first in line ${before}`);
      first.set(name, before ?? line);
      if (schema.attributes !== null && !schema.attributes.includes(name)) {
        this.#add(
          attribute,
          `${where} has no attribute ${JSON.stringify(name)}${suggest(name, schema.attributes)}`,
        );
      }
    }
    for (const block of body.blocks) this.#checkBlock(block, schema, where);
  }

  checkName({ type, labels, line, column }: Block): void {
    const name = labels.at(-1);
    if (!named.has(type) || name === undefined || identifier.test(name)) return;
    const rule = 'it begins with a letter or _ and has only letters, digits, _ and -';
    this.#add({ line, column }, `${JSON.stringify(name)} is not the name of a ${type}: ${rule}`);
  }

  #checkBlock(block: Block, schema: Schema, where: string): void {
    const { type, labels, body } = block;
    const inner = schema.blocks === null ? free() : schema.blocks[type];
    if (inner === undefined) {
      const what = schema === file ? 'Packer has no top-level block' : `${where} has no block`;
      this.#add(block, `${what} ${JSON.stringify(type)}${suggest(type, Object.keys(schema.blocks ?? {}))}`);
      return;
    }
    if (schema.blocks !== null && labels.length !== inner.labels.length) {
      const wanted = inner.labels.map((label) => ` "${label.toUpperCase()}"`).join('');
      this.#add(
        block,
        `a ${type} block is written ${type}${wanted} { }, and this one has ${labels.length} labels`,
      );
    }
    this.checkBody(body, inner, `a ${type} block`);
  }

  #add(at: { readonly line: number; readonly column: number }, message: string): void {
    this.#problems.push(problemAt(this.#file, at, message));
  }
}
