/** A step `uses: catalyst/ami-action` as a runner runs it: the built action as a process, with files for what it writes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { type RoleName, roles } from '../../src/aws/policies.ts';
import { signIn } from '../../tools/iam/sign-in.ts';
import { withoutRunner } from '../../tools/runner-env.ts';
import { patience } from '../helpers/wait-for.ts';

export const root = join(import.meta.dirname, '../..');

/** What a finished step left. */
export interface Finished {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Variables of a session for each role that a step can have. */
type Sessions = Readonly<Record<RoleName, NodeJS.ProcessEnv>>;

/** Folders of one job on one runner; steps in it share them. Each step has the role that docs/iam.md has for its mode. */
export class Runner {
  readonly folder: string;
  readonly #inputs: Readonly<Record<string, string>>;
  readonly #sessions: Sessions;

  private constructor(folder: string, inputs: Readonly<Record<string, string>>, sessions: Sessions) {
    this.folder = folder;
    this.#inputs = inputs;
    this.#sessions = sessions;
  }

  /**
   * A job whose workspace holds `files` (path to content). The sandbox's mirror and key are its inputs; `settings` of its templates are
   * those for which docs/iam.md has statements of their own.
   */
  static async start(
    files: Readonly<Record<string, string>> = {},
    settings: readonly string[] = [],
  ): Promise<Runner> {
    const folder = await mkdtemp(join(tmpdir(), 'ami-action-e2e-'));
    for (const name of ['workspace', 'temp', 'tools']) await mkdir(join(folder, name));
    for (const [name, text] of Object.entries(files)) {
      await mkdir(join(folder, 'workspace', name, '..'), { recursive: true });
      await writeFile(join(folder, 'workspace', name), text);
    }
    const endpoint = sandboxEnv('AWS_ENDPOINT_URL');
    const sessions = {
      plan: await signIn(endpoint, 'plan'),
      build: await signIn(endpoint, 'build', settings),
      reap: await signIn(endpoint, 'reap', settings),
    };
    const inputs = { mirror: sandboxEnv('MIRROR'), 'packer-key': sandboxEnv('PACKER_KEY') };
    return new Runner(folder, inputs, sessions);
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Starts main with these inputs. */
  main(inputs: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}): Promise<Step> {
    const role = roles.find((name) => name === inputs['mode']) ?? 'build';
    const all = { ...this.#sessions[role], ...env };
    return Step.start(this.folder, 'dist/index.js', { ...this.#inputs, ...inputs }, {}, all);
  }

  /** Runs main to its end. */
  async run(inputs: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    return (await this.main(inputs, env)).finished;
  }

  /** Runs post with the state that main saved. */
  async post(main: Finished, inputs: Readonly<Record<string, string>> = {}): Promise<Finished> {
    const all = { ...this.#inputs, ...inputs };
    return (await Step.start(this.folder, 'dist/post.js', all, main.state, this.#sessions.build)).finished;
  }
}

export class Step {
  readonly finished: Promise<Finished>;
  readonly child: ChildProcess;
  readonly #files: Record<FileName, string>;
  #output = '';
  #read = Promise.resolve();
  readonly #waiting = new Set<() => void>();

  private constructor(child: ChildProcess, files: Record<FileName, string>) {
    this.child = child;
    this.#files = files;
    const add = (chunk: string): void => {
      this.#output += chunk;
      for (const check of this.#waiting) check();
    };
    child.stdout?.setEncoding('utf8').on('data', add);
    child.stderr?.setEncoding('utf8').on('data', add);
    this.finished = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', async (exitCode, signal) => {
        await this.#read;
        const read = async (name: FileName) => pairs(await readFile(files[name], 'utf8'));
        const summary = await readFile(files.GITHUB_STEP_SUMMARY, 'utf8');
        const [outputs, state] = [await read('GITHUB_OUTPUT'), await read('GITHUB_STATE')];
        resolve({ exitCode, signal, output: this.#output, outputs, state, summary });
      });
    });
  }

  static async start(
    folder: string,
    entry: string,
    inputs: Readonly<Record<string, string>>,
    state: Readonly<Record<string, string>>,
    env: NodeJS.ProcessEnv = {},
  ): Promise<Step> {
    const own = await mkdtemp(join(folder, 'step-'));
    const files = {} as Record<FileName, string>;
    for (const name of fileNames) {
      files[name] = join(own, name);
      await writeFile(files[name], '');
    }
    const child = spawn(process.execPath, [join(root, entry)], {
      cwd: join(folder, 'workspace'),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...withoutRunner(process.env),
        ...files,
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: join(folder, 'workspace'),
        GITHUB_REPOSITORY: 'catalyst/fleet',
        GITHUB_RUN_ID: '4711',
        GITHUB_RUN_ATTEMPT: '1',
        GITHUB_JOB: 'bake',
        RUNNER_TEMP: join(folder, 'temp'),
        RUNNER_TOOL_CACHE: join(folder, 'tools'),
        ...Object.fromEntries(
          Object.entries(inputs).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]),
        ),
        ...Object.fromEntries(Object.entries(state).map(([name, text]) => [`STATE_${name}`, text])),
        ...env,
      },
    });
    return new Step(child, files);
  }

  /** What it has saved for post so far. */
  async state(): Promise<Finished['state']> {
    return pairs(await readFile(this.#files.GITHUB_STATE, 'utf8'));
  }

  /** From now on takes the output a line at a time, always behind the step. */
  readSlowly(): void {
    const write = async (chunk: Buffer | string, _: string, done: () => void): Promise<void> => {
      for (const line of String(chunk).split(/(?<=\n)/)) {
        this.#output += line;
        await setImmediate();
      }
      done();
    };
    const reader = new Writable({ highWaterMark: 1, write });
    this.#read = finished(reader);
    this.child.stdout?.removeAllListeners('data').pipe(reader);
  }

  /** Resolves when the step has printed what matches; rejects if it ends before, or takes longer than `patience`. */
  async printed(pattern: RegExp): Promise<void> {
    const seen = new Promise<void>((resolve) => {
      const check = (): void => {
        if (!pattern.test(this.#output)) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
    const ended = this.finished.then(({ output }) => {
      if (!pattern.test(output)) throw new Error(`the step ended and never printed ${pattern}:\n${output}`);
    });
    const limit = new AbortController();
    const late = wait(patience * 1000, null, { signal: limit.signal }).then(() => {
      throw new Error(`waited ${patience} s for the step to print ${pattern}:\n${this.#output}`);
    });
    await Promise.race([seen, ended, late]).finally(() => limit.abort());
  }

  /** Cancels as GitHub's runner does: SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL, to this process only. */
  async cancel(): Promise<Finished> {
    const timers = [
      setTimeout(() => this.child.kill('SIGTERM'), 7500),
      setTimeout(() => this.child.kill('SIGKILL'), 10_000),
    ];
    this.child.kill('SIGINT');
    const finished = await this.finished;
    for (const timer of timers) clearTimeout(timer);
    return finished;
  }
}

const fileNames = [
  'GITHUB_OUTPUT',
  'GITHUB_STATE',
  'GITHUB_STEP_SUMMARY',
  'GITHUB_ENV',
  'GITHUB_PATH',
] as const;
type FileName = (typeof fileNames)[number];

/** Reads `name=value` and `name<<MARK` blocks, as the runner does. */
function pairs(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const block = /^([^=<]+)<<(.+)$/.exec(lines[i] ?? '');
    const plain = /^([^=<]+)=(.*)$/.exec(lines[i] ?? '');
    if (block?.[1] !== undefined) {
      const end = lines.indexOf(block[2] as string, i + 1);
      found[block[1]] = lines.slice(i + 1, end).join('\n');
      i = end;
    } else if (plain?.[1] !== undefined) found[plain[1]] = plain[2] as string;
  }
  return found;
}

/** What the sandbox hands to whatever runs in it. */
export function sandboxEnv(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set: run this inside the sandbox, as \`make test\` does`);
  }
  return value;
}
