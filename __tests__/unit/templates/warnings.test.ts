/** What is warned of though Packer accepts it. */

import { expect, test } from '@jest/globals';
import { readTemplates } from '../../../src/templates/read.ts';
import { findWarnings } from '../../../src/templates/warnings.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

const warningsOf = async (attribute: string, step = '') => {
  const source = `source "amazon-ebs" "x" {\n  ami_name = "x"\n  ${attribute}\n}\n`;
  const build = `build {\n  sources = ["amazon-ebs.x"]\n${step}\n}\nvariable "force" {\n  default = "true"\n}\n`;
  const data = 'data "amazon-parameterstore" "s" {\n  name = "n"\n}\n';
  const folder = temporaryFolder({ 'x.pkr.hcl': source + build + data });
  const templates = await readTemplates(folder, { env: {}, displayName: 'packer' });
  return findWarnings(templates.recipes, templates);
};

test.each(['force_deregister = true', 'force_deregister = "true"', 'force_deregister = var.force'])(
  '%s is warned of at its place',
  async (attribute) => {
    expect(await warningsOf(attribute)).toEqual([
      {
        message: expect.stringMatching(
          /^packer\/x\.pkr\.hcl:3:3: force_deregister removes an image of the name/,
        ),
        location: { file: 'packer/x.pkr.hcl', line: 3, column: 3 },
      },
    ]);
  },
);

test.each(['force_deregister = false', 'force_delete_snapshot = true'])(
  '%s needs no warning',
  async (attribute) => {
    expect(await warningsOf(attribute)).toEqual([]);
  },
);

const mapping = (attributes: string) =>
  `ami_block_device_mappings {\n    device_name = "/dev/sdb"\n    ${attributes}\n  }`;

test('a snapshot in the mapping of an AMI is warned of at its place: Packer deletes it after a failure', async () => {
  expect(await warningsOf(mapping('snapshot_id = "snap-1"'))).toEqual([
    {
      message: expect.stringMatching(
        /^packer\/x\.pkr\.hcl:5:5: snapshot_id .*Packer deletes every snapshot .* of x fails/,
      ),
      location: { file: 'packer/x.pkr.hcl', line: 5, column: 5 },
    },
  ]);
});

test('a snapshot that is known only during the build is warned of too', async () => {
  const dynamic = `dynamic "ami_block_device_mappings" {
    for_each = ["snap-1"]
    content {
      device_name = "/dev/sdb"
      snapshot_id = ami_block_device_mappings.value
    }
  }`;
  expect(await warningsOf(dynamic)).toHaveLength(1);
  expect(await warningsOf(mapping('snapshot_id = data.amazon-parameterstore.s.value'))).toHaveLength(1);
});

test.each([mapping('volume_size = 8'), mapping('snapshot_id = ""'), mapping('snapshot_id = null')])(
  'a mapping without a snapshot needs no warning: %j',
  async (attribute) => {
    expect(await warningsOf(attribute)).toEqual([]);
  },
);

const step = (attributes: string) => `  provisioner "shell" {\n    inline = ["true"]\n    ${attributes}\n  }`;

test.each(['continue_on_error = true', 'continue_on_error = "true"', 'continue_on_error = var.force'])(
  '%s is warned of at its place: a failed step leaves no trace in the AMI',
  async (attribute) => {
    expect(await warningsOf('', step(attribute))).toEqual([
      {
        message: expect.stringMatching(
          /^packer\/x\.pkr\.hcl:9:5: continue_on_error .*even if this step fails/,
        ),
        location: { file: 'packer/x.pkr.hcl', line: 9, column: 5 },
      },
    ]);
  },
);

test.each(['continue_on_error = false', 'max_retries = 2'])(
  'a step with %s needs no warning',
  async (attribute) => {
    expect(await warningsOf('', step(attribute))).toEqual([]);
  },
);
