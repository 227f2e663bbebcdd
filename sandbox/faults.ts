/** Faults on demand, for tests: each waits for the requests that it is meant for, and is used up by them. */

export class FaultQueue<Fault extends { readonly times?: number }> {
  #pending: { fault: Fault; left: number }[] = [];

  /** Adds a fault for `times` requests; for one unless it says otherwise. */
  add(fault: Fault): void {
    this.#pending.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#pending = [];
  }

  /** Returns the oldest fault that `matches`, which counts as one of its times, or null. */
  take(matches: (fault: Fault) => boolean): Fault | null {
    const found = this.#pending.find(({ fault }) => matches(fault));
    if (!found) return null;
    found.left--;
    this.#pending = this.#pending.filter(({ left }) => left > 0);
    return found.fault;
  }
}
