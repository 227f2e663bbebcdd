/** Logs as they are printed. */
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ConsolePrinter, printLog } from '../../../src/packer/log-printer.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { memoryWorkflow } from '../../helpers/log.ts';

function printed(texts: readonly string[], limit?: number): { lines: string[]; full: boolean } {
  const lines: string[] = [];
  const printer = new ConsolePrinter((line) => lines.push(line), limit);
  for (const text of texts) printer.write(text);
  printer.end();
  return { lines, full: printer.full };
}

test('a log is printed as whole lines, wherever its chunks were cut', () => {
  expect(printed(['a', 'b\nc', '\n\n', 'd']).lines).toEqual(['ab', 'c', '', 'd']);
});

test('long lines are cut', () => {
  const { lines } = printed(['x'.repeat(3000), 'x'.repeat(3000), '\nnext\n', 'y'.repeat(4096), '\n']);
  expect(lines).toEqual([`${'x'.repeat(4096)} … (line cut)`, 'next', 'y'.repeat(4096)]);
});

test('a command marker split between two chunks is still escaped', () => {
  const runner = memoryWorkflow();
  const printer = new ConsolePrinter((line) => runner.print(line));
  printer.write('text ##');
  printer.write('[set-output name=a;]b\n');
  expect(runner.text()).not.toContain('##[');
});

test('printing ends at the limit', () => {
  const { lines, full } = printed(
    Array.from({ length: 1000 }, (_, index) => `${index}\n`),
    20,
  );
  expect(full).toBe(true);
  expect(lines.length).toBeLessThan(12);
});

test('a finished log is printed in a group, and can forge no command', async () => {
  const folder = temporaryFolder({ 'a.log': '::set-output name=x::y\n##[error]z\nplain\n' });
  const runner = memoryWorkflow();
  await printLog(join(folder, 'a.log'), 'base: built after 3s', runner);
  const lines = runner.text().trimEnd().split('\n');
  expect(lines[0]).toBe('::group::base: built after 3s');
  expect(lines[1]).toMatch(/^::stop-commands::stop-/);
  expect(lines.slice(2, 5)).toEqual([': :set-output name=x::y', '# #[error]z', 'plain']);
  expect(lines[5]).toBe(`::${lines[1]?.slice('::stop-commands::'.length)}::`);
  expect(lines[6]).toBe('::endgroup::');
});

test('a long log shows its beginning and its end, and where the full log is', async () => {
  const text = Array.from({ length: 50_000 }, (_, index) => `line ${index}\n`).join('');
  const folder = temporaryFolder({ 'a.log': text });
  const runner = memoryWorkflow();
  await printLog(join(folder, 'a.log'), 'base', runner, 200_000);
  expect(runner.text().length).toBeLessThan(201_000);
  expect(runner.text()).toContain('line 0\n');
  expect(runner.text()).toContain('line 49999\n');
  expect(runner.text()).toContain(`the full log is ${join(folder, 'a.log')}`);
});
