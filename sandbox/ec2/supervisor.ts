/** The first process of our own inside the namespaces: builds the sandbox up, runs the command, and takes the sandbox down. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { StepLog } from '../cache.ts';
import { findCurrentGroups, groupPrefix, joinGroups } from '../cgroups.ts';
import { endWhenInterrupted, interruptSignals, signalExitCode } from '../interrupts.ts';
import type { LaunchPlan } from '../launch-plan.ts';
import { type PublisherName, publisherNames, startMirror } from '../mirror/index.ts';
import { exitCode, run } from '../process.ts';
import {
  endpointPort,
  endpointUrl,
  imdsAddress,
  mirrorPort,
  motoPort,
  resolver,
  router,
} from './addresses.ts';
import { openStorage } from './ebs.ts';
import { type MachineController, serveEndpoint } from './endpoint.ts';
import { connectionHelp, environment } from './environment.ts';
import { serveImds } from './imds.ts';
import { createMotoClient } from './moto/account.ts';
import { startMoto } from './moto/moto.ts';
import { Reconciler } from './reconciler.ts';
import { createNetwork } from './vpc.ts';

/** Times after a signal until the command is killed, and until this process ends in any case, in milliseconds. */
const [commandGraceMs, closeLimitMs] = [2000, 3000];

/** Served whatever was asked for: instances have a package source there, which has to answer. */
const alwaysServed: readonly PublisherName[] = ['ubuntu'];

const log: StepLog = { info: (message) => void process.stderr.write(`sandbox: ${message}\n`) };

interface Sandbox {
  readonly env: Record<string, string>;
  close(): Promise<void>;
}

async function open(plan: LaunchPlan): Promise<Sandbox> {
  const groups = joinGroups(findCurrentGroups(), groupPrefix + plan.id);
  const scratch = join(plan.cache, 'mnt');
  await mountScratchFolders(scratch);
  const consoles = join(scratch, 'console');
  const logFile = join(scratch, 'moto.log');
  await mkdir(consoles);
  const accountFile = plan.account && join(plan.account, 'account.json');
  const disk = plan.account ? join(plan.account, 'disk.btrfs') : join(plan.cache, `disk-${plan.id}.btrfs`);
  const begin = accountFile ?? (plan.from && join(plan.from, 'account.json'));
  const keptAccount = begin ? await readJson(begin) : null;
  const guest = join(plan.guest, 'disk.btrfs');
  const origin = plan.from ? join(plan.from, 'disk.btrfs') : guest;
  const [storage, mirror] = await Promise.all([
    openStorage(guest, join(scratch, 'disk'), disk, plan.account !== null, origin),
    createNetwork().then(() =>
      startMirror({
        host: router,
        port: mirrorPort,
        log,
        wants: publisherNames.filter((name) => [...plan.mirror, ...alwaysServed].includes(name)),
      }),
    ),
    startMoto({
      folder: plan.moto,
      port: motoPort,
      content: basename(plan.guest),
      account: keptAccount,
      logFile,
    }),
  ]);
  const account = createMotoClient(`http://127.0.0.1:${motoPort}`);
  const reconciler = new Reconciler({ account, storage, consoles, groups, log });
  await reconciler.reconcile();
  const save = async (): Promise<void> => {
    if (!accountFile) return;
    await writeFile(`${accountFile}.new`, JSON.stringify(await account.read()));
    await rename(`${accountFile}.new`, accountFile);
  };
  const consoleOutput = async (id: string): Promise<{ text: string; at: Date } | null> => {
    if (!(await account.read()).instances.some((instance) => instance.id === id)) return null;
    const file = reconciler.consoleOf(id);
    const text = await readFile(file, 'utf8').catch(() => '');
    return { text, at: text ? (await stat(file)).mtime : new Date() };
  };
  const machines: MachineController = {
    reconcile: () => reconciler.reconcile(),
    settle: (ids) => reconciler.settle(ids),
    whileDown: (id, action) => reconciler.whileDown(id, action),
    reboot: (id) => reconciler.reboot(id),
    consoleOutput,
    save,
  };
  await Promise.all([
    serveEndpoint({
      host: router,
      port: endpointPort,
      moto: motoPort,
      machines,
      resources: () => account.listResources(),
      log,
    }),
    serveImds(imdsAddress, account),
  ]);
  return {
    env: environment({ endpoint: endpointUrl, mirror }),
    async close() {
      await reconciler.close();
      await storage.close();
    },
  };
}

/** Mounts a folder for logs and mount points that ends with the namespace, and hides folders of the host. */
async function mountScratchFolders(scratch: string): Promise<void> {
  for (const folder of [scratch, '/run/netns', '/run/systemd/nspawn']) {
    await mkdir(folder, { recursive: true });
    await run('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'sandbox', folder]);
  }
  const resolvConf = join(scratch, 'resolv.conf');
  await writeFile(resolvConf, `nameserver ${resolver}\n`);
  await run('mount', ['--bind', resolvConf, '/etc/resolv.conf']);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Waits for the plan. Signals that reach only the starter come the same way, and go to `onSignal`. */
function receivePlan(onSignal: (signal: NodeJS.Signals) => void): Promise<LaunchPlan> {
  return new Promise((resolve) => {
    process.on('message', (message: LaunchPlan | { signal: NodeJS.Signals }) => {
      if ('signal' in message) onSignal(message.signal);
      else resolve(message);
    });
    process.send?.('needs network');
  });
}

/** Variables of the starter that are not for the command. */
const hiddenVariables = [
  ...['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_CA_BUNDLE'],
  ...['NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE'],
];

/** Signals that come while the sandbox is up. */
class Interruption {
  /** The command, which a signal is for too. */
  child: ChildProcess | null = null;
  readonly signal: Promise<void>;
  #resolve: () => void = () => undefined;

  constructor() {
    this.signal = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    // A Ctrl-C at the terminal reaches the command by itself.
    for (const signal of interruptSignals)
      process.on(signal, () => this.onSignal(signal, signal !== 'SIGINT'));
  }

  onSignal(signal: NodeJS.Signals, forward: boolean): void {
    this.#resolve();
    if (forward) this.child?.kill(signal);
    // With this process the kernel ends all others, and takes mounts and network away: taking down in order is only kinder.
    setTimeout(() => this.child?.kill('SIGKILL'), commandGraceMs);
    setTimeout(() => process.exit(signalExitCode(signal)), closeLimitMs);
  }
}

/** Runs the command and returns its exit code; without a command, waits for a signal. */
async function runCommand(
  command: LaunchPlan['command'],
  own: Sandbox['env'],
  interruption: Interruption,
): Promise<number> {
  if (!command) {
    await interruption.signal;
    return 0;
  }
  const [file = '', ...args] = command;
  const env: NodeJS.ProcessEnv = { ...process.env, ...own };
  for (const name of hiddenVariables) delete env[name];
  const child = spawn(file, args, { stdio: 'inherit', env });
  interruption.child = child;
  return exitCode(child, file);
}

async function main(): Promise<number> {
  const release = endWhenInterrupted();
  let interruption: Interruption | null = null;
  const plan = await receivePlan((signal) => {
    if (interruption) interruption.onSignal(signal, true);
    else process.kill(process.pid, signal);
  });
  const start = performance.now();
  const sandbox = await open(plan);
  log.info(`up in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  release();
  interruption = new Interruption();
  if (!plan.command) process.stdout.write(connectionHelp(sandbox.env, plan.firstProcess));
  try {
    return await runCommand(plan.command, sandbox.env, interruption);
  } finally {
    await sandbox.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    log.info(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
