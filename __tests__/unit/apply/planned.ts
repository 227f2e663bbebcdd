/** Items of a plan for the AMI `web`. */
import type { Tags } from '../../../src/aws/types.ts';
import type { PlanItem, PlannedBuild, PlannedPending } from '../../../src/plan/plan-item.ts';
import { image } from '../../helpers/images.ts';

const planned = {
  ami: 'web',
  fingerprint: 'f1',
  why: ['because'],
  versions: {},
  fingerprintInputs: [],
  notes: [],
};
const order = {
  only: 'web.*',
  amiName: 'test-web-f1',
  nameTakenBy: null,
  alwaysBuilt: false,
  plannedAt: Date.parse('2025-12-31T23:59:00Z'),
  copyRegions: [],
  hasUnknownRegions: false,
  orphans: [],
  sourceAmi: null,
  baseAmi: null,
  variables: {},
  runVariables: [],
  untagged: [],
  tags: {},
};

export function plannedBuild(more: Partial<PlannedBuild> = {}): PlannedBuild {
  return { ...planned, ...order, ...more, decision: 'build' };
}

export function plannedReuse(id: string): PlanItem {
  return { ...planned, decision: 'reuse', image: image({ id }), regions: { 'us-east-1': id } };
}

export function plannedPending(id: string, tags: Tags = {}): PlannedPending {
  return { ...planned, ...order, decision: 'pending', image: image({ id, tags }) };
}
