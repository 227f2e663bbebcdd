/** A fingerprint's files and lists of files. */

import { posix } from 'node:path';
import type { Dependencies } from '../evaluate/dependencies.ts';
import type { FileRead, Files } from '../templates/files.ts';
import { matchFiles } from '../templates/glob.ts';
import type { RecipeDependencies } from '../templates/recipe-dependencies.ts';
import type { Templates } from '../templates/templates.ts';
import { createInput, createSecretInput, type FingerprintInput } from './fingerprint.ts';

/**
 * The files that a recipe reads, and what each `fileset` matches. Where it cannot be told which files it reads, those of
 * the input `reads` count, or else all of the workspace.
 * @param shown what the recipe reads whatever its secrets are: a path that is not in it holds one, and is not shown
 */
export async function collectFileInputs(
  { reads }: RecipeDependencies,
  templates: Templates,
  { shown, key }: { readonly shown: Dependencies; readonly key: string | null },
): Promise<FingerprintInput[]> {
  const { files } = templates;
  const isUnbounded = reads.unresolved.size > 0;
  const named = [
    ...toReads(reads.files.intersection(shown.files), 'bytes'),
    ...toReads(reads.scripts.intersection(shown.scripts), 'script'),
    ...toReads(reads.uploads.intersection(shown.uploads), 'upload'),
    ...(isUnbounded ? toReads(templates.reads ?? [], 'upload') : []),
  ];
  const digests = await files.digest(named, isUnbounded && templates.reads === null);
  const contents = digests.map(
    ({ name, digest }): FingerprintInput => ({
      kind: 'file',
      name,
      digest,
      value: null,
      place: displayFileName(templates, name),
      secret: false,
    }),
  );
  const listings = [...reads.listings].map((listing) => {
    const [folder = '', pattern = ''] = listing.split('\0');
    const matches = matchFiles(files, folder, pattern) ?? [];
    if (!shown.listings.has(listing)) return createSecretListing(matches, key);
    return createInput('listing', `${files.nameOf(folder)}/${pattern}`, matches.join('\0'));
  });
  const secret = [
    ...toReads(reads.files.difference(shown.files), 'bytes'),
    ...toReads(reads.scripts.difference(shown.scripts), 'script'),
    ...toReads(reads.uploads.difference(shown.uploads), 'upload'),
  ];
  const hidden = secret.map((read) => createSecretFile(read, files));
  return [...contents, ...listings, ...(await Promise.all(hidden))];
}

/** What messages call a path that holds a secret. */
const hiddenName = '<sensitive>';

/** A file or folder with a secret in its path, by what is in it and what that is called below it. */
async function createSecretFile(read: FileRead, files: Files): Promise<FingerprintInput> {
  const base = files.nameOf(read.path);
  const digests = await files.digest([read], false);
  const content = digests.map(({ name, digest }) => `${posix.relative(base, name)}\0${digest}`).join('\n');
  return createInput('file', hiddenName, content, { secret: true });
}

/** What a pattern with a secret in it matches: names that hold it too. Without a key only their number counts. */
function createSecretListing(matches: readonly string[], key: string | null): FingerprintInput {
  return key === null
    ? createInput('listing', hiddenName, String(matches.length), { secret: true })
    : createSecretInput('listing', hiddenName, matches.join('\0'), { place: null, key });
}

function toReads(paths: Iterable<string>, as: FileRead['as']): FileRead[] {
  return [...paths].map((path) => ({ path, as }));
}

/** What messages call a file of the templates: its path from the workspace, if the templates' folder lies in it. */
export function displayFileName(templates: Templates, name: string): string {
  return posix.isAbsolute(name) ? name : posix.join(templates.displayName, name);
}
