/** What became of a planned build: its image, its row in the report, and whether another run may have been faster. */

import type { BuildResult } from '../packer/build-all.ts';
import type { PlannedBuild } from '../plan/plan-item.ts';
import type { Availability } from '../prove/available.ts';
import { builtRow, failedRow } from '../report/ami-report.ts';
import type { AmiReport } from '../report/report.ts';

export interface BuildAttempt {
  readonly item: PlannedBuild;
  readonly row: AmiReport;
  /** What another run had first: the AMI's name, or a finished image of the recipe; null if no race was lost. */
  readonly lostTo: 'name' | 'image' | null;
}

export type BuiltResult = Extract<BuildResult, { result: 'built' }>;

/** An image that Packer made, and its copies; not tagged as finished yet. */
export interface BuiltImage {
  readonly item: PlannedBuild;
  readonly id: string;
  /** Region to id: the image first, then its copies. */
  readonly images: ReadonlyMap<string, string>;
}

/** What became of the image: EC2's confirmation, or its removal, as another run finished the same recipe first. */
export type BuiltImageFate = Availability | 'discarded';

export function toBuiltImage(item: PlannedBuild, { images }: BuiltResult, region: string): BuiltImage {
  const id = images.get(region) ?? '';
  return { item, id, images: new Map([[region, id], ...images]) };
}

export function failedAttempt(
  item: PlannedBuild,
  result: Exclude<BuildResult, BuiltResult>,
  region: string,
): BuildAttempt {
  const lostTo = result.nameTaken === true ? 'name' : null;
  return { item, row: failedRow(item, result, result.cause, region), lostTo };
}

export function builtAttempt(
  item: PlannedBuild,
  result: BuiltResult,
  fate: BuiltImageFate,
  region: string,
): BuildAttempt {
  if (fate === 'discarded') {
    const cause = 'its image was removed, as another run finished the same recipe first';
    return { item, row: failedRow(item, result, cause, region), lostTo: 'image' };
  }
  const row = fate.ok ? builtRow(item, result, fate, region) : failedRow(item, result, fate.cause, region);
  return { item, row, lostTo: null };
}
