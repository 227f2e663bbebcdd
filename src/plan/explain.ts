/** Why an AMI is not one that exists: its leaves against those that an earlier AMI remembers. */

import { type Leaf, leafKinds } from './fingerprint.ts';
import { type RememberedLeaf, remember } from './fingerprint-tags.ts';

/** More causes than these are counted, not told. */
const MAX_CAUSES = 3;

/** Causes in order of weight, such as `nvidia_driver_version 550 -> 570`; empty where none can be named. */
export function changes(
  before: readonly RememberedLeaf[],
  now: readonly Leaf[],
  shownFile: (name: string) => string,
): string[] {
  const key = ({ kind, name }: { readonly kind: string; readonly name: string }): string =>
    `${kind}\0${name}`;
  const earlier = new Map(before.map((leaf) => [key(leaf), leaf]));
  const today = new Map(now.map((leaf) => [key(leaf), leaf]));
  const knowsFiles = before.some(({ kind }) => kind === 'file');
  const causes: { readonly weight: number; readonly text: string }[] = [];
  const add = (kind: Leaf['kind'], text: string): void => {
    causes.push({ weight: leafKinds.indexOf(kind), text });
  };
  for (const leaf of now) {
    const old = earlier.get(key(leaf));
    if (old === undefined) {
      if (leaf.kind !== 'file' || knowsFiles) add(leaf.kind, `${nameOf(leaf, shownFile, leaf.place)} is new`);
    } else if (old.digest !== remember(leaf).digest) add(leaf.kind, change(leaf, old, shownFile));
  }
  for (const leaf of before) {
    if (!today.has(key(leaf))) add(leaf.kind, `${nameOf(leaf, shownFile, null)} is gone`);
  }
  if (causes.length === 0) {
    const secrets = now.filter(({ secret }) => secret).map(({ name }) => name);
    return secrets.length === 0 ? [] : [`a sensitive variable changed (${secrets.join(', ')})`];
  }
  const order = causes.sort((one, two) => one.weight - two.weight || (one.text < two.text ? -1 : 1));
  const told = order.slice(0, MAX_CAUSES).map(({ text }) => text);
  return order.length > MAX_CAUSES ? [...told, `${order.length - MAX_CAUSES} more changed`] : told;
}

function change(leaf: Leaf, old: RememberedLeaf, shownFile: (name: string) => string): string {
  const name = nameOf(leaf, shownFile, leaf.place);
  if (leaf.value === null || old.value === null) return `${name} changed`;
  return leaf.value === old.value
    ? `${name} ${leaf.value} was published anew`
    : `${name} ${old.value} -> ${leaf.value}`;
}

function nameOf(
  { kind, name }: { readonly kind: Leaf['kind']; readonly name: string },
  shownFile: (name: string) => string,
  place: string | null,
): string {
  switch (kind) {
    case 'file':
      return shownFile(name);
    case 'listing':
      return `the list of files ${shownFile(name)}`;
    case 'template':
      return place === null ? name : `${place} (${name})`;
    case 'agent':
      return 'the Go binaries';
    case 'plugin':
      return `plugin ${name}`;
    case 'parent':
      return `its parent ${name}`;
    default:
      return name;
  }
}
