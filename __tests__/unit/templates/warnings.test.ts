/** What is warned of though Packer accepts it. */

import { expect, test } from '@jest/globals';
import { readTemplates } from '../../../src/templates/read.ts';
import { findWarnings } from '../../../src/templates/warnings.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

const warningsOf = async (attribute: string) => {
  const source = `source "amazon-ebs" "x" {\n  ami_name = "x"\n  ${attribute}\n}\n`;
  const build = 'build {\n  sources = ["amazon-ebs.x"]\n}\nvariable "force" {\n  default = "true"\n}\n';
  const folder = temporaryFolder({ 'x.pkr.hcl': source + build });
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
