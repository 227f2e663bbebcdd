/** The state of a run that has started a Packer and was not closed. */
import type { LeaseState } from '../../src/lease/state.ts';

export function openLease(state: Pick<LeaseState, 'nonce' | 'region'> & Partial<LeaseState>): LeaseState {
  return {
    copyRegions: [],
    unknownRegions: [],
    open: true,
    started: true,
    since: 0,
    unleased: [],
    made: [],
    images: [],
    finished: [],
    packers: [],
    folders: [],
    ...state,
  };
}
