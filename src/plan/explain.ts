/** Why an AMI is not one that exists: its inputs against those that an earlier AMI remembers. */

import { type FingerprintInput, fingerprintInputKinds } from './fingerprint.ts';
import { type RememberedInput, remember } from './fingerprint-tags.ts';

/** More causes than these are counted, not told. */
const maxCauses = 3;

/** Causes in order of weight, such as `nvidia_driver_version 550 -> 570`; empty where none can be named. */
export function explainChanges(
  before: readonly RememberedInput[],
  now: readonly FingerprintInput[],
  shownFile: (name: string) => string,
): string[] {
  const key = ({ kind, name }: { readonly kind: string; readonly name: string }): string =>
    `${kind}\0${name}`;
  const earlier = new Map(before.map((input) => [key(input), input]));
  const today = new Map(now.map((input) => [key(input), input]));
  const knowsFiles = before.some(({ kind }) => kind === 'file');
  const causes: { readonly weight: number; readonly text: string }[] = [];
  const add = (kind: FingerprintInput['kind'], text: string): void => {
    causes.push({ weight: fingerprintInputKinds.indexOf(kind), text });
  };
  for (const input of now) {
    const old = earlier.get(key(input));
    if (old === undefined) {
      if (input.kind !== 'file' || knowsFiles)
        add(input.kind, `${nameOf(input, shownFile, input.place)} is new`);
    } else if (old.digest !== remember(input).digest) add(input.kind, describeChange(input, old, shownFile));
  }
  for (const input of before) {
    if (!today.has(key(input))) add(input.kind, `${nameOf(input, shownFile, null)} is gone`);
  }
  if (causes.length === 0) {
    const secrets = now.filter(({ secret }) => secret).map(({ name }) => name);
    return secrets.length === 0 ? [] : [`a sensitive variable changed (${secrets.join(', ')})`];
  }
  const order = causes.sort((one, two) => one.weight - two.weight || (one.text < two.text ? -1 : 1));
  const told = order.slice(0, maxCauses).map(({ text }) => text);
  return order.length > maxCauses ? [...told, `${order.length - maxCauses} more changed`] : told;
}

function describeChange(
  input: FingerprintInput,
  old: RememberedInput,
  shownFile: (name: string) => string,
): string {
  const name = nameOf(input, shownFile, input.place);
  if (input.value === null || old.value === null) return `${name} changed`;
  return input.value === old.value
    ? `${name} ${input.value} was published anew`
    : `${name} ${old.value} -> ${input.value}`;
}

function nameOf(
  { kind, name }: { readonly kind: FingerprintInput['kind']; readonly name: string },
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
