/** Checks `required_version` and `required_plugins` against the versions that the run uses. */

import type { Problem } from '../../errors.ts';
import type { Attribute, Expression, HclFile } from '../../hcl/ast.ts';
import { problemAt } from '../problems.ts';

/** The versions that the run uses, as its inputs name them; a plugin is the amazon plugin. */
export interface UsedVersions {
  readonly packer: string;
  readonly plugin: string;
}

export const amazonSource = 'github.com/hashicorp/amazon';

export function checkVersions(files: readonly HclFile[], used: UsedVersions | undefined): Problem[] {
  const problems: Problem[] = [];
  const plugins = new Map<string, string>();
  for (const { path, body } of files) {
    for (const { body: inner } of body.blocks.filter(({ type }) => type === 'packer')) {
      for (const attribute of inner.attributes) {
        if (attribute.name !== 'required_version') continue;
        const text = literalText(attribute.value);
        const fault = checkConstraint(text, used?.packer.replace(/-.*/, ''), 'Packer', 'packer-version');
        if (fault !== null) problems.push(problemAt(path, attribute.value, fault));
      }
      const required = inner.blocks.filter(({ type }) => type === 'required_plugins');
      for (const plugin of required.flatMap((block) => block.body.attributes)) {
        problems.push(...checkPlugin(path, plugin, used, plugins));
      }
    }
  }
  return problems;
}

function checkPlugin(
  path: string,
  plugin: Attribute,
  used: UsedVersions | undefined,
  seen: Map<string, string>,
): Problem[] {
  const { name, value } = plugin;
  const first = seen.get(name);
  if (first !== undefined) {
    return [
      problemAt(
        path,
        plugin,
        `the plugin ${name} is required twice, first at ${first}; Packer wants it once`,
      ),
    ];
  }
  seen.set(name, `${path}:${plugin.line}`);
  if (/[A-Z]/.test(name)) {
    return [problemAt(path, plugin, `${name} is not the name of a plugin: write it in lower case`)];
  }
  const version = value.kind === 'object' ? entryOf(value.entries, 'version') : undefined;
  const source = value.kind === 'object' ? entryOf(value.entries, 'source') : undefined;
  if (version === undefined || source === undefined) {
    const example = `${name} = { source = "github.com/hashicorp/${name}", version = ">= 1.0.0" }`;
    return [problemAt(path, value, `a required plugin has a source and a version: ${example}`)];
  }
  const isAmazon = literalText(source) === amazonSource;
  const text = literalText(version);
  if (text?.includes('-') === true) {
    return [
      problemAt(
        path,
        version,
        `${JSON.stringify(text)} names a prerelease, which Packer does not accept for plugins`,
      ),
    ];
  }
  const fault = checkConstraint(
    text,
    isAmazon ? used?.plugin : undefined,
    'the amazon plugin',
    'plugin-version',
  );
  return fault === null ? [] : [problemAt(path, version, fault)];
}

function entryOf(
  entries: readonly { readonly key: Expression; readonly value: Expression }[],
  name: string,
): Expression | undefined {
  return entries.find(({ key }) => key.kind === 'literal' && key.value === name)?.value;
}

function literalText(value: Expression): string | null {
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
}

/** @param used the version that the run uses; undefined if it is not known here */
function checkConstraint(
  text: string | null,
  used: string | undefined,
  what: string,
  input: string,
): string | null {
  const constraints = text?.split(',').map((part) => parseConstraint(part)) ?? [null];
  if (constraints.includes(null)) {
    return `${text === null ? 'this' : JSON.stringify(text)} is not a version constraint such as ">= 1.2.0, < 2.0.0"`;
  }
  const fits = constraints.every(
    (constraint) => used === undefined || constraint === null || satisfies(parseVersion(used), constraint),
  );
  return fits
    ? null
    : `the templates require ${what} ${text}, but the input ${input} is ${used}: set it to a version that fits`;
}

interface Version {
  /** At least three. */
  readonly segments: readonly number[];
  /** How many of them are written. */
  readonly written: number;
  readonly prerelease: string;
}

interface Constraint extends Version {
  readonly operator: string;
}

/** One constraint of go-version (constraint.go); the metadata of its version, after `+`, is not compared (version.go). */
function parseConstraint(text: string): Constraint | null {
  const [, operator = '', version] =
    /^\s*(<=|>=|!=|~>|<|>|=|)\s*v?(\d+(?:\.\d+)*(?:-?[0-9A-Za-z~]+[0-9A-Za-z~.-]*)?)(?:\+[0-9A-Za-z~.-]+)?\s*$/.exec(
      text,
    ) ?? [];
  return version === undefined ? null : { operator, ...parseVersion(version) };
}

function parseVersion(text: string): Version {
  const [numbers = '', ...prerelease] = text.split('-');
  const segments = numbers.split('.').map(Number);
  const padded = [...segments, ...Array.from({ length: Math.max(0, 3 - segments.length) }, () => 0)];
  return { segments: padded, written: segments.length, prerelease: prerelease.join('-') };
}

/** As go-version's Constraint.Check: a prerelease satisfies no range of releases. */
function satisfies(version: Version, constraint: Constraint): boolean {
  const { operator } = constraint;
  const order = compare(version, constraint);
  if (operator === '!=') return order !== 0;
  if (operator === '' || operator === '=') return order === 0;
  if (version.prerelease !== '') return false;
  if (operator === '~>' && constraint.prerelease !== '') return false;
  if (operator === '~>') {
    const fixed = constraint.segments.slice(0, constraint.written - 1);
    return order >= 0 && fixed.every((segment, index) => version.segments[index] === segment);
  }
  return { '>': order > 0, '<': order < 0, '>=': order >= 0, '<=': order <= 0 }[operator] ?? false;
}

function compare(a: Version, b: Version): number {
  for (let index = 0; index < Math.max(a.segments.length, b.segments.length); index += 1) {
    const difference = (a.segments[index] ?? 0) - (b.segments[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.prerelease === b.prerelease ? 0 : a.prerelease === '' ? 1 : -1;
}
