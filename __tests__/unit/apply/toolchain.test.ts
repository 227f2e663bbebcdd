/** What the tools are prepared for. */
import { expect, test } from '@jest/globals';
import { checkGoPrograms, listOtherPlugins } from '../../../src/apply/toolchain.ts';

test('a plan for other Go programs than the prepared ones is refused', () => {
  expect(() => checkGoPrograms('aa', 'bb')).toThrow(/^Input lock: .*other Go programs/);
  for (const [planned, prepared] of [
    ['aa', 'aa'],
    [null, 'bb'],
    ['aa', null],
  ] as const) {
    expect(() => checkGoPrograms(planned, prepared)).not.toThrow();
  }
});

test('plugins besides amazon are listed by the names that the templates give them', () => {
  const plugins = new Map([
    ['amazon', '{ source = "github.com/hashicorp/amazon" }'],
    ['ansible', '{ source = "github.com/hashicorp/ansible" }'],
  ]);
  expect(listOtherPlugins({ plugins })).toEqual(['ansible']);
});
