/** Makes the rows of the report: one for each AMI, planned, reused, built or failed. */

import type { Image } from '../aws/types.ts';
import type { BuildResult } from '../packer/build-all.ts';
import type { BuildOrder, PlanItem, PlannedBuild, PlannedPending, PlannedReuse } from '../plan/plan-item.ts';
import { tagKeys } from '../tags.ts';
import type { AmiReport } from './report.ts';

export function reusedRow(item: PlannedReuse, region: string): AmiReport {
  return {
    ...common(item, region),
    result: 'reused',
    id: item.image.id,
    name: item.image.name,
    regions: item.regions,
    sourceAmi: item.image.tags[tagKeys.sourceAmi] ?? null,
    baseAmi: null,
  };
}

/** A row of a plan: the AMI exists, has to be built, or is being built by another run. */
export function plannedRow(item: PlanItem, region: string): AmiReport {
  if (item.decision === 'reuse') return reusedRow(item, region);
  const result = item.decision === 'build' ? 'planned' : 'pending';
  return { ...common(item, region), ...origin(item), result, name: item.amiName };
}

/** A row for an image that Packer made and EC2 calls available, as all of its copies. */
export function builtRow(
  item: PlannedBuild,
  result: Extract<BuildResult, { result: 'built' }>,
  { image, regions }: { readonly image: Image; readonly regions: AmiReport['regions'] },
  region: string,
): AmiReport {
  return {
    ...common(item, region),
    ...origin(item),
    ...timing(result),
    result: 'built',
    id: image.id,
    name: image.name,
    regions,
  };
}

/** A row without an image, and why; also if Packer made one that is not available. */
export function failedRow(
  item: PlannedBuild | PlannedPending,
  result: BuildResult,
  cause: string,
  region: string,
): AmiReport {
  return {
    ...common(item, region),
    ...origin(item),
    ...timing(result),
    result: result.result === 'built' ? 'failed' : result.result,
    name: null,
    cause,
  };
}

type Common = Omit<AmiReport, 'result' | 'name' | 'sourceAmi' | 'baseAmi'>;

function common(
  { ami, fingerprint, versions, why, notes, fingerprintInputs }: PlanItem,
  region: string,
): Common {
  return {
    ami,
    id: null,
    region,
    regions: {},
    fingerprint,
    versions,
    why,
    notes,
    // The report is uploaded and passed on: from a digest, a short secret can be found by trying.
    fingerprintInputs: fingerprintInputs.map((input) => (input.secret ? { ...input, digest: '' } : input)),
    startedAt: null,
    durationSeconds: null,
    log: null,
    cause: null,
  };
}

function origin({ sourceAmi, baseAmi }: BuildOrder) {
  return { sourceAmi, baseAmi };
}

function timing({
  startedAt,
  durationMs,
  log,
}: Partial<Pick<BuildResult, 'startedAt' | 'durationMs' | 'log'>>) {
  return {
    startedAt: startedAt === undefined ? null : new Date(startedAt).toISOString(),
    durationSeconds: durationMs === undefined ? null : Math.round(durationMs / 1000),
    log: log ?? null,
  };
}
