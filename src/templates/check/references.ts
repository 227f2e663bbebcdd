/** Finds what makes Packer refuse a reference: a name that is declared nowhere, or not there. */

import type { Names } from '../../evaluate/scope.ts';
import type { Step } from '../../hcl/ast.ts';
import { suggest } from '../problems.ts';

/** What references can mean in a folder of templates. */
export interface KnownNames {
  readonly variables: ReadonlySet<string>;
  readonly locals: ReadonlySet<string>;
  /** `type.name` */
  readonly data: ReadonlySet<string>;
}

/** Where an expression stands. Only in a build, `build` has attributes; the default of a variable refers to nothing. */
export interface Position {
  readonly in: 'default' | 'local' | 'data' | 'source' | 'build';
  readonly file: string;
  readonly names: Names;
}

/** `isLive` is false where Packer may not evaluate the expression. */
export interface Context extends Position {
  readonly isLive: boolean;
}

const roots = ['var', 'local', 'data', 'path', 'packer', 'source', 'build'] as const;
const attributesOf: Readonly<Record<string, readonly string[]>> = {
  path: ['cwd', 'root'],
  packer: ['version', 'iterationID', 'versionFingerprint'],
  source: ['type', 'name'],
};

/** What is wrong with `root.step.step`; null where nothing is. */
export function describeReference(
  root: string,
  steps: readonly Step[],
  { variables, locals, data }: KnownNames,
  { in: place, isLive }: Context,
): string | null {
  if (place === 'default')
    return 'the default of a variable cannot refer to anything; declare a local instead';
  const [first = null, second = null] = steps.map(nameOf);
  // Packer finds the locals and data sources that a local or a data source needs without evaluating it.
  const isRead = isLive || place === 'local' || place === 'data';
  if (root === 'local') return isRead ? describeName(first, locals, 'the templates declare no local') : null;
  if (root === 'data') {
    const name = first === null || second === null ? null : `${first}.${second}`;
    return isRead ? describeName(name, data, 'the templates declare no data source') : null;
  }
  if (!isLive) return null;
  if (root === 'var') return describeName(first, variables, 'the templates declare no variable');
  if (root === 'build') return place === 'build' ? null : 'build is known only in the blocks of a build';
  const attributes = attributesOf[root];
  if (attributes !== undefined) return describeName(first, attributes, `${root} has no`);
  return describeName(root, roots, 'there is no');
}

function describeName(name: string | null, known: Iterable<string>, what: string): string | null {
  const names = [...known];
  if (name === null || names.includes(name)) return null;
  return `${what} ${JSON.stringify(name)}${suggest(name, names)}`;
}

/** The name after a dot, or the text in brackets; null for anything else. */
function nameOf(step: Step): string | null {
  if (step.kind === 'attribute') return step.name;
  if (step.kind === 'splat' || step.index.kind !== 'literal') return null;
  return typeof step.index.value === 'string' ? step.index.value : null;
}
