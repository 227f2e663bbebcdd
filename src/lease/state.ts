/** What post must know of a run, kept current while it goes, and saved before each thing comes to be. */

import type { ProcessRef } from '../packer/detached-process.ts';

export interface LeaseState {
  readonly nonce: string;
  readonly region: string;
  /** False once the run is over and has left nothing to do. */
  readonly open: boolean;
  /** Whether a Packer has been started, so that AWS may hold something. */
  readonly started: boolean;
  readonly amis: readonly string[];
  /** Packers that have not been seen to end. */
  readonly packers: readonly (ProcessRef & { readonly ami: string })[];
  /** Private folders that go away with the run. */
  readonly folders: readonly string[];
}

/** The state's name between main and post. */
export const leaseStateName = 'lease';

export class Lease {
  #state: LeaseState;
  readonly #save: (state: string) => void;

  /** @param save Keeps a text for post; the last one counts. Called at once, and at every change. */
  constructor(nonce: string, region: string, save: (state: string) => void) {
    this.#save = save;
    this.#state = { nonce, region, open: true, started: false, amis: [], packers: [], folders: [] };
    this.#change({});
  }

  get state(): LeaseState {
    return this.#state;
  }

  /** Call before the folder is made. */
  addFolder(path: string): void {
    this.#change({ folders: [...this.#state.folders, path] });
  }

  /** Call before the first Packer starts. */
  markStarted(amis: readonly string[]): void {
    this.#change({ started: true, amis });
  }

  packerStarted(ami: string, { pid, started }: ProcessRef): void {
    if (pid === 0) return;
    this.#change({ packers: [...this.#state.packers, { ami, pid, started }] });
  }

  packerEnded(ref: ProcessRef): void {
    const packers = this.#state.packers.filter(
      ({ pid, started }) => pid !== ref.pid || started !== ref.started,
    );
    this.#change({ packers });
  }

  /** Nothing is left to do: every AMI is finished, every folder gone. */
  close(): void {
    this.#change({ open: false, packers: [], folders: [] });
  }

  #change(change: Partial<LeaseState>): void {
    this.#state = { ...this.#state, ...change };
    this.#save(JSON.stringify(this.#state));
  }
}

/** The state that main left, or null where it left none; throws where it cannot be read. */
export function parseLease(text: string | undefined): LeaseState | null {
  if (text === undefined || text === '') return null;
  const state: unknown = JSON.parse(text);
  if (!isLease(state)) throw new Error(`the saved state is not one of this action: ${text.slice(0, 200)}`);
  return state;
}

function isLease(value: unknown): value is LeaseState {
  if (typeof value !== 'object' || value === null) return false;
  const { nonce, region, open, packers, folders } = value as Record<string, unknown>;
  return (
    typeof nonce === 'string' &&
    /^[0-9a-f]{8,}$/.test(nonce) &&
    typeof region === 'string' &&
    typeof open === 'boolean' &&
    Array.isArray(packers) &&
    Array.isArray(folders)
  );
}
