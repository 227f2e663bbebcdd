/** A fingerprint's files and lists of files. */

import { posix } from 'node:path';
import type { FileRead } from '../templates/files.ts';
import { matchFiles } from '../templates/glob.ts';
import type { RecipeDependencies } from '../templates/recipe-dependencies.ts';
import type { Templates } from '../templates/templates.ts';
import { createInput, type FingerprintInput } from './fingerprint.ts';

/**
 * The files that a recipe reads, and what each `fileset` matches. Where it cannot be told which files it reads, those of
 * the input `reads` count, or else all of the workspace.
 */
export async function collectFileInputs(
  { reads }: RecipeDependencies,
  templates: Templates,
): Promise<FingerprintInput[]> {
  const { files } = templates;
  const isUnbounded = reads.unresolved.size > 0;
  const named = [
    ...toReads(reads.files, 'bytes'),
    ...toReads(reads.scripts, 'script'),
    ...toReads(reads.uploads, 'upload'),
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
    return createInput('listing', `${files.nameOf(folder)}/${pattern}`, matches.join('\0'));
  });
  return [...contents, ...listings];
}

function toReads(paths: Iterable<string>, as: FileRead['as']): FileRead[] {
  return [...paths].map((path) => ({ path, as }));
}

/** What messages call a file of the templates: its path from the workspace, if the templates' folder lies in it. */
export function displayFileName(templates: Templates, name: string): string {
  return posix.isAbsolute(name) ? name : posix.join(templates.displayName, name);
}
