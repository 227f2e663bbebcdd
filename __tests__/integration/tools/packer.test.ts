import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { installPacker } from '../../../src/tools/hashicorp/packer.ts';
import { hashicorpTrust } from '../../../src/tools/verify/trusted-keys.ts';
import { createPublisher, type Publisher, platform, type Runner, startRunner } from './publisher.ts';
import { brokenAfter, startServer, status, type TestServer } from './server.ts';

const program = '#!/bin/sh\necho Packer v1.16.0\n';
const files = { 'LICENSE.txt': 'a licence', packer: program };
let server: TestServer;
let publisher: Publisher;
let runner: Runner;

beforeEach(async () => {
  server = await startServer();
  publisher = await createPublisher(server);
  runner = await startRunner();
});

function install(version = '1.16.0', key = publisher.key, { deps } = runner) {
  return installPacker({ version, mirror: server.url, key }, deps);
}

async function nothingWasKept() {
  const left = await readdir(runner.toolCache, { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile())).toEqual([]);
  expect(await readdir(runner.temp)).toEqual([]);
}

describe('a version that is published', () => {
  beforeEach(() => publisher.publish('packer', '1.16.0', files));

  test('is fetched once, and then found', async () => {
    const first = await install();
    expect(first.cached).toBe(false);
    expect(await readFile(first.executable, 'utf8')).toBe(program);
    expect((await stat(first.executable)).mode & 0o777).toBe(0o755);
    expect(await readdir(dirname(first.executable))).toEqual(['.ami-action.json', 'packer']);
    expect(server.asked).toHaveLength(3);
    expect(await install()).toEqual({ executable: first.executable, cached: true });
    expect(server.asked).toHaveLength(3);
    expect(await readdir(runner.toolCache)).toHaveLength(1);
  });

  test('is fetched anew if the tool cache has it damaged', async () => {
    const { executable } = await install();
    await writeFile(executable, program.replace('echo', 'evil'));
    expect(await install()).toEqual({ executable, cached: false });
    expect(await readFile(executable, 'utf8')).toBe(program);
    expect(runner.log.lines).toContainEqual(
      expect.stringMatching(/^notice: tool cache: .* is damaged \(packer has SHA-256/),
    );
  });

  test('is not taken from the tool cache on the word of another key', async () => {
    const { executable } = await install();
    await expect(install('1.16.0', hashicorpTrust)).rejects.toMatchObject({ reason: 'unknown-signer' });
    const other = await createPublisher(server);
    await other.publish('packer', '1.16.0', { packer: 'other' });
    const others = await install('1.16.0', other.key);
    expect(others.cached).toBe(false);
    expect(others.executable).not.toBe(executable);
    expect(await install()).toEqual({ executable, cached: true });
  });

  test('is installed by several runs on one tool cache at once', async () => {
    const runs = await Promise.all([1, 2, 3, 4].map(() => install()));
    expect(new Set(runs.map(({ executable }) => executable)).size).toBe(1);
    expect(await readFile(runs[0]?.executable ?? '', 'utf8')).toBe(program);
    expect(await readdir(runner.toolCache)).toHaveLength(1);
  });
});

describe('nothing is kept', () => {
  test('of an archive with a wrong hash', async () => {
    const { zip } = await publisher.publish('packer', '1.16.0', files, (release) => {
      release.zip[40] = (release.zip[40] ?? 0) ^ 1;
    });
    await expect(install()).rejects.toMatchObject({
      name: 'VerificationError',
      reason: 'wrong-hash',
      message: expect.stringMatching(
        new RegExp(
          `^${server.url}${zip} is not trusted: its SHA-256 is \\w{64}, but the signed checksum file says \\w{64}\\. Nothing of it was kept or run\\.$`,
        ),
      ),
    });
    await nothingWasKept();
  });

  test('if the checksum file is not the one that was signed', async () => {
    const { zip } = await publisher.publish('packer', '1.16.0', files, (release) => {
      release.sums = release.sums.replace('000', '001');
    });
    await expect(install()).rejects.toMatchObject({ reason: 'bad-signature' });
    expect(server.asked).not.toContain(zip);
    await nothingWasKept();
  });

  test('if the signature is cut off', async () => {
    await publisher.publish('packer', '1.16.0', files, (release) => {
      release.signature = release.signature.subarray(0, 20);
    });
    await expect(install()).rejects.toMatchObject({ reason: 'unreadable-signature' });
    await nothingWasKept();
  });

  test('if the signed list has no such file, though one whose name begins so', async () => {
    const other = await publisher.publish('packer', '1.16.0', files);
    const version = '1.16.0-beta1';
    await publisher.publish('packer', version, files, (release) => {
      release.sums = 'another release, truly signed';
    });
    for (const kind of ['sums', 'signature'] as const) {
      const answer = await fetch(server.url + other[kind]);
      server.on(other[kind].replaceAll('1.16.0', version), Buffer.from(await answer.arrayBuffer()));
    }
    await expect(install(version)).rejects.toMatchObject({
      reason: 'not-listed',
      message: expect.stringContaining(`is signed, but does not list packer_1.16.0-beta1_${platform}.zip`),
    });
    await nothingWasKept();
  });

  test('of an archive without Packer in it', async () => {
    await publisher.publish('packer', '1.16.0', { 'bin/packer': program, 'packer.txt': '' });
    await expect(install()).rejects.toThrow(
      'must hold the program exactly once; it holds: bin/packer, packer.txt',
    );
    await nothingWasKept();
  });

  test.each([404, 403])('of a version that is not published (%i), and the place is named', async (code) => {
    server.on('/releases.hashicorp.com/packer/9.9.9/packer_9.9.9_SHA256SUMS', status(code));
    await expect(install('9.9.9')).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringMatching(
        new RegExp(
          `^packer-version: packer 9\\.9\\.9 for \\S+ is not published at ${server.url}/releases\\.hashicorp\\.com/packer/ `,
        ),
      ),
    });
    await nothingWasKept();
  });

  test('if the mirror stays broken', async () => {
    const { zip } = await publisher.publish('packer', '1.16.0', files);
    server.on(zip, brokenAfter('x'.repeat(1000), 500));
    await expect(install()).rejects.toMatchObject({
      name: 'DownloadError',
      message: expect.stringContaining('after 5 attempts'),
    });
    await nothingWasKept();
  });
});

test('a mirror that fails now and then does not matter', async () => {
  const { zip, sums, signature } = await publisher.publish('packer', '1.16.0', files);
  for (const file of [zip, sums, signature]) {
    const answer = Buffer.from(await (await fetch(server.url + file)).arrayBuffer());
    server.on(file, status(503), brokenAfter(answer.toString('latin1'), 10), answer);
  }
  const { executable } = await install();
  expect(await readFile(executable, 'utf8')).toBe(program);
});

test.each(['latest', '1.16', 'v1.16.0', '1.16.0/../1.15.0', '', '1.16.0\n'])(
  '%j is no version, and nothing is asked for',
  async (version) => {
    await expect(install(version)).rejects.toThrow(`packer-version: "${version}" is no version`);
    expect(server.asked).toEqual([]);
  },
);
