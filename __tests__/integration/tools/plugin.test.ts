/** The installation of Packer's amazon plugin from a mirror, with a script in place of Packer. */
import { lstat, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { installPlugin } from '../../../src/tools/hashicorp/plugin.ts';
import { createPublisher, type Publisher, platform, type Runner, sha256, startRunner } from './publisher.ts';
import { startServer, type TestServer } from './server.ts';

/** Does with `plugins install --path FILE SOURCE` what Packer 1.16.0 does, as measured; writes down what it was called with. */
const packerScript = `#!/bin/sh
set -eu
echo "$* CHECKPOINT_DISABLE=$CHECKPOINT_DISABLE EXTRA=\${EXTRA-}" >> "$(dirname "$0")/calls"
if grep -q broken "$4"; then echo 'Error: plugin is incompatible' >&2; exit 1; fi
mkdir -p "$PACKER_PLUGIN_PATH/$5"
cp "$4" "$PACKER_PLUGIN_PATH/$5/"
sha256sum "$4" | head -c 64 > "$PACKER_PLUGIN_PATH/$5/$(basename "$4")_SHA256SUM"
`;
const program = `packer-plugin-amazon_v1.8.2_x5.0_${platform}`;
const folder = join('github.com', 'hashicorp', 'amazon');
let server: TestServer;
let publisher: Publisher;
let runner: Runner;
let packer: string;

beforeEach(async () => {
  server = await startServer();
  publisher = await createPublisher(server);
  runner = await startRunner();
  packer = join(dirname(runner.temp), 'packer');
  await writeFile(packer, packerScript, { mode: 0o755 });
});

function install(version = '1.8.2') {
  const env = { PATH: process.env['PATH'], EXTRA: 'kept' };
  return installPlugin({ packer, version, mirror: server.url, key: publisher.key, env }, runner.deps);
}

const calls = () => readFile(join(dirname(packer), 'calls'), 'utf8');

describe('the amazon plugin', () => {
  beforeEach(() =>
    publisher.publish('packer-plugin-amazon', '1.8.2', { 'LICENSE.txt': '', [program]: 'plugin' }),
  );

  test('the plugin is installed where Packer looks for it, in a folder of the run', async () => {
    const pluginDir = await install();
    expect(dirname(pluginDir)).toBe(runner.temp);
    expect(await readFile(join(pluginDir, folder, program), 'utf8')).toBe('plugin');
    expect(await readFile(join(pluginDir, folder, `${program}_SHA256SUM`), 'utf8')).toBe(sha256('plugin'));
    const called = await calls();
    expect(called).toMatch(
      /^plugins install --path \S+ github\.com\/hashicorp\/amazon CHECKPOINT_DISABLE=1 EXTRA=kept\n$/,
    );
    expect(called).toContain(`/${program} `);
  });

  test('the plugin is fetched and given to Packer once', async () => {
    const pluginDir = await install();
    expect(server.asked).toHaveLength(3);
    expect(await install()).not.toBe(pluginDir);
    expect(server.asked).toHaveLength(3);
    expect((await calls()).trim().split('\n')).toHaveLength(1);
    expect(await readdir(runner.toolCache)).toHaveLength(1);
  });

  test("a change to the run's plugin folder leaves no trace in the tool cache", async () => {
    const first = await install();
    await writeFile(join(first, folder, 'another'), '');
    await rm(first, { recursive: true });
    const second = await install();
    expect(server.asked).toHaveLength(3);
    expect((await readdir(join(second, folder))).sort()).toEqual([program, `${program}_SHA256SUM`]);
    expect((await lstat(join(second, folder, program))).isSymbolicLink()).toBe(true);
  });

  test('a plugin that is damaged in the tool cache is fetched again', async () => {
    await writeFile(join(await install(), folder, program), 'evil');
    const pluginDir = await install();
    expect(server.asked).toHaveLength(6);
    expect(await readFile(join(pluginDir, folder, program), 'utf8')).toBe('plugin');
  });
});

test('a plugin that Packer refuses is an error, and nothing is kept', async () => {
  await publisher.publish('packer-plugin-amazon', '1.8.2', { [program]: 'broken' });
  await expect(install()).rejects.toThrow(
    'plugin-version: Packer refuses the amazon plugin 1.8.2 (exit code 1): Error: plugin is incompatible',
  );
  expect(await readdir(runner.toolCache)).toEqual([]);
});

test('a plugin that differs from the signed one never reaches Packer', async () => {
  await publisher.publish('packer-plugin-amazon', '1.8.2', { [program]: 'plugin' }, (release) => {
    release.zip = Buffer.concat([release.zip, Buffer.from('more')]);
  });
  await expect(install()).rejects.toMatchObject({ reason: 'wrong-hash' });
  await expect(calls()).rejects.toThrow('ENOENT');
  expect(await readdir(runner.toolCache)).toEqual([]);
});

test('an archive with a plugin of another version is refused', async () => {
  await publisher.publish('packer-plugin-amazon', '1.8.2', {
    [program.replace('1.8.2', '1.8.20')]: 'plugin',
  });
  await expect(install()).rejects.toThrow('must hold the program exactly once');
});

test('a version of the plugin that is not published is an error', async () => {
  await expect(install('1.7.77')).rejects.toThrow(
    /^plugin-version: packer-plugin-amazon 1\.7\.77 for \S+ is not published at/,
  );
});
