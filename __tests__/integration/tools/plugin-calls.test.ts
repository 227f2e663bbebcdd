/** The list of Packer's calls against the source of packer-plugin-amazon, in the version that the sandbox builds. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { run } from '../../../sandbox/process.ts';
import { packerCalls } from '../../../src/aws/permissions.ts';
import { extras, otherCalls } from '../../../tools/iam/extras.ts';

const root = join(import.meta.dirname, '../../..');
/** What a build of amazon-ebs consists of; the data sources only read parameters, secrets and images. */
const folders = ['common', 'common/ssm', 'builder/ebs'];

/** Calls to EC2 by the file that makes them. */
const callsByFile = new Map<string, Set<string>>();

beforeAll(async () => {
  const folder = join(root, 'sandbox/go/plugin-amazon');
  const list = ['list', '-mod=mod', '-m', '-f', '{{.Dir}}', 'github.com/hashicorp/packer-plugin-amazon'];
  const source = (await run('go', list, { cwd: folder })).trim();
  const client = await readFile(join(source, 'common/clients/ec2_client.go'), 'utf8');
  const declared = [...client.matchAll(/^\t(?:(\w+)\(ctx |ec2\.(\w+)APIClient$)/gm)];
  const operations = new Set(declared.map(([, method, embedded]) => method ?? embedded ?? ''));
  for (const name of folders)
    for (const file of await readdir(join(source, name))) {
      if (!file.endsWith('.go') || file.endsWith('_test.go')) continue;
      const text = await readFile(join(source, name, file), 'utf8');
      const waiters = [
        ...text.matchAll(/ec2\.New(\w+?)(?:Running|Stopped|Terminated|Available|Completed|Exists)Waiter/g),
      ];
      const calls = [...text.matchAll(/\.(\w+)\((?:ctx|context\.\w+\(\)),/g)]
        .map(([, call = '']) => call)
        .filter((call) => operations.has(call));
      const waited = waiters.map(([, kind = '']) => `Describe${kind}s`);
      if (calls.length + waited.length > 0)
        callsByFile.set(`${name}/${file}`, new Set([...calls, ...waited]));
    }
}, 300_000);

test('every call to EC2 in the source is in the list, in an extra, or said not to be made', () => {
  const made = new Set([...callsByFile.values()].flatMap((calls) => [...calls]));
  const inExtras = extras.flatMap(({ statements }) =>
    statements.flatMap(({ calls }) => Object.keys(calls).map((action) => action.replace(/^ec2:/, ''))),
  );
  const known = new Set([...Object.keys(packerCalls), ...inExtras, ...Object.keys(otherCalls)]);
  expect([...made].filter((call) => !known.has(call))).toEqual([]);
  // As many as were counted in v1.8.2, so that a pattern that no longer fits the source is noticed.
  expect(made.size).toBeGreaterThanOrEqual(30);
});

test('every call of the list is made where the list says', () => {
  const listed = Object.entries(packerCalls).map(([call, { source }]) => [call, source] as const);
  const ofExtras = extras.flatMap(({ statements }) =>
    statements.flatMap(({ calls }) =>
      Object.entries(calls).flatMap(([action, source]) =>
        action.startsWith('ec2:') && source.endsWith('.go')
          ? [[action.replace('ec2:', ''), source] as const]
          : [],
      ),
    ),
  );
  const wrong = [...listed, ...ofExtras].filter(
    ([call, source]) => callsByFile.get(source)?.has(call) !== true,
  );
  expect(wrong).toEqual([]);
});

test('no call that is said not to be made is in the list', () => {
  expect(Object.keys(otherCalls).filter((call) => call in packerCalls)).toEqual([]);
});
