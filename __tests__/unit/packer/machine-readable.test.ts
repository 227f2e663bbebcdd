/** Packer's machine-readable output, parsed. */
import { expect, test } from '@jest/globals';
import { MachineReadableParser, maxPiece, type PackerEvent } from '../../../src/packer/machine-readable.ts';

function read(chunks: readonly string[]): PackerEvent[] {
  const events: PackerEvent[] = [];
  const parser = new MachineReadableParser((event) => events.push(event));
  for (const chunk of chunks) parser.push(chunk);
  parser.end();
  return events;
}

/** The readable log, as copyLog writes it. */
function logOf(events: readonly PackerEvent[]): string {
  return events.map((event) => (event.kind === 'text' ? event.text + (event.ends ? '\n' : '') : '')).join('');
}

const sample = [
  '1763000000,,ui,say,==> base.amazon-ebs.base: Creating AMI catalyst-base%!(PACKER_COMMA) from instance i-1\n',
  '1763000001,,ui,message,    base.amazon-ebs.base: one\\ntwo\\r\\nthree\n',
  '1763000002,,ui,error,==> base.amazon-ebs.base: no é ☃ 😀\n',
  'panic: runtime error\n',
  '1763000003,base.amazon-ebs.base,error,it broke%!(PACKER_COMMA) badly\n',
  '1763000004,base.amazon-ebs.base,artifact-count,1\n',
  '1763000004,base.amazon-ebs.base,artifact,0,id,us-east-1:ami-1%!(PACKER_COMMA)eu-west-1:ami-2\n',
  '1763000004,base.amazon-ebs.base,artifact,0,end\n',
].join('');

test('the parser gives texts, errors and artifacts, unescaped', () => {
  const events = read([sample]);
  expect(logOf(events)).toBe(
    [
      '==> base.amazon-ebs.base: Creating AMI catalyst-base, from instance i-1',
      '    base.amazon-ebs.base: one\ntwo\nthree',
      '==> base.amazon-ebs.base: no é ☃ 😀',
      'panic: runtime error',
      '',
    ].join('\n'),
  );
  expect(events).toContainEqual({
    kind: 'error',
    target: 'base.amazon-ebs.base',
    message: 'it broke, badly',
  });
  expect(events).toContainEqual({
    kind: 'artifact',
    target: 'base.amazon-ebs.base',
    field: 'id',
    value: 'us-east-1:ami-1,eu-west-1:ami-2',
  });
});

test('the events are the same wherever the chunks are cut', () => {
  const whole = read([sample]);
  for (let at = 1; at < sample.length; at++) {
    expect(read([sample.slice(0, at), sample.slice(at)])).toEqual(whole);
  }
  expect(read([...sample])).toEqual(whole);
});

test('a last line without a line end counts as a line', () => {
  expect(logOf(read(['1,,ui,say,done']))).toBe('done\n');
  expect(read([])).toEqual([]);
});

test('a giant line comes in bounded pieces that join to the whole line', () => {
  // The escapes sit at every offset somewhere, so also where pieces are cut.
  const unit = 'abc%!(PACKER_COMMA)😀\\n1234567';
  const line = `1,,ui,message,${unit.repeat(30_000)}\n1,,ui,say,after\n`;
  const chunks = line.match(/[\s\S]{1,65536}/g) ?? [];
  const events = read(chunks);
  expect(logOf(events)).toBe(`${'abc,😀\n1234567'.repeat(30_000)}\nafter\n`);
  const longest = Math.max(...events.map((event) => (event.kind === 'text' ? event.text.length : 0)));
  expect(longest).toBeLessThanOrEqual(2 * maxPiece);
  expect(events.filter((event) => event.kind === 'text' && event.begins)).toHaveLength(2);
});

test('a giant line of an unused type is dropped, and the next line is read', () => {
  const events = read([`1,x,version,${'y'.repeat(maxPiece * 3)}`, '\n1,,ui,say,after\n']);
  expect(logOf(events)).toBe('after\n');
});

test('lines that only look like the format are kept as text', () => {
  const lines = ['1763,a,b', 'x,,ui,say,y', '::set-output name=a::b', ''];
  expect(logOf(read([lines.join('\n')]))).toBe(lines.join('\n'));
});
