/** What is kept of a build's output while it streams by: where it is, what it made, what went wrong. Memory is bounded. */

import type { PackerEvent } from './machine-readable.ts';

export interface Step {
  /** What Packer is doing, such as `provisioning 20-nvidia.sh`. */
  readonly text: string;
  /** When it began, in milliseconds of the clock. */
  readonly since: number;
}

const maxErrors = 20;
const maxErrorLength = 2000;
const maxStepLength = 80;
const maxWords = 10;
const maxWordLength = 300;

/** Since Packer 1.16 a script's output comes with the same arrow as Packer's own voice; only these end a script's step. */
const afterScript =
  /^(Provisioning |Uploading |Downloading |Pausing |Retrying |Stopping |Waiting for |Creating AMI |Terminating |Deleting |Cleaning up |Running |Connected to SSH)/;
/** What Packer says on the way, which is no step. */
const asides =
  /^(Adding tag|Attaching run tags|Found Image ID|Instance ID|AMI:|Using SSH communicator|Prevalidating AMI Name)/;

export class ProgressTracker {
  readonly #now: () => number;
  readonly #images = new Map<string, string>();
  readonly #errors: string[] = [];
  /** What Packer's own last words were outside its format: a crash, or a fault of its command line. */
  #raw = '';
  #step: Step;
  #inScript = false;
  #failedIn: string | null = null;
  /** The last lines of the script that runs, or ran last. */
  readonly #words: string[] = [];

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

  /** The provisioner's step that failed, or null. */
  get failedIn(): string | null {
    return this.#failedIn;
  }

  /** What the script that was last run said at last, oldest first; empty if none was run. */
  get lastWords(): readonly string[] {
    return this.#words;
  }

  /** An AMI artifact's id is `region:ami-id`, several by comma. Those of other post-processors are something else. */
  #artifact(value: string): void {
    for (const part of value.split(',')) {
      const [, region, id] = /^([a-z0-9-]+):(ami-[0-9a-z]+)$/.exec(part.trim()) ?? [];
      if (region !== undefined && id !== undefined) this.#images.set(region, id);
    }
  }

  #said(level: 'say' | 'message' | 'error', text: string): void {
    const said = withoutPrefix(text).trim();
    if (said === '') return;
    // A script's standard error comes as errors as well; they are remembered, and the newest weigh most.
    if (level === 'error') this.#error(said);
    const isStep = level !== 'error' && text.startsWith('==>') && !asides.test(said);
    if (isStep && (!this.#inScript || afterScript.test(said))) this.#begin(said);
    else if (this.#inScript) this.#word(said);
  }

  #begin(said: string): void {
    const text = stepOf(said);
    if (said.startsWith('Provisioning step had errors')) this.#failedIn = this.#step.text;
    this.#inScript = said.startsWith('Provisioning with ');
    if (this.#inScript) this.#words.length = 0;
    this.#step = { text, since: this.#now() };
  }

  #word(said: string): void {
    this.#words.push(said.length > maxWordLength ? `${said.slice(0, maxWordLength - 1)}…` : said);
    if (this.#words.length > maxWords) this.#words.shift();
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
  const first = said.split('\n', 1)[0] ?? '';
  const script = /^Provisioning with [\w -]*script: (?:.*\/)?([^/]+)$/.exec(first)?.[1];
  // Inline commands run from a file of a random name.
  const name = script?.replace(/^packer-shell\d+$/, 'inline commands');
  const text = name === undefined ? first.replace(/\.+$/, '') : `provisioning ${name}`;
  return text.length > maxStepLength ? `${text.slice(0, maxStepLength - 1)}…` : text;
}
