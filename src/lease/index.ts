/** Who owns what in AWS, and until when: tags and state while a run goes, and the clearing up after it. */

export { type FinishOptions, finishRun, type Processes, postBudgetMs } from './finish.ts';
export { Lease, type LeaseState, parseLease, stateName } from './state.ts';
export { type SweepOptions, type Swept, sweep } from './sweep.ts';
export { imageTags, type LeaseHolder, leaseHolder, leaseTags, newNonce, prolonged, tagKeys } from './tags.ts';
