/** A sandbox's life: what it hands on, what it keeps, and that nothing of it stays, however it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { cacheRoot } from '../../sandbox/cache.ts';
import { currentGroups, groupPrefix } from '../../sandbox/host/cgroups.ts';
import { command } from '../../sandbox/parts/command.ts';
import { part } from '../../sandbox/parts/index.ts';
import { until } from '../helpers/until.ts';

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
  await command('rm', ['-rf', join(cacheRoot(), 'accounts', account)]);
});

/** Starts a sandbox around a shell script; `said` collects its standard output. */
function start(
  script: string,
  options: readonly string[] = [],
): { child: ChildProcess; said: () => string; warned: () => string } {
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
  return { child, said: () => texts.out, warned: () => texts.err };
}

const exit = (child: ChildProcess): Promise<number | NodeJS.Signals | null> =>
  new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));

/** Says the sandbox's id, launches an instance, and waits for its standard input to end. */
const launch = `
image=$($aws ec2 describe-images --owners 099720109477 --query 'Images[0].ImageId' --output text)
id=$($aws ec2 run-instances --image-id "$image" --instance-type t3.small --query 'Instances[0].InstanceId' --output text)
`;
const guestName = `grep -o '${groupPrefix}[0-9a-f]*' /proc/self/cgroup | head -n 1`;

/** Processes, loop devices and control groups of a sandbox. */
async function traces(name: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      if (readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(name)) found.push(`process ${pid}`);
    } catch {
      // It ended while we looked.
    }
  }
  const disk = `disk-${name.slice(groupPrefix.length)}.btrfs`;
  if ((await command('losetup', ['--all'])).includes(disk)) found.push(`loop device of ${disk}`);
  if (existsSync(join(cacheRoot(), disk))) found.push(disk);
  for (const parent of currentGroups())
    if (existsSync(join(parent, name))) found.push(`group ${join(parent, name)}`);
  return found;
}

async function hostNetwork(): Promise<string> {
  return (
    (await command('ip', ['-oneline', 'address'])) +
    (await command('ip', ['route'])) +
    (await command('nft', ['list', 'tables']))
  );
}

test('the command has its environment, its exit code is handed on, and nothing stays', async () => {
  const network = await hostNetwork();
  const { child, said } = start(
    `${guestName}; echo "$AWS_ENDPOINT_URL $MIRROR"; head -n 1 "$PACKER_KEY"; ${launch} exit 7`,
  );
  expect(await exit(child)).toBe(7);
  const [name = '', reach, key] = said().split('\n');
  expect(reach).toMatch(/^http:\/\/172\.31\.0\.1:\d+ http:\/\/172\.31\.0\.1:\d+$/);
  expect(key).toBe('-----BEGIN PGP PUBLIC KEY BLOCK-----');
  expect(await traces(name)).toEqual([]);
  expect(await hostNetwork()).toBe(network);
});

test.each(['starter', 'leader'] as const)(
  'nothing stays of a sandbox whose %s is killed with an instance running',
  async (who) => {
    const { child, said } = start(`${guestName}; ${launch} echo up; cat`);
    await until(() => said().includes('up\n'));
    const name = said().split('\n')[0] ?? '';
    expect((await traces(name)).length).toBeGreaterThan(3);
    const ended = exit(child);
    if (who === 'starter') child.kill('SIGKILL');
    else {
      const [leader] = readFileSync(
        `/proc/${await onlyChild(child.pid)}/task/${await onlyChild(child.pid)}/children`,
        'utf8',
      ).split(' ');
      process.kill(Number(leader), 'SIGKILL');
    }
    await ended;
    await until(async () => (await traces(name)).every((trace) => trace.startsWith('group')));
    // Control groups that a killed starter could not remove go at the next start.
    expect(await exit(start('true').child)).toBe(0);
    expect(await traces(name)).toEqual([]);
  },
);

/** The namespaces' keeper among a starter's children; the other is its way out of them. */
async function onlyChild(pid: number | undefined): Promise<string> {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  const found = children.find((each) => readFileSync(`/proc/${each}/comm`, 'utf8').trim() === 'unshare');
  if (!found) throw new Error(`${pid} has no child that is unshare`);
  return found;
}

test('two sandboxes at once have the same addresses and nothing in common', async () => {
  const script = `${guestName}; ${launch} echo up; read -r; $aws ec2 describe-instances --query 'length(Reservations)'`;
  const pair = [start(script), start(script)];
  await until(() => pair.every(({ said }) => said().includes('up\n')));
  const ends = pair.map(({ child }) => exit(child));
  for (const { child } of pair) child.stdin?.end('go\n');
  expect(await Promise.all(ends)).toEqual([0, 0]);
  for (const { said } of pair) expect(said()).toMatch(/\n1\n$/);
  for (const { said } of pair) expect(await traces(said().split('\n')[0] ?? '')).toEqual([]);
});

test('an account that is kept has its images at the next start, and is used by one sandbox at a time', async () => {
  const keep = ['--keep', account];
  const bake = `${launch}
    $aws ec2 create-image --instance-id "$id" --name kept --query ImageId --output text \
      --tag-specifications 'ResourceType=image,Tags=[{Key=a,Value=b}]'
    echo up; read -r`;
  const first = start(bake, keep);
  await until(() => first.said().includes('up\n'));
  const second = start('true', keep);
  expect(await exit(second.child)).toBe(1);
  expect(second.warned()).toContain(`--keep ${account}: another sandbox is running with this account`);
  const ended = exit(first.child);
  first.child.stdin?.end('go\n');
  expect(await ended).toBe(0);
  const id = /ami-\w+/.exec(first.said())?.[0];

  const later = start(
    `
    $aws ec2 describe-images --owners self --query 'Images[].[ImageId,Name,Tags[0].Value]' --output text
    image=$($aws ec2 describe-images --owners self --query 'Images[0].ImageId' --output text)
    $aws ec2 run-instances --image-id "$image" --query 'length(Instances)'
    $aws ec2 describe-instances --query 'Reservations[].Instances[].State.Name' --output text`,
    keep,
  );
  expect(await exit(later.child)).toBe(0);
  expect(later.said()).toBe(`${id}\tkept\tb\n1\nrunning\n`);
});

test('a name or an option that cannot be is said, with how to use it', async () => {
  const { child, warned } = start('true', ['--keep', '../x']);
  expect(await exit(child)).toBe(1);
  expect(warned()).toContain('--keep ../x: a name is made of letters, digits and "-"');
  const bare = spawn(process.execPath, ['sandbox/cli.ts', 'run', 'true'], { cwd: root, stdio: 'pipe' });
  let text = '';
  bare.stderr.on('data', (chunk) => (text += chunk));
  expect(await exit(bare)).toBe(2);
  expect(text).toMatch(/run needs "--" and a command\n\nusage: /);
});
