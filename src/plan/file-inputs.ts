/** A fingerprint's files and lists of files. */

import { posix } from 'node:path';
import type { FileDigest } from '../templates/files.ts';
import { globMatcher } from '../templates/glob.ts';
import type { RecipeDependencies } from '../templates/recipe-dependencies.ts';
import type { Templates } from '../templates/templates.ts';
import { createInput, type FingerprintInput } from './fingerprint.ts';

/** The files that a recipe reads, all of the folder if that cannot be bounded, and what each `fileset` matches. */
export function collectFileInputs({ reads }: RecipeDependencies, templates: Templates): FingerprintInput[] {
  const { files } = templates;
  const digests = new Map<string, FileDigest>();
  for (const path of reads.files) for (const file of files.digest(path)) digests.set(file.name, file);
  if (reads.unresolved.size > 0) for (const file of files.wholeFolder()) digests.set(file.name, file);
  const contents = [...digests.values()].map(
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
    const matches = files.list(folder).filter(globMatcher(pattern) ?? (() => true));
    return createInput('listing', `${files.nameOf(folder)}/${pattern}`, matches.join('\0'));
  });
  return [...contents, ...listings];
}

/** What messages call a file of the templates: its path from the workspace, if the templates' folder lies in it. */
export function displayFileName(templates: Templates, name: string): string {
  return posix.isAbsolute(name) ? name : posix.join(templates.displayName, name);
}
