/** The sandbox's content-addressed cache: races, kills and half-made entries. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve as resolvePath } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cached, cacheRoot, hashFiles } from '../../../sandbox/cache.ts';

const lines: string[] = [];
const log = { info: (message: string) => void lines.push(message) };
const before = process.env['XDG_CACHE_HOME'];
let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'cache-'));
  process.env['XDG_CACHE_HOME'] = home;
  lines.length = 0;
});
afterEach(async () => {
  if (before === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = before;
  await rm(home, { recursive: true, force: true });
});

const write = (text: string) => (dir: string) => writeFile(join(dir, 'it'), text);
const entries = async () => (await readdir(cacheRoot())).filter((name) => name !== 'locks').sort();

/** Starts a process that uses the cache, with its output. */
function startProcess(script: string) {
  const cache = resolvePath('sandbox/cache.ts');
  const source = `
    import { cached } from ${JSON.stringify(cache)};
    import { appendFile, writeFile } from 'node:fs/promises';
    const log = { info: (line) => console.log(line) };
    ${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: process.env, // jest's own copy, which spawn would not take by itself
  });
  let output = '';
  const ended = once(child, 'close').then(() => output);
  const printed = (text: string) =>
    new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes(text)) resolve();
      });
    });
  return { child, ended, printed };
}

describe('cached', () => {
  test('an entry is built once, with the time it took in the log, and found again', async () => {
    const first = await cached('part', { version: 1 }, write('one'), log);
    const again = await cached('part', { version: 1 }, () => Promise.reject(new Error('built twice')), log);
    expect(again).toBe(first);
    expect(dirname(first)).toBe(join(home, 'catalyst-ami'));
    expect(await readFile(join(first, 'it'), 'utf8')).toBe('one');
    expect(lines).toEqual(['sandbox part part: building', expect.stringMatching(/: done in \d+\.\d s$/)]);
  });

  test('an entry is keyed by every input, and not by the order of keys', async () => {
    const first = await cached('part', { a: '1', b: [2] }, write(''), log);
    expect(await cached('part', { b: [2], a: '1' }, write(''), log)).toBe(first);
    expect(await cached('part', { a: '1', b: [3] }, write(''), log)).not.toBe(first);
  });

  test('nothing of a failed build is kept, and the next one starts afresh', async () => {
    const failing = async (dir: string) => {
      await writeFile(join(dir, 'half'), '');
      throw new Error('no disk');
    };
    await expect(cached('part', 'x', failing, log)).rejects.toThrow('no disk');
    expect(await entries()).toEqual([]);
    const entry = await cached('part', 'x', write('whole'), log);
    expect(await readdir(entry)).toEqual(['it']);
  });

  test('an entry is built once where one process asks several times at once', async () => {
    let builds = 0;
    const build = async (dir: string) => {
      builds++;
      await write('one')(dir);
    };
    const all = await Promise.all([1, 2, 3].map(() => cached('part', 'x', build, log)));
    expect([new Set(all).size, builds]).toEqual([1, 1]);
  });

  test('an entry is built once where several processes ask at once', async () => {
    const builds = join(home, 'builds');
    const script = `
      const entry = await cached('part', 'x', async (dir) => {
        await appendFile(${JSON.stringify(builds)}, 'built\\n');
        console.log('BUILDING');
        await new Promise((resolve) => process.stdin.once('data', resolve));
        await writeFile(dir + '/it', 'one');
      }, log);
      console.log('ENTRY ' + entry);
      process.stdin.destroy();`;
    const builder = startProcess(script);
    await builder.printed('BUILDING');
    const others = [1, 2, 3].map(() => startProcess(script));
    await Promise.all(others.map((process) => process.printed('another process is building it, waiting')));
    builder.child.stdin.write('go on\n');
    const outputs = await Promise.all([builder, ...others].map((process) => process.ended));
    expect(await readFile(builds, 'utf8')).toBe('built\n');
    expect(new Set(outputs.map((output) => /ENTRY (.*)/.exec(output)?.[1])).size).toBe(1);
  });

  test('a killed builder blocks no other, and what it left is deleted', async () => {
    const builder = startProcess(`
      await cached('part', 'x', async (dir) => {
        await writeFile(dir + '/half', '');
        console.log('BUILDING');
        await new Promise((resolve) => setTimeout(resolve, 3600_000));
      }, log);`);
    await builder.printed('BUILDING');
    const waiting = cached('part', 'x', write('whole'), log);
    builder.child.kill('SIGKILL');
    const entry = await waiting;
    expect(await readdir(entry)).toEqual(['it']);
    expect(await entries()).toEqual([basename(entry)]);
  });

  test('entries of the same name that were not used for a month are deleted, and no others', async () => {
    const old = await cached('part', 'old', write(''), log);
    const young = await cached('part', 'young', write(''), log);
    const foreign = await cached('part-two', 'old', write(''), log);
    const longAgo = new Date(Date.now() - 31 * 24 * 3600 * 1000);
    for (const entry of [old, foreign]) await utimes(entry, longAgo, longAgo);
    await cached('part', 'young', write(''), log);
    expect(await entries()).toEqual([foreign, young].map((entry) => basename(entry)).sort());
    await cached('part-two', 'old', write(''), log);
    expect((await stat(foreign)).mtimeMs).toBeGreaterThan(longAgo.getTime());
  });

  test('a name that is no file name is refused', async () => {
    await expect(cached('../x', '', write(''), log)).rejects.toThrow('cache entry "../x"');
  });
});

test('files are hashed by content and relative path', async () => {
  await writeFile(join(home, 'a'), 'one');
  const before = await hashFiles(home);
  await writeFile(join(home, 'a'), 'two');
  const after = await hashFiles(home);
  expect([Object.keys(before), Object.keys(after)]).toEqual([['a'], ['a']]);
  expect(after).not.toEqual(before);
});
