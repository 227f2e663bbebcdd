/** What post must know of a run: kept current during the run, and saved before anything is created. */

import type { ProcessRef } from '../packer/detached-process.ts';
import { isNonce } from './tags.ts';

export interface LeaseState {
  readonly nonce: string;
  readonly region: string;
  /** The other regions that AMIs are copied to. */
  readonly copyRegions: readonly string[];
  /** AMIs that are copied to regions that only Packer knows. */
  readonly unknownRegions: readonly string[];
  /** False once nothing is left to clean up. */
  readonly open: boolean;
  /** True once a Packer may have been started, so that something may be left in AWS. */
  readonly started: boolean;
  /** When that was, in EC2's time, in milliseconds since 1970; 0 before. */
  readonly since: number;
  /** AMIs whose builds leave untagged resources, as their templates take no run tags. */
  readonly unleased: readonly string[];
  /** What Packer said that it makes, such as `instance i-1`, the latest of it: for people only. */
  readonly made: readonly { readonly ami: string; readonly what: string }[];
  /** Images that Packer said it made in `region`: they may not bear this run's tags yet. */
  readonly images: readonly { readonly ami: string; readonly id: string }[];
  /** Ids of images that are finished, and of their snapshots. */
  readonly finished: readonly string[];
  /** Packers that have not been seen to end. */
  readonly packers: readonly (ProcessRef & { readonly ami: string })[];
  /** Private folders to delete at the end of the run. */
  readonly folders: readonly string[];
}

/** The name under which main saves the state and post finds it. */
export const leaseStateName = 'lease';

/**
 * The state is one environment variable of post's, which Linux limits to 128 KiB (MAX_ARG_STRLEN, execve(2)): without a limit, what
 * a hundred builds made would keep post from being started.
 */
const maxMade = 100;

export class Lease {
  #state: LeaseState;
  readonly #save: (state: string) => void;

  /** @param save Keeps a text for post; the last one counts. Called at once and at every change. */
  constructor(nonce: string, region: string, save: (state: string) => void) {
    this.#save = save;
    this.#state = {
      nonce,
      region,
      copyRegions: [],
      unknownRegions: [],
      open: true,
      started: false,
      since: 0,
      unleased: [],
      made: [],
      images: [],
      finished: [],
      packers: [],
      folders: [],
    };
    this.#change({});
  }

  get state(): LeaseState {
    return this.#state;
  }

  /** Call before anything is written into the folder. */
  addFolder(path: string): void {
    this.#change({ folders: [...this.#state.folders, path] });
  }

  /**
   * Call before Packers start.
   * @param now EC2's time, in milliseconds since 1970; the first call's counts.
   * @param more AMIs whose templates take no run tags, the other regions that AMIs are copied to, and AMIs for which those are not
   * known.
   */
  markStarted(now: number, more: Pick<LeaseState, 'unleased' | 'copyRegions' | 'unknownRegions'>): void {
    const { started, since } = this.#state;
    const add = (name: keyof typeof more) => [...new Set([...this.#state[name], ...more[name]])];
    this.#change({
      started: true,
      since: started ? since : now,
      unleased: add('unleased'),
      copyRegions: add('copyRegions'),
      unknownRegions: add('unknownRegions'),
    });
  }

  /** Call before images are tagged as finished: EC2 may refuse the tags, or show them only after post has looked. */
  addFinished(ids: readonly string[]): void {
    this.#change({ finished: [...this.#state.finished, ...ids] });
  }

  /** Records a process; not one that could not be started, which has no pid. */
  addPacker(ami: string, { pid, started }: ProcessRef): void {
    if (pid === 0) return;
    this.#change({ packers: [...this.#state.packers, { ami, pid, started }] });
  }

  addMade(ami: string, made: readonly string[]): void {
    const all = [...this.#state.made, ...made.map((what) => ({ ami, what }))];
    this.#change({ made: all.slice(-maxMade) });
  }

  addImage(ami: string, id: string): void {
    this.#change({ images: [...this.#state.images, { ami, id }] });
  }

  removePacker(ref: ProcessRef): void {
    const packers = this.#state.packers.filter(
      ({ pid, started }) => pid !== ref.pid || started !== ref.started,
    );
    this.#change({ packers });
  }

  /** Call when nothing is left to clean up. */
  close(): void {
    this.#change({ open: false, packers: [], folders: [] });
  }

  #change(change: Partial<LeaseState>): void {
    this.#state = { ...this.#state, ...change };
    this.#save(JSON.stringify(this.#state));
  }
}

/** The state that main saved, or null if it saved none. Throws if it can't be read. */
export function parseLease(text: string | undefined): LeaseState | null {
  if (text === undefined || text === '') return null;
  const state: unknown = JSON.parse(text);
  if (!isLease(state))
    throw new Error(`the saved state was not written by this action: ${text.slice(0, 200)}`);
  return state;
}

function isLease(value: unknown): value is LeaseState {
  if (typeof value !== 'object' || value === null) return false;
  const { nonce, region, open, started, since, ...lists } = value as Record<string, unknown>;
  return (
    typeof nonce === 'string' &&
    isNonce(nonce) &&
    typeof region === 'string' &&
    typeof open === 'boolean' &&
    typeof started === 'boolean' &&
    typeof since === 'number' &&
    ['copyRegions', 'unknownRegions', 'unleased', 'made', 'images', 'finished', 'packers', 'folders'].every(
      (name) => Array.isArray(lists[name]),
    )
  );
}
