/** What became of a planned build: its image, its row in the report, and whether another run may have been faster. */

import type { BuildResult } from '../packer/build-all.ts';
import type { PlannedBuild } from '../plan/plan-item.ts';
import type { Availability } from '../prove/available.ts';
import { builtRow, failedRow } from '../report/ami-report.ts';
import type { AmiReport } from '../report/report.ts';

export interface BuildAttempt {
  readonly item: PlannedBuild;
  readonly row: AmiReport;
  /** True if another run may have produced this image: its name is taken, or the same recipe finished there first. */
  readonly lostRace: boolean;
}

/** An image that Packer made, and its copies; not tagged as finished yet. */
export interface BuiltImage {
  readonly item: PlannedBuild;
  readonly id: string;
  /** Region to id: the image first, then its copies. */
  readonly images: ReadonlyMap<string, string>;
}

/** A planned build with Packer's result. */
export interface PackerResult {
  readonly item: PlannedBuild;
  readonly result: BuildResult;
}

/** What EC2 knows of the images. */
export interface ImageFindings {
  /** By image id. */
  readonly availability: ReadonlyMap<string, Availability>;
  /** Names of AMIs whose image was removed, as another run finished the same recipe first. */
  readonly discarded: ReadonlySet<string>;
}

export function selectBuiltImages(results: readonly PackerResult[], region: string): BuiltImage[] {
  return results.flatMap(({ item, result }) => {
    const id = findImageId(result, region);
    if (id === null || result.result !== 'built') return [];
    return [{ item, id, images: new Map([[region, id], ...result.images]) }];
  });
}

export function toBuildAttempt(
  { item, result }: PackerResult,
  { availability, discarded }: ImageFindings,
  region: string,
): BuildAttempt {
  const isNameTaken = result.result !== 'built' && result.nameTaken === true;
  return {
    item,
    row: toRow({ item, result }, availability, region),
    lostRace: isNameTaken || discarded.has(item.ami),
  };
}

function toRow(
  { item, result }: PackerResult,
  availability: ReadonlyMap<string, Availability>,
  region: string,
): AmiReport {
  if (result.result !== 'built') return failedRow(item, result, result.cause, region);
  const confirmation = availability.get(findImageId(result, region) ?? '');
  if (confirmation?.ok === true) return builtRow(item, result, confirmation, region);
  const cause = confirmation?.cause ?? 'its image was removed, as another run finished the same recipe first';
  return failedRow(item, result, cause, region);
}

function findImageId(result: BuildResult, region: string): string | null {
  return result.result === 'built' ? (result.images.get(region) ?? null) : null;
}
