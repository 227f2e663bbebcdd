/** Publishers of the mirror, by what they serve. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createMessage, readKey, readSignature, verify } from 'openpgp';
import { sha256 } from '../../../../sandbox/mirror/archive.ts';
import { hashicorp } from '../../../../sandbox/mirror/publishers/hashicorp.ts';
import { k3s } from '../../../../sandbox/mirror/publishers/k3s.ts';
import { liqo } from '../../../../sandbox/mirror/publishers/liqo.ts';
import { nebula } from '../../../../sandbox/mirror/publishers/nebula.ts';
import { ollama } from '../../../../sandbox/mirror/publishers/ollama.ts';
import type { Publisher } from '../../../../sandbox/mirror/publishers/publisher.ts';
import { loadSigningKey, type SigningKey } from '../../../../sandbox/mirror/signing.ts';

const run = promisify(execFile);
const log = { info: () => undefined };
const before = process.env['XDG_CACHE_HOME'];
let home: string;
let key: SigningKey;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'publishers-'));
  process.env['XDG_CACHE_HOME'] = home;
  key = await loadSigningKey(log);
});
afterAll(async () => {
  if (before === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = before;
  await rm(home, { recursive: true });
});

/** Lays a publisher's tree out of parts that hold the given files, each with its own name in it, or with its text of `texts`. */
async function tree(
  publisher: Publisher,
  partFiles: Record<string, string[]>,
  texts: Record<string, string> = {},
): Promise<string> {
  const dir = await mkdtemp(join(home, 'tree-'));
  const part = async (name: string) => {
    const folder = await mkdtemp(join(home, `${name}-`));
    for (const file of partFiles[name] ?? []) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), texts[file] ?? `version: ${file}\n`, { mode: 0o755 });
    }
    return folder;
  };
  await publisher.fill(dir, { part, key });
  return dir;
}

/** Runs `sha256sum --check` as a user would, and gives the names that it found good. */
async function checked(folder: string, sums: string, options: string[] = []): Promise<string[]> {
  const { stdout } = await run('sha256sum', ['--check', ...options, sums], { cwd: folder });
  return stdout.trim().split('\n');
}

describe('the key', () => {
  test('the key is kept, has a subkey that signs, and keeps its private half from other users', async () => {
    const again = await loadSigningKey(log);
    expect(again.fingerprint).toBe(key.fingerprint);
    expect(key.fingerprint).toMatch(/^[0-9A-F]{40}$/);
    const publicKey = await readKey({ armoredKey: await readFile(key.publicFile, 'utf8') });
    const signer = await publicKey.getSigningKey();
    expect(signer.getFingerprint().toUpperCase()).not.toBe(key.fingerprint);
    expect(await readFile(key.publicFile, 'utf8')).not.toContain('PRIVATE');
  });

  test('gpg finds the signatures of the key good', async () => {
    const file = join(home, 'signed');
    await writeFile(file, 'text');
    await writeFile(`${file}.sig`, await key.detached(Buffer.from('text')));
    const gpg = ['--homedir', home, '--batch', '--quiet', '--status-fd', '1'];
    await run('gpg', [...gpg, '--import', key.publicFile]);
    const { stdout } = await run('gpg', [...gpg, '--verify', `${file}.sig`, file]);
    expect(stdout).toMatch(new RegExp(`VALIDSIG .* ${key.fingerprint}`));
  });
});

describe('hashicorp', () => {
  test.each([
    ['packer', '1.16.0', 'packer'],
    ['packer-plugin-amazon', '1.8.2', 'packer-plugin-amazon_v1.8.2_x5.0_linux_amd64'],
  ])(
    "HashiCorp's release of %s is a zip, its checksum, and a signature over that",
    async (product, version, binary) => {
      const files = { packer: ['packer'], 'plugin-amazon': ['packer-plugin-amazon'] };
      const folder = join(await tree(hashicorp, files), 'releases.hashicorp.com', product, version);
      const sums = join(folder, `${product}_${version}_SHA256SUMS`);
      expect(await checked(folder, sums)).toEqual([`${product}_${version}_linux_amd64.zip: OK`]);
      const { signatures } = await verify({
        message: await createMessage({ binary: await readFile(sums) }),
        signature: await readSignature({ binarySignature: await readFile(`${sums}.sig`) }),
        verificationKeys: await readKey({ armoredKey: await readFile(key.publicFile, 'utf8') }),
        expectSigned: true,
      });
      await expect(signatures[0]?.verified).resolves.toBe(true);
      const archive = join(folder, `${product}_${version}_linux_amd64.zip`);
      const list =
        'import sys, zipfile; [print(oct(i.external_attr >> 16), i.filename) for i in zipfile.ZipFile(sys.argv[1]).infolist()]';
      const { stdout } = await run('python3', ['-c', list, archive]);
      expect(stdout).toContain(`0o100755 ${binary}\n`);
    },
  );
});

test("Nebula's release has checksums of the archive and of the files in it", async () => {
  const dir = await tree(nebula, { nebula: ['nebula', 'nebula-cert'] });
  const folder = join(dir, 'github.com/slackhq/nebula/releases/download/v1.9.0');
  const sums = await readFile(join(folder, 'SHASUM256.txt'), 'utf8');
  expect(sums.match(/ {2}(.*)/g)?.map((name) => name.trim())).toEqual([
    'nebula-linux-amd64.tar.gz/nebula',
    'nebula-linux-amd64.tar.gz/nebula-cert',
    'nebula-linux-amd64.tar.gz',
  ]);
  await run('tar', ['--extract', '--file', 'nebula-linux-amd64.tar.gz'], { cwd: folder });
  expect(sums).toContain(`${await sha256(join(folder, 'nebula'))}  nebula-linux-amd64.tar.gz/nebula\n`);
});

test("k3s's release has the program and a valid archive of images", async () => {
  const dir = await tree(k3s, { k3s: ['k3s'] });
  const folder = join(dir, 'github.com/k3s-io/k3s/releases/download/v1.31.2+k3s1');
  expect(await checked(folder, 'sha256sum-amd64.txt')).toEqual([
    'k3s-airgap-images-amd64.tar.zst: OK',
    'k3s: OK',
  ]);
  const images = join(folder, 'images.tar');
  await writeFile(
    images,
    zstdDecompressSync(await readFile(join(folder, 'k3s-airgap-images-amd64.tar.zst'))),
  );
  const { stdout } = await run('tar', ['--extract', '--to-stdout', '--file', images, 'manifest.json']);
  const [image] = JSON.parse(stdout) as { Config: string; RepoTags: string[]; Layers: string[] }[];
  // `docker save` writes the names that people type (image/tarexport/save.go of moby).
  expect(image?.RepoTags).toEqual(['rancher/mirrored-pause:3.6']);
  const { stdout: names } = await run('tar', ['--list', '--file', images]);
  expect(names.split('\n')).toEqual(expect.arrayContaining([image?.Config, ...(image?.Layers ?? [])]));
});

test("Ollama's release has a checksum by ./NAME, a library for each kind of GPU, and a latest version", async () => {
  const dir = await tree(ollama, { ollama: ['ollama'] });
  const folder = join(dir, 'github.com/ollama/ollama/releases/download/v0.6.8');
  expect(await checked(folder, 'sha256sum.txt')).toEqual(['./ollama-linux-amd64.tgz: OK']);
  const { stdout } = await run('tar', ['--list', '--file', 'ollama-linux-amd64.tgz'], { cwd: folder });
  expect(stdout.split('\n')).toEqual(
    expect.arrayContaining([
      'bin/ollama',
      'lib/ollama/cuda_v12/libggml-cuda.so',
      'lib/ollama/vulkan/libggml-vulkan.so',
    ]),
  );
  expect(ollama.redirects?.['github.com/ollama/ollama/releases/latest']).toMatch(
    /\/releases\/tag\/v0\.6\.8$/,
  );
});

test('an image of Liqo is found by its tag and by its digest', async () => {
  const files = ['liqoctl', 'LICENSE', 'chart/Chart.yaml', 'chart/values.yaml'];
  const values = 'image:\n  name: "ghcr.io/liqotech/fabric"\n';
  const dir = await tree(liqo, { liqoctl: files }, { 'chart/values.yaml': values });
  const manifests = join(dir, 'ghcr.io/v2/liqotech/fabric/manifests');
  const digest = `sha256:${await sha256(join(manifests, 'v1.2.0'))}`;
  expect(await readFile(join(manifests, digest), 'utf8')).toBe(
    await readFile(join(manifests, 'v1.2.0'), 'utf8'),
  );
});

test("Liqo's release has its digests from GitHub's API, and a chart of its version", async () => {
  const dir = await tree(liqo, { liqoctl: ['liqoctl', 'LICENSE', 'chart/Chart.yaml', 'chart/values.yaml'] });
  const folder = join(dir, 'github.com/liqotech/liqo/releases/download/v1.2.0');
  const api = await readFile(join(dir, 'api.github.com/repos/liqotech/liqo/releases/tags/v1.2.0'), 'utf8');
  const { assets } = JSON.parse(api) as { assets: { name: string; digest: string }[] };
  expect(assets.map(({ name }) => name)).toEqual(['liqo-v1.2.0.tgz', 'liqoctl-linux-amd64.tar.gz']);
  for (const { name, digest } of assets) expect(digest).toBe(`sha256:${await sha256(join(folder, name))}`);
  const extract = ['--extract', '--to-stdout', '--file', 'liqo-v1.2.0.tgz', 'liqo/Chart.yaml'];
  const { stdout } = await run('tar', extract, { cwd: folder });
  expect(stdout).toBe('version: v1.2.0\nappVersion: v1.2.0\n');
});
