/** Source images that templates describe by a filter: what AWS is asked. */
import { expect, test } from '@jest/globals';
import type { Image } from '../../../src/aws/types.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { image } from '../../helpers/images.ts';
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

test.each([
  { data: '', question: '/v', why: 'no image of it exists in us-east-1' },
  {
    data: 'region = "us-east-1"\n max_retries = 3',
    question: '/v',
    why: 'no image of it exists in us-east-1',
  },
  { data: 'region = "eu-west-1"', why: 'is asked in eu-west-1, and the plan asks in us-east-1 only' },
  { data: 'assume_role {\n role_arn = "arn"\n}', why: 'has assume_role, which the plan does not evaluate' },
  { data: 'profile = "other"', why: 'has profile, which the plan does not evaluate' },
  { data: 'with_decryption = true', why: 'is a decrypted secret, which may have changed' },
  { data: 'with_decryption = "1"', why: 'is a decrypted secret, which may have changed' },
])('a parameter is asked in the run’s region, or its AMI is always built: $why', async (row) => {
  const folder = temporaryFolder({
    'x.pkr.hcl': `
data "amazon-parameterstore" "p" {
  name = "/v"
  ${row.data}
}
source "amazon-ebs" "x" {
  ami_name   = "x"
  source_ami = "ami-1"
}
build {
  sources = ["source.amazon-ebs.x"]
  provisioner "shell" {
    inline = [data.amazon-parameterstore.p.value]
  }
}
`,
  });
  const queries = fakeQueries();
  const plan = await planOf(folder, { queries });
  const asked = queries.asked.filter((query) => query.startsWith('parameter'));
  expect(asked).toEqual(row.question === undefined ? [] : ['parameter /v']);
  const prefix = row.question === undefined ? 'always built: data.amazon-parameterstore.p ' : '';
  expect(itemOf(plan, 'x').why[0]).toBe(prefix + row.why);
});

test('images are asked for in the run’s region only', async () => {
  const ofData = (region: string): string =>
    temporaryFolder({
      'x.pkr.hcl': `
data "amazon-ami" "a" {
  filters = { name = "a-*" }
  owners  = ["self"]
  region  = "${region}"
}
source "amazon-ebs" "x" {
  ami_name   = "x"
  source_ami = data.amazon-ami.a.id
}
build { sources = ["source.amazon-ebs.x"] }
`,
    });
  const here = fakeQueries();
  expect(itemOf(await planOf(ofData('us-east-1'), { queries: here }), 'x').why[0]).not.toMatch(
    /always built/,
  );
  const elsewhere = fakeQueries();
  const plan = await planOf(ofData('eu-west-1'), { queries: elsewhere });
  expect(itemOf(plan, 'x').why[0]).toMatch(/^always built: its source image is asked in eu-west-1/);
  expect(elsewhere.asked.filter((query) => query.startsWith('public'))).toEqual([]);
});

test('of several images of one second the last that EC2 names is the most recent, as Packer has it', async () => {
  const queries = fakeQueries();
  const { aws } = queries;
  if (aws === null) throw new Error('there is no AWS');
  const made = (id: string, creationDate: string): Image => image({ id, creationDate });
  const images = [
    made('ami-2', '2026-01-01T00:00:01.000Z'),
    made('ami-3', '2026-01-01T00:00:02.900Z'),
    made('ami-1', '2026-01-01T00:00:02.000Z'),
    made('ami-4', '2026-01-01T00:00:00.000Z'),
  ];
  const source = itemOf(
    await planOf(folderWith('filters = { name = "a-*" }\n most_recent = true'), {
      queries: { ...queries, aws: { ...aws, publicImages: async () => images } },
    }),
    'x',
  );
  expect(source).toMatchObject({ sourceAmi: 'ami-1' });
});
