/** Why no existing AMI fits: today's inputs against those that an earlier AMI's tags record. */

import { type FingerprintInput, fingerprintInputKinds } from './fingerprint.ts';
import { type RememberedInput, remember } from './fingerprint-tags.ts';

/** Further causes are counted, not named. */
const maxCauses = 3;

/** What a message calls a file of the templates. */
type DisplayFile = (name: string) => string;

type InputName = Pick<FingerprintInput, 'kind' | 'name'>;

/** Causes in order of weight, such as `nvidia_driver_version 550 -> 570`; empty if none can be named. */
export function explainChanges(
  before: readonly RememberedInput[],
  now: readonly FingerprintInput[],
  displayFile: DisplayFile,
): string[] {
  const changes = [...findNewAndChanged(before, now, displayFile), ...findRemoved(before, now, displayFile)];
  if (changes.length === 0) {
    const secrets = now.filter(({ secret }) => secret).map(({ name }) => name);
    return secrets.length === 0
      ? []
      : [`a secret variable (${secrets.join(', ')}) or the input fingerprint-key changed`];
  }
  const causes = changes
    .sort((a, b) => weightOf(a) - weightOf(b) || (a.text < b.text ? -1 : 1))
    .map(({ text }) => text);
  const named = causes.slice(0, maxCauses);
  return causes.length > maxCauses ? [...named, `${causes.length - maxCauses} more changed`] : named;
}

interface Change {
  readonly kind: FingerprintInput['kind'];
  readonly text: string;
}

function weightOf({ kind }: Change): number {
  return fingerprintInputKinds.indexOf(kind);
}

/** An AMI whose tags had no room for files says nothing about which of them are new. */
function findNewAndChanged(
  before: readonly RememberedInput[],
  now: readonly FingerprintInput[],
  displayFile: DisplayFile,
): Change[] {
  const earlier = new Map(before.map((input) => [keyOf(input), input]));
  const knowsFiles = before.some(({ kind }) => kind === 'file');
  return now.flatMap((input): Change[] => {
    const { kind, place } = input;
    const old = earlier.get(keyOf(input));
    if (old === undefined) {
      if (kind === 'file' && !knowsFiles) return [];
      return [{ kind, text: `${displayName(input, displayFile, place)} is new` }];
    }
    if (old.digest === remember(input).digest) return [];
    return [{ kind, text: describeChange(input, old, displayFile) }];
  });
}

function findRemoved(
  before: readonly RememberedInput[],
  now: readonly FingerprintInput[],
  displayFile: DisplayFile,
): Change[] {
  const today = new Set(now.map(keyOf));
  return before
    .filter((input) => !today.has(keyOf(input)))
    .map((input) => ({ kind: input.kind, text: `${displayName(input, displayFile, null)} is gone` }));
}

function keyOf({ kind, name }: InputName): string {
  return `${kind}\0${name}`;
}

function describeChange(input: FingerprintInput, old: RememberedInput, displayFile: DisplayFile): string {
  const name = displayName(input, displayFile, input.place);
  if (input.value === null || old.value === null) return `${name} changed`;
  return input.value === old.value
    ? `${name} ${input.value} was published again`
    : `${name} ${old.value} -> ${input.value}`;
}

function displayName({ kind, name }: InputName, displayFile: DisplayFile, place: string | null): string {
  switch (kind) {
    case 'file':
      return displayFile(name);
    case 'listing':
      return `the list of files ${displayFile(name)}`;
    case 'template':
      return place === null ? name : `${place} (${name})`;
    case 'agent':
      return 'the Go programs';
    case 'plugin':
      return `plugin ${name}`;
    case 'parent':
      return `its parent ${name}`;
    default:
      return name;
  }
}
