/** What docs/images/operate.md says to type, typed in its order: certificates, secrets, a rotation, and what to look at on a node. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { part } from '../../../sandbox/parts/index.ts';
import { run } from '../../../sandbox/process.ts';
import { root, sandboxEnv } from '../step.ts';
import { findBakedAmis } from './baked.ts';
import { Fleet, lighthouseIp, type Node } from './fleet.ts';

jest.setTimeout(600_000);

const log = { info: (line: string) => console.log(line) };
let fleet: Fleet;
let folder: string;
let page: string;

beforeAll(async () => {
  fleet = await Fleet.open(await findBakedAmis());
  folder = await mkdtemp(join(tmpdir(), 'operate-'));
  page = await readFile(join(root, 'docs/images/operate.md'), 'utf8');
}, 2_400_000);
afterAll(async () => {
  await fleet?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The code blocks below a heading. */
function blocks(heading: string, language: 'sh' | 'text'): string[] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(new RegExp(`^\`\`\`${language}\\n([^\`]+)\`\`\`$`, 'gm'))].map(
    ([, block]) => block ?? '',
  );
}

/** Types a block; the token that an earlier one set is still there, as in the reader's shell. */
async function type(block: string): Promise<void> {
  const [nebula, aws] = await Promise.all([part('nebula', log), part('awscli', log)]);
  const lines = [
    '[ ! -f variables ] || . ./variables',
    block,
    'declare -p token >variables 2>/dev/null || :',
  ];
  await run('bash', ['-euo', 'pipefail', '-c', lines.join('\n')], {
    cwd: folder,
    env: { ...process.env, PATH: `${nebula}:${join(aws, 'bin')}:${sandboxEnv('PATH')}` },
  });
}

let lighthouse: Node;
let worker: Node;

test('nodes with the certificates and secrets of the page are a fleet', async () => {
  const [certificates, first, workers, ...more] = blocks('Certificates and secrets', 'sh');
  expect(more).toEqual([]);
  await type(certificates ?? '');
  await type(first ?? '');
  lighthouse = await fleet.launchWith('lighthouse', lighthouseIp, 'catalyst/lighthouse');
  const placeholder = 'endpoint=lighthouse.example.com:4242';
  expect(workers).toContain(placeholder);
  await type((workers ?? '').replace(placeholder, `endpoint=${lighthouse.instance.PrivateIpAddress}:4242`));
  worker = await fleet.launchWith('gpu-worker', '10.100.0.11', 'catalyst/gpu-worker');
  for (const node of [lighthouse, worker]) {
    expect(await fleet.boot(node)).toMatchObject({ ok: true });
    await fleet.verified(node);
  }
});

test('a certificate is rotated as the page says', async () => {
  const before = await fleet.root(worker, 'cat /etc/nebula/host.crt');
  const [rotation, ...more] = blocks('Rotation', 'sh');
  expect(more).toEqual([]);
  await type(rotation ?? '');
  expect(page).toContain('Then `systemctl restart catalyst-bootstrap` on the node');
  await fleet.root(worker, 'systemctl restart catalyst-bootstrap');
  const after = await fleet.root(worker, 'cat /etc/nebula/host.crt');
  expect(after).not.toBe(before);
  expect(after).toBe((await readFile(join(folder, 'gpu-1-renewed.crt'), 'utf8')).trim());
  await fleet.verified(worker);
});

test('what the page says to look at on a node is there', async () => {
  const [lines, ...more] = blocks('A node that did not join', 'text');
  expect(more).toEqual([]);
  const said = new Map<string, string>();
  for (const line of (lines ?? '').trimEnd().split('\n')) said.set(line, await fleet.root(worker, line));
  const about = (word: string): string | undefined => [...said].find(([line]) => line.includes(word))?.[1];
  expect(said.size).toBe(5);
  expect(about('--failed')).toMatch(/^0 loaded units listed/m);
  expect(JSON.parse(about('boot.json') ?? '')).toMatchObject({ ok: true });
  expect(about('-u catalyst-bootstrap -b -o cat')).toMatch(/nebula/i);
  expect(about('verify/gpu-worker')).toMatch(/verified$/);
  expect(about('-u nebula')).toContain('registered');
});
