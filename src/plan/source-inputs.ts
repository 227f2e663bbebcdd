/** A fingerprint's source image and the answers of its data sources. */

import type { TemplateEnvironment } from '../templates/environment.ts';
import type { RecipeDependencies } from '../templates/recipe-dependencies.ts';
import { dataImage, type SourceImage, type SourceQuery, seenFrom } from '../templates/source-image.ts';
import type { Templates } from '../templates/templates.ts';
import { createInput, type FingerprintInput } from './fingerprint.ts';

/** Data sources that hold keys to a recipe's inputs, and no inputs themselves. */
const secretDataSources = new Set(['amazon-secretsmanager', 'hcp-vault-secrets']);

/** Id of the image that a query means; null if it is not known. */
export type FindImageId = (query: SourceQuery) => string | null;

export interface ImageSearch {
  readonly findImageId: FindImageId;
  /** The run's, which is the only one that is asked. */
  readonly region: string;
}

export interface SourceInputs {
  readonly inputs: readonly FingerprintInput[];
  /** What only Packer will know. */
  readonly unknowns: readonly string[];
  /** The source image's id; null if it is not known. */
  readonly sourceAmi: string | null;
}

/** The source image, and what other data sources answer if that can be asked before the build. */
export function collectSourceInputs(
  { source: named, reads }: RecipeDependencies,
  templates: Templates,
  environment: TemplateEnvironment,
  { findImageId, region }: ImageSearch,
): SourceInputs {
  const source = seenFrom(region, named, 'its source image');
  const sourceAmi = imageId(source, findImageId);
  const inputs: FingerprintInput[] = [];
  const unknowns: string[] = [];
  const add = (name: string, what: string, image: SourceImage): void => {
    const id = imageId(image, findImageId);
    if (image.kind === 'unknown') unknowns.push(image.why);
    else {
      if (id === null) unknowns.push(`${what} could not be looked up`);
      inputs.push(createInput('source', name, id ?? '', { value: id }));
    }
  };
  add('source image', 'its source image', source);
  for (const reference of reads.data) {
    if (isNoInput(reference)) continue;
    const image = seenFrom(region, dataImage(reference, templates, environment), `data.${reference}`);
    const isSource = image.kind !== 'unknown' && JSON.stringify(image) === JSON.stringify(source);
    if (!isSource) add(`data.${reference}`, `data.${reference}`, image);
  }
  return { inputs, unknowns, sourceAmi };
}

function isNoInput(reference: string): boolean {
  const [type = ''] = reference.split('.');
  return secretDataSources.has(type) || type === 'null';
}

function imageId(image: SourceImage, findImageId: FindImageId): string | null {
  if (image.kind === 'unknown') return null;
  return image.kind === 'id' ? image.id : findImageId(image.query);
}
