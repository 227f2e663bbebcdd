// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
import { expect, test } from '@jest/globals';
import { loadParser } from '../../../../src/templates/hcl/parser.ts';

test('the parser is loaded once and parses HCL', async () => {
  const [one, two] = await Promise.all([loadParser(), loadParser()]);
  expect(one).toBe(two);
  const tree = one.parse('a = "${var.x}"');
  expect(tree?.rootNode.hasError).toBe(false);
});
