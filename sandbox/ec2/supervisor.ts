/** The sandbox's first own process, inside its namespaces: builds everything up, runs the command, and takes everything down. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { StepLog } from '../cache.ts';
import { currentGroups, groupPrefix, joinGroups } from '../host/cgroups.ts';
import type { LaunchPlan } from '../launch-plan.ts';
import { type PublisherName, publisherNames, startMirror } from '../mirror/index.ts';
import { command as run } from '../process.ts';
import { endpointPort, endpointUrl, metadata, mirrorPort, motoPort, resolver, router } from './addresses.ts';
import { openStorage } from './ebs.ts';
import { serveProxy } from './endpoint.ts';
import { environment, invitation } from './environment.ts';
import { serveMetadata } from './imds.ts';
import { accountDoor } from './moto/account.ts';
import { startMoto } from './moto/moto.ts';
import { Fleet } from './reconciler.ts';
import { createNetwork } from './vpc.ts';

/** Instances have a package source there, which has to answer. */
const alwaysServed: readonly PublisherName[] = ['ubuntu'];

const log: StepLog = { info: (message) => void process.stderr.write(`sandbox: ${message}\n`) };

interface Sandbox {
  readonly env: Record<string, string>;
  close(): Promise<void>;
}

async function open(plan: LaunchPlan): Promise<Sandbox> {
  const groups = joinGroups(currentGroups(), groupPrefix + plan.id);
  const scratch = join(plan.cache, 'mnt');
  await mountScratch(scratch);
  const consoles = join(scratch, 'console');
  const logFile = join(scratch, 'moto.log');
  await mkdir(consoles);
  const accountFile = plan.account && join(plan.account, 'account.json');
  const disk = plan.account ? join(plan.account, 'disk.btrfs') : join(plan.cache, `disk-${plan.id}.btrfs`);
  const begin = accountFile ?? (plan.from && join(plan.from, 'account.json'));
  const kept = begin ? await readJson(begin) : null;
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
      account: kept,
      logFile,
    }),
  ]);
  const account = accountDoor(`http://127.0.0.1:${motoPort}`);
  const fleet = new Fleet({ account, storage, consoles, groups, log });
  await fleet.converge();
  const save = async (): Promise<void> => {
    if (!accountFile) return;
    await writeFile(`${accountFile}.new`, JSON.stringify(await account.read()));
    await rename(`${accountFile}.new`, accountFile);
  };
  const consoleOutput = async (id: string): Promise<{ text: string; at: Date } | null> => {
    if (!(await account.read()).instances.some((instance) => instance.id === id)) return null;
    const file = fleet.consoleOf(id);
    const text = await readFile(file, 'utf8').catch(() => '');
    return { text, at: text ? (await stat(file)).mtime : new Date() };
  };
  const followers = {
    converge: () => fleet.converge(),
    settle: (ids: Iterable<string>) => fleet.settle(ids),
    whileDown: <T>(id: string, action: () => Promise<T>) => fleet.whileDown(id, action),
    reboot: (id: string) => fleet.reboot(id),
    consoleOutput,
    save,
  };
  await Promise.all([
    serveProxy({ host: router, port: endpointPort, moto: motoPort, followers, log }),
    serveMetadata(metadata, account),
  ]);
  return {
    env: environment({ endpoint: endpointUrl, mirror }),
    async close() {
      await fleet.close();
      await storage.close();
    },
  };
}

/** Room for logs and mount points that ends with the namespace, and folders of the system that must not be the host's. */
async function mountScratch(scratch: string): Promise<void> {
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

/** Waits for the plan; signals that reach the starter come the same way. */
function starter(onSignal: (signal: NodeJS.Signals) => void): Promise<LaunchPlan> {
  return new Promise((resolve) => {
    process.on('message', (message: LaunchPlan | { signal: NodeJS.Signals }) => {
      if ('signal' in message) onSignal(message.signal);
      else resolve(message);
    });
    process.send?.('needs network');
  });
}

/** Runs the command in the foreground; its exit code, or 128 and the signal's number as shells have it. */
function execute(
  command: readonly string[],
  env: NodeJS.ProcessEnv,
  onStart: (child: ChildProcess) => void,
): Promise<number> {
  const [file = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', env });
    onStart(child);
    child.on('error', (error) => reject(new Error(`cannot run ${file}: ${error.message}`)));
    child.on('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === 'SIGKILL' ? 9 : signal === 'SIGINT' ? 2 : 15)),
    );
  });
}

async function main(): Promise<number> {
  let child: ChildProcess | null = null;
  let stop: () => void = () => process.exit(130);
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  // A Ctrl-C at the terminal reaches the command by itself; what was sent to the starter alone has to be handed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stop();
      if (signal !== 'SIGINT') child?.kill(signal);
    });
  }
  const plan = await starter((signal) => {
    stop();
    child?.kill(signal);
  });
  const begun = performance.now();
  const sandbox = await open(plan);
  log.info(`up in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  const env = { ...process.env, ...sandbox.env };
  for (const name of [
    'AWS_PROFILE',
    'AWS_SESSION_TOKEN',
    'AWS_CA_BUNDLE',
    'NODE_CHANNEL_FD',
    'NODE_CHANNEL_SERIALIZATION_MODE',
  ]) {
    delete (env as NodeJS.ProcessEnv)[name];
  }
  try {
    if (plan.command) return await execute(plan.command, env, (started) => (child = started));
    process.stdout.write(invitation(sandbox.env, plan.firstProcess));
    await stopped;
    return 0;
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
