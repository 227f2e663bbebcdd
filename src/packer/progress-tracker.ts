/** Tracks a build by its output: the current step, the images, the errors. Memory is bounded. */

import type { PackerEvent } from './machine-readable.ts';
import { holdsScrubbed, scrubbedMark } from './scrubbed.ts';

export interface Step {
  /** What Packer is doing, such as `provisioning 20-nvidia.sh`. */
  readonly text: string;
  /** When it began, in milliseconds since 1970. */
  readonly since: number;
}

const maxErrors = 20;
const maxErrorLength = 2000;
const maxStepLength = 80;
const maxLastLines = 10;
const maxLineLength = 300;

/** Since Packer 1.16 a script's output has the same arrow as Packer's own messages; only these end a script's step. */
const afterScript =
  /^(Provisioning |Uploading |Downloading |Pausing |Retrying |Stopping |Waiting for |Creating AMI |Terminating |Deleting |Cleaning up |Running |Connected to SSH)/;
/** Packer's messages that do not begin a step. */
const asides =
  /^(Adding tag|Attaching run tags|Found Image ID|Instance ID|AMI:|Using SSH communicator|Prevalidating AMI Name)/;

/**
 * The plugin's first message of a build, before it creates anything (common/step_source_ami_info.go, 1.8.2). It is sought
 * at the end of the line, as the build's name before it may hold anything.
 */
const sourceImage = new RegExp(`: Found Image ID: ((?:[0-9a-z-]|${scrubbedMark})+)$`);

/** What the plugin says that it makes (common/step_run_source_instance.go, step_iam_instance_profile.go, ebs/step_create_ami.go). */
const makings: readonly (readonly [RegExp, string])[] = [
  [/^Instance ID: (i-[0-9a-z]+)$/, 'instance'],
  [/^Creating temporary instance profile for this instance: (packer-[0-9a-f-]+)$/, 'instance profile'],
  [/^Creating temporary role for this instance: (packer-[0-9a-f-]+)$/, 'role'],
];
/** What it says of an AMI, and only in these steps: that AMI becomes the run's, and a script may print the same words. */
const madeAmi = /^AMI: (ami-[0-9a-z]+)$/;
const amiSteps = /^(Creating AMI |Skipping attaching run tags to AMI|Registering the AMI)/;
/** A script may print the same words, and without end. */
const maxMade = 20;

export class ProgressTracker {
  readonly #now: () => number;
  readonly #images = new Map<string, string>();
  readonly #scrubbedImages: string[] = [];
  readonly #errors: string[] = [];
  /** The end of what Packer printed outside its format: a crash, or an error in its arguments. */
  #rawText = '';
  #step: Step;
  #sourceAmi: string | null = null;
  readonly #made = new Set<string>();
  readonly #madeAmis = new Set<string>();
  #inScript = false;
  #failedIn: string | null = null;
  /** The last lines of the current script, or of the last one. */
  readonly #lastLines: string[] = [];

  constructor(now: () => number) {
    this.#now = now;
    this.#step = { text: 'starting', since: now() };
  }

  take(event: PackerEvent): void {
    switch (event.kind) {
      case 'artifact':
        if (event.field === 'id') this.#addImages(event.value);
        break;
      case 'error':
        this.#addError(event.message);
        break;
      case 'text':
        if (event.level === 'raw') this.#rawText = `${this.#rawText}${event.text}\n`.slice(-maxErrorLength);
        else if (event.begins) this.#addMessage(event.level, event.text);
        break;
    }
  }

  get step(): Step {
    return this.#step;
  }

  /** Id of the image that Packer starts from, perhaps scrubbed in part (see scrubbed.ts); null until it has found it. */
  get sourceAmi(): string | null {
    return this.#sourceAmi;
  }

  /** What Packer said that it makes, such as `instance i-1` or `role packer-1`: for people, as a script may say so too. */
  get made(): ReadonlySet<string> {
    return this.#made;
  }

  /** Ids of the AMIs that Packer said it makes in the region of the build. */
  get madeAmis(): ReadonlySet<string> {
    return this.#madeAmis;
  }

  /** AMI ids by region. */
  get images(): ReadonlyMap<string, string> {
    return this.#images;
  }

  /** Images, `region:ami-id`, of which Packer has scrubbed a part: only EC2 knows them in full. */
  get scrubbedImages(): readonly string[] {
    return this.#scrubbedImages;
  }

  /** Packer's errors, oldest first; what it printed outside its format if there are none. */
  get errors(): readonly string[] {
    return this.#errors.length > 0 || this.#rawText.trim() === '' ? this.#errors : [this.#rawText.trim()];
  }

  /** The provisioning step that failed, or null. */
  get failedIn(): string | null {
    return this.#failedIn;
  }

  /** The last lines of the last script, oldest first; empty if none has run. */
  get lastLines(): readonly string[] {
    return this.#lastLines;
  }

  /** An AMI artifact's id is `region:ami-id`, several separated by commas. Other post-processors have other ids. */
  #addImages(value: string): void {
    for (const part of value.split(',')) {
      const [, region, id] = /^([a-z0-9-]+):(ami-[0-9a-z]+)$/.exec(part.trim()) ?? [];
      if (region !== undefined && id !== undefined) this.#images.set(region, id);
      else if (holdsScrubbed(part) && this.#scrubbedImages.length < maxMade)
        this.#scrubbedImages.push(part.trim());
    }
  }

  #addMessage(level: 'say' | 'message' | 'error', text: string): void {
    const message = withoutPrefix(text).trim();
    if (message === '') return;
    // A script's standard error also comes as errors; they are kept, and the newest weigh most.
    if (level === 'error') this.#addError(message);
    // Only the first one: a script may print the same words.
    this.#sourceAmi ??= sourceImage.exec(text.trim())?.[1] ?? null;
    this.#addMade(message);
    const isStep = level !== 'error' && text.startsWith('==>') && !asides.test(message);
    if (isStep && (!this.#inScript || afterScript.test(message))) this.#beginStep(message);
    else if (this.#inScript) this.#addLine(message);
  }

  #addMade(message: string): void {
    for (const [pattern, kind] of makings) {
      const name = pattern.exec(message)?.[1];
      if (name !== undefined && this.#made.size < maxMade) this.#made.add(`${kind} ${name}`);
    }
    const ami = madeAmi.exec(message)?.[1];
    if (ami !== undefined && amiSteps.test(this.#step.text) && this.#madeAmis.size < maxMade)
      this.#madeAmis.add(ami);
  }

  #beginStep(message: string): void {
    if (message.startsWith('Provisioning step had errors')) this.#failedIn = this.#step.text;
    this.#inScript = message.startsWith('Provisioning with ');
    if (this.#inScript) this.#lastLines.length = 0;
    this.#step = { text: nameStep(message), since: this.#now() };
  }

  #addLine(line: string): void {
    this.#lastLines.push(line.length > maxLineLength ? `${line.slice(0, maxLineLength - 1)}…` : line);
    if (this.#lastLines.length > maxLastLines) this.#lastLines.shift();
  }

  #addError(message: string): void {
    const text = message.trim().slice(0, maxErrorLength);
    if (text === '' || this.#errors.includes(text)) return;
    this.#errors.push(text);
    if (this.#errors.length > maxErrors) this.#errors.shift();
  }
}

/** A build is called `type.source` or `name.type.source`, where the name may hold colons (TargetedUI, packer/ui.go). */
function withoutPrefix(text: string): string {
  return text.replace(/^(?:==>|\s{3}) (?:[^\n]*?[^\s.:]\.[^\s.:]+(?: \([^)\n]+\))?|[^:\n]+): /gm, '');
}

function nameStep(message: string): string {
  const first = message.split('\n', 1)[0] ?? '';
  const script = /^Provisioning with [\w -]*script: (?:.*\/)?([^/]+)$/.exec(first)?.[1];
  // Packer runs inline commands from a file with a random name.
  const name = script?.replace(/^packer-shell\d+$/, 'inline commands');
  const text = name === undefined ? first.replace(/\.+$/, '') : `provisioning ${name}`;
  return text.length > maxStepLength ? `${text.slice(0, maxStepLength - 1)}…` : text;
}
