// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** The loading of the WebAssembly parser. */

import { expect, test } from '@jest/globals';
import { loadParser } from '../../../src/hcl/parser.ts';

test('the parser is loaded once and parses HCL', async () => {
  const [first, second] = await Promise.all([loadParser(), loadParser()]);
  expect(first).toBe(second);
  const tree = first.parse('a = "${var.x}"');
  expect(tree?.rootNode.hasError).toBe(false);
});
