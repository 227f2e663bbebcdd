/** What is kept of a build's output while it streams by: where it is, what it made, what went wrong. Memory is bounded. */

import type { PackerEvent } from './stream.ts';

export interface Step {
  /** What Packer is doing, such as `provisioning 20-nvidia.sh`. */
  readonly text: string;
  /** When it began, in milliseconds of the clock. */
  readonly since: number;
}

const maxErrors = 20;
const maxErrorLength = 2000;
const maxStepLength = 80;

export class Transcript {
  readonly #now: () => number;
  readonly #images = new Map<string, string>();
  readonly #errors: string[] = [];
  /** What Packer's own last words were outside its format: a crash, or a fault of its command line. */
  #raw = '';
  #step: Step;

  constructor(now: () => number) {
    this.#now = now;
    this.#step = { text: 'starting', since: now() };
  }

  take(event: PackerEvent): void {
    switch (event.kind) {
      case 'artifact':
        if (event.field === 'id') this.#artifact(event.value);
        break;
      case 'error':
        this.#error(event.message);
        break;
      case 'text':
        if (event.level === 'raw') this.#raw = `${this.#raw}${event.text}\n`.slice(-maxErrorLength);
        else if (event.begins) this.#said(event.level, event.text);
        break;
    }
  }

  get step(): Step {
    return this.#step;
  }

  /** AMI ids by region. */
  get images(): ReadonlyMap<string, string> {
    return this.#images;
  }

  /** What went wrong, in Packer's words: the cause of the failed build first, then what it said on the way. */
  get errors(): readonly string[] {
    return this.#errors.length > 0 || this.#raw.trim() === '' ? this.#errors : [this.#raw.trim()];
  }

  /** An AMI artifact's id is `region:ami-id`, several by comma. Those of other post-processors are something else. */
  #artifact(value: string): void {
    for (const part of value.split(',')) {
      const [, region, id] = /^([a-z0-9-]+):(ami-[0-9a-z]+)$/.exec(part.trim()) ?? [];
      if (region !== undefined && id !== undefined) this.#images.set(region, id);
    }
  }

  #said(level: 'say' | 'message' | 'error', text: string): void {
    // `==> base.amazon-ebs.base: text` is Packer's voice; a script's output comes with four spaces instead of the arrow.
    const [, , said = ''] = /^==> ([^:\n]+): ([^\n]*)/.exec(text) ?? [];
    if (level === 'error') {
      // A script's standard error comes as errors as well; they are remembered, and the newest weigh most.
      this.#error(withoutPrefix(text));
    } else if (said.trim() !== '') {
      this.#step = { text: stepOf(said.trim()), since: this.#now() };
    }
  }

  #error(message: string): void {
    const text = message.trim().slice(0, maxErrorLength);
    if (text === '' || this.#errors.includes(text)) return;
    this.#errors.push(text);
    if (this.#errors.length > maxErrors) this.#errors.shift();
  }
}

function withoutPrefix(text: string): string {
  return text.replace(/^(?:==>|\s{3}) [^:\n]+: /gm, '');
}

function stepOf(said: string): string {
  const script = /^Provisioning with [\w -]*script: (?:.*\/)?([^/]+)$/.exec(said)?.[1];
  const text = script === undefined ? said.replace(/\.+$/, '') : `provisioning ${script}`;
  return text.length > maxStepLength ? `${text.slice(0, maxStepLength - 1)}…` : text;
}
