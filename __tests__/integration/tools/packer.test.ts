/** The installation of Packer from a mirror, with real signatures. */
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

describe('a published version of Packer', () => {
  beforeEach(() => publisher.publish('packer', '1.16.0', files));

  test('a published Packer is fetched once, and then found in the tool cache', async () => {
    const executable = await install();
    expect(await readFile(executable, 'utf8')).toBe(program);
    expect((await stat(executable)).mode & 0o777).toBe(0o755);
    expect(await readdir(dirname(executable))).toEqual(['.ami-action.json', 'packer']);
    expect(server.asked).toHaveLength(3);
    expect(await install()).toBe(executable);
    expect(server.asked).toHaveLength(3);
    expect(await readdir(runner.toolCache)).toHaveLength(1);
  });

  test('a Packer that is damaged in the tool cache is fetched again', async () => {
    const executable = await install();
    await writeFile(executable, program.replace('echo', 'evil'));
    expect(await install()).toBe(executable);
    expect(server.asked).toHaveLength(6);
    expect(await readFile(executable, 'utf8')).toBe(program);
    expect(runner.log.lines).toContainEqual(
      expect.stringMatching(/^notice: tool cache: .* is damaged \(packer has SHA-256/),
    );
  });

  test('a Packer in the tool cache that another key signed is not used', async () => {
    const executable = await install();
    await expect(install('1.16.0', hashicorpTrust)).rejects.toMatchObject({ reason: 'unknown-signer' });
    const other = await createPublisher(server);
    await other.publish('packer', '1.16.0', { packer: 'other' });
    const requests = server.asked.length;
    expect(await install('1.16.0', other.key)).not.toBe(executable);
    expect(server.asked).toHaveLength(requests + 3);
    expect(await install()).toBe(executable);
    expect(server.asked).toHaveLength(requests + 3);
  });

  test('concurrent runs on one tool cache install the same Packer', async () => {
    const executables = await Promise.all([1, 2, 3, 4].map(() => install()));
    expect(new Set(executables).size).toBe(1);
    expect(await readFile(executables[0] ?? '', 'utf8')).toBe(program);
    expect(await readdir(runner.toolCache)).toHaveLength(1);
  });
});

describe('a Packer that is refused', () => {
  test('an archive of Packer with a wrong hash is refused, and nothing is kept', async () => {
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

  test('a checksum file that differs from the signed one is refused, and nothing is kept', async () => {
    const { zip } = await publisher.publish('packer', '1.16.0', files, (release) => {
      release.sums = release.sums.replace('000', '001');
    });
    await expect(install()).rejects.toMatchObject({ reason: 'bad-signature' });
    expect(server.asked).not.toContain(zip);
    await nothingWasKept();
  });

  test('a signature that is cut off is refused, and nothing is kept', async () => {
    await publisher.publish('packer', '1.16.0', files, (release) => {
      release.signature = release.signature.subarray(0, 20);
    });
    await expect(install()).rejects.toMatchObject({ reason: 'unreadable-signature' });
    await nothingWasKept();
  });

  test('a signed checksum file that lists only a file with a longer name is refused, and nothing is kept', async () => {
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

  test('an archive without Packer at its root is refused, and nothing is kept', async () => {
    await publisher.publish('packer', '1.16.0', { 'bin/packer': program, 'packer.txt': '' });
    await expect(install()).rejects.toThrow(
      'must hold the program exactly once; it holds: bin/packer, packer.txt',
    );
    await nothingWasKept();
  });

  test.each([404, 403])(
    'a version of Packer that is not published (%i) is refused with the address of the list, and nothing is kept',
    async (code) => {
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
    },
  );

  test('a mirror that stays broken fails the installation, and nothing is kept', async () => {
    const { zip } = await publisher.publish('packer', '1.16.0', files);
    server.on(zip, brokenAfter('x'.repeat(1000), 500));
    await expect(install()).rejects.toMatchObject({
      name: 'DownloadError',
      message: expect.stringContaining('after 5 attempts'),
    });
    await nothingWasKept();
  });
});

test('a mirror that fails now and then does not keep Packer from being installed', async () => {
  const { zip, sums, signature } = await publisher.publish('packer', '1.16.0', files);
  for (const file of [zip, sums, signature]) {
    const answer = Buffer.from(await (await fetch(server.url + file)).arrayBuffer());
    server.on(file, status(503), brokenAfter(answer.toString('latin1'), 10), answer);
  }
  const executable = await install();
  expect(await readFile(executable, 'utf8')).toBe(program);
});

test.each(['latest', '1.16', 'v1.16.0', '1.16.0/../1.15.0', '', '1.16.0\n'])(
  'the version %j of Packer is refused before any request',
  async (version) => {
    await expect(install(version)).rejects.toThrow(`packer-version: "${version}" is not an exact version`);
    expect(server.asked).toEqual([]);
  },
);
