/** Go's settings, found without Go. */
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readGoSettings } from '../../../../src/tools/go-programs/settings.ts';
import { temporaryFolder } from '../../../helpers/folders.ts';

const home = temporaryFolder({
  '.config/go/env': 'GOAMD64=v2\nGOPRIVATE=example.com\n',
  other: 'GOAMD64=v4\n',
});
const read = (files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) =>
  readGoSettings(temporaryFolder(files), { HOME: home, ...env });

test.each([
  ['a toolchain line', { 'go.mod': 'module x\n\ngo 1.25.0\n\ntoolchain go1.26.3\n' }, 'go1.26.3'],
  [
    'a toolchain line of go.work, which is the one that holds',
    { 'go.mod': 'toolchain go1.26.3\n', 'go.work': 'toolchain go1.26.4\n' },
    'go1.26.4',
  ],
  ['no toolchain line', { 'go.mod': 'module x\n\ngo 1.25.0\n' }, ''],
  ['the default', { 'go.mod': 'toolchain default\n' }, ''],
  ['no go.mod', {}, ''],
])('with %s the version of Go is known without Go', async (_what, files, version) => {
  expect(await read(files)).toMatchObject({ GOTOOLCHAIN: version });
});

test('GOTOOLCHAIN wins where it names a version, and not where it names a place', async () => {
  const files = { 'go.mod': 'toolchain go1.26.3\n' };
  expect(await read(files, { GOTOOLCHAIN: 'go1.27.0' })).toMatchObject({ GOTOOLCHAIN: 'go1.27.0' });
  for (const Gotoolchain of ['local', 'auto', 'path', '']) {
    expect(await read(files, { GOTOOLCHAIN: Gotoolchain })).toMatchObject({ GOTOOLCHAIN: 'go1.26.3' });
  }
});

test('what go env -w has written counts, unless the environment says otherwise', async () => {
  expect(await read({})).toMatchObject({ GOAMD64: 'v2' });
  expect(await read({}, { GOAMD64: 'v3' })).toMatchObject({ GOAMD64: 'v3' });
  expect(await read({}, { GOENV: join(home, 'other') })).toMatchObject({ GOAMD64: 'v4' });
  expect(await read({}, { GOENV: 'off' })).toMatchObject({ GOAMD64: '' });
  expect(await read({})).not.toHaveProperty('GOPRIVATE');
});

test('the C compiler counts only with cgo', async () => {
  expect(await read({}, { CC: 'clang', CGO_ENABLED: '0' })).not.toHaveProperty('CC');
  expect(await read({}, { CC: 'clang', CGO_ENABLED: '1' })).toMatchObject({
    CC: 'clang',
    host: expect.any(String),
  });
});
