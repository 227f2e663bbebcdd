/** Source images that templates describe by a filter: what AWS is asked. */
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../../helpers/folders.ts';
import { fakeQueries, itemOf, planOf } from '../../helpers/planning.ts';

/** A folder whose AMI `x` starts from the image of this filter. */
const folderWith = (filter: string): string =>
  temporaryFolder({
    'x.pkr.hcl': `
source "amazon-ebs" "x" {
  ami_name = "x"
  source_ami_filter {
    ${filter}
    owners = ["self"]
  }
}
build { sources = ["source.amazon-ebs.x"] }
`,
  });

async function askedFor(
  filter: string,
): Promise<{ readonly asked: readonly string[]; readonly why: string }> {
  const queries = fakeQueries();
  const plan = await planOf(folderWith(filter), { queries });
  return {
    asked: queries.asked.filter((query) => query.startsWith('public')),
    why: itemOf(plan, 'x').why[0] ?? '',
  };
}

test('deprecated images are asked for where the filter includes them, and nowhere else', async () => {
  const included = await askedFor('filters = { name = "a-*" }\n include_deprecated = true');
  expect(included.asked).toEqual(['public {"name":["a-*"]} self deprecated']);
  expect(included.why).not.toMatch(/always built/);
  for (const filter of ['include_deprecated = false', '']) {
    const { asked } = await askedFor(`filters = { name = "a-*" }\n ${filter}`);
    expect(asked).toEqual(['public {"name":["a-*"]} self']);
  }
});

test('a filter’s value is a line of CSV, and one with quotes is left to Packer', async () => {
  const several = await askedFor('filters = { name = "a-*, b-*,c" }');
  expect(several.asked).toEqual(['public {"name":["a-*","b-*","c"]} self']);
  const quoted = await askedFor('filters = { name = "\\"a,b\\"" }');
  expect(quoted).toEqual({ asked: [], why: expect.stringMatching(/^always built: source_ami_filter/) });
});
