/** A sandbox's life: what it hands on, what it keeps, and that it leaves nothing, however it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { cacheRoot } from '../../sandbox/cache.ts';
import { findCurrentGroups, groupPrefix } from '../../sandbox/cgroups.ts';
import { part } from '../../sandbox/parts/index.ts';
import { run } from '../../sandbox/process.ts';
import { until } from '../helpers/wait-for.ts';

/** A first start may have to wait for parts to be built. */
jest.setTimeout(600_000);

const root = join(import.meta.dirname, '../..');
const account = `test-${process.pid}`;
const started: ChildProcess[] = [];
let aws = '';

beforeAll(async () => {
  aws = join(await part('awscli', { info: () => undefined }), 'bin/aws');
}, 600_000);
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await run('rm', ['-rf', join(cacheRoot(), 'accounts', account)]);
});

/** Starts a sandbox around a shell script, with its standard output and its errors. */
function start(
  script: string,
  options: readonly string[] = [],
): { child: ChildProcess; output: () => string; errors: () => string } {
  const args = ['sandbox/cli.ts', 'run', '--mirror', 'nebula', ...options, '--', 'bash', '-euc', script];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, aws },
  });
  started.push(child);
  const texts = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => (texts.out += chunk));
  child.stderr?.on('data', (chunk) => (texts.err += chunk));
  return { child, output: () => texts.out, errors: () => texts.err };
}

const exit = (child: ChildProcess): Promise<number | NodeJS.Signals | null> =>
  new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));

/** Launches an instance. */
const launch = `
image=$($aws ec2 describe-images --owners 099720109477 --query 'Images[0].ImageId' --output text)
id=$($aws ec2 run-instances --image-id "$image" --instance-type t3.small --query 'Instances[0].InstanceId' --output text)
`;
/** Prints the name of the sandbox. */
const printName = `grep -o '${groupPrefix}[0-9a-f]*' /proc/self/cgroup | head -n 1`;

/** Finds the processes, loop devices, disks and control groups of a sandbox. */
async function findTraces(name: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      if (readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(name)) found.push(`process ${pid}`);
    } catch {
      // It ended while we looked.
    }
  }
  const disk = `disk-${name.slice(groupPrefix.length)}.btrfs`;
  if ((await run('losetup', ['--all'])).includes(disk)) found.push(`loop device of ${disk}`);
  if (existsSync(join(cacheRoot(), disk))) found.push(disk);
  for (const parent of findCurrentGroups())
    if (existsSync(join(parent, name))) found.push(`group ${join(parent, name)}`);
  return found;
}

/** Reads the host's addresses, routes and nft tables; not the lifetimes of addresses, which count down on a host with DHCP. */
async function readHostNetwork(): Promise<string> {
  const links = JSON.parse(await run('ip', ['-json', 'address'])) as {
    ifname: string;
    addr_info: { local: string; prefixlen: number }[];
  }[];
  const addresses = links.flatMap(({ ifname, addr_info: infos }) => [
    ifname,
    ...infos.map(({ local, prefixlen }) => `${ifname} ${local}/${prefixlen}`),
  ]);
  return [...addresses, await run('ip', ['route']), await run('nft', ['list', 'tables'])].join('\n');
}

test('the command of a sandbox has its environment, its exit code is handed on, and nothing is left', async () => {
  const network = await readHostNetwork();
  const { child, output } = start(
    `${printName}; echo "$AWS_ENDPOINT_URL $MIRROR"; head -n 1 "$PACKER_KEY"; ${launch} exit 7`,
  );
  expect(await exit(child)).toBe(7);
  const [name = '', reach, key] = output().split('\n');
  expect(reach).toMatch(/^http:\/\/172\.31\.0\.1:\d+ http:\/\/172\.31\.0\.1:\d+$/);
  expect(key).toBe('-----BEGIN PGP PUBLIC KEY BLOCK-----');
  expect(await findTraces(name)).toEqual([]);
  expect(await readHostNetwork()).toBe(network);
});

test.each(['starter', 'supervisor'] as const)(
  'nothing is left of a sandbox whose %s is killed with an instance running',
  async (who) => {
    const { child, output } = start(`${printName}; ${launch} echo up; cat`);
    await until(() => output().includes('up\n'), { seconds: 500 });
    const name = output().split('\n')[0] ?? '';
    expect((await findTraces(name)).length).toBeGreaterThan(3);
    const ended = exit(child);
    if (who === 'starter') child.kill('SIGKILL');
    else {
      const [first] = readFileSync(
        `/proc/${await findUnshare(child.pid)}/task/${await findUnshare(child.pid)}/children`,
        'utf8',
      ).split(' ');
      process.kill(Number(first), 'SIGKILL');
    }
    await ended;
    await until(async () => (await findTraces(name)).every((trace) => trace.startsWith('group')));
    // Control groups that a killed starter could not remove go at the next start.
    expect(await exit(start('true').child)).toBe(0);
    expect(await findTraces(name)).toEqual([]);
  },
);

/** Finds the process that holds the namespaces among a starter's children; the other one is its network. */
async function findUnshare(pid: number | undefined): Promise<string> {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  const found = children.find((item) => readFileSync(`/proc/${item}/comm`, 'utf8').trim() === 'unshare');
  if (!found) throw new Error(`${pid} has no child that is unshare`);
  return found;
}

test('two sandboxes at once have the same addresses and share nothing', async () => {
  const script = `${printName}; ${launch} echo up; read -r; $aws ec2 describe-instances --query 'length(Reservations)'`;
  const pair = [start(script), start(script)];
  await until(() => pair.every(({ output }) => output().includes('up\n')), { seconds: 500 });
  const ends = pair.map(({ child }) => exit(child));
  for (const { child } of pair) child.stdin?.end('go\n');
  expect(await Promise.all(ends)).toEqual([0, 0]);
  for (const { output } of pair) expect(output()).toMatch(/\n1\n$/);
  for (const { output } of pair) expect(await findTraces(output().split('\n')[0] ?? '')).toEqual([]);
});

test('a kept account has its images at the next start, and is used by one sandbox at a time', async () => {
  const keep = ['--keep', account];
  const bake = `${launch}
    $aws ec2 create-image --instance-id "$id" --name kept --query ImageId --output text \
      --tag-specifications 'ResourceType=image,Tags=[{Key=a,Value=b}]'
    echo up; read -r`;
  const first = start(bake, keep);
  await until(() => first.output().includes('up\n'), { seconds: 500 });
  const second = start('true', keep);
  expect(await exit(second.child)).toBe(1);
  expect(second.errors()).toContain(`--keep ${account}: another sandbox is running with this account`);
  const ended = exit(first.child);
  first.child.stdin?.end('go\n');
  expect(await ended).toBe(0);
  const id = /ami-\w+/.exec(first.output())?.[0];

  const later = start(
    `
    $aws ec2 describe-images --owners self --query 'Images[].[ImageId,Name,Tags[0].Value]' --output text
    image=$($aws ec2 describe-images --owners self --query 'Images[0].ImageId' --output text)
    $aws ec2 run-instances --image-id "$image" --query 'length(Instances)'
    $aws ec2 describe-instances --query 'Reservations[].Instances[].State.Name' --output text`,
    keep,
  );
  expect(await exit(later.child)).toBe(0);
  expect(later.output()).toBe(`${id}\tkept\tb\n1\nrunning\n`);
});

test('a bad name or option is refused, with the usage', async () => {
  const { child, errors } = start('true', ['--keep', '../x']);
  expect(await exit(child)).toBe(1);
  expect(errors()).toContain('--keep ../x: a name is made of letters, digits and "-"');
  const bare = spawn(process.execPath, ['sandbox/cli.ts', 'run', 'true'], { cwd: root, stdio: 'pipe' });
  let text = '';
  bare.stderr.on('data', (chunk) => (text += chunk));
  expect(await exit(bare)).toBe(2);
  expect(text).toMatch(/run needs "--" and a command\n\nusage: /);
});
