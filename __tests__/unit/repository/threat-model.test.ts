/** docs/threat-model.md: what it promises is tested. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../../..');
const rows = readFileSync(join(root, 'docs/threat-model.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.slice(2, -2).split(' | '));

test.each(rows)('the threat model’s row "%s" names tests that exist, or why there can be none', (...row) => {
  expect(row).toHaveLength(4);
  const shownBy = row[3] ?? '';
  const tests = [...shownBy.matchAll(/`([^`]+\.test\.ts)`/g)].map(([, path = '']) => path);
  if (tests.length === 0) expect(shownBy).toMatch(/^no test can: .{20}/);
  expect(tests.filter((path) => !existsSync(join(root, '__tests__', path)))).toEqual([]);
});
