/** What Packer refuses, the plan refuses, and what Packer accepts, it accepts; the suite `parts` asks Packer itself. */

import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { messageOf } from '../../../src/errors.ts';
import { readTemplates } from '../../../src/templates/read.ts';
import { verdicts } from '../../../tools/packer-verdicts.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

test.each(verdicts)('the plan says of $name what Packer says', async ({ files, target, refusal }) => {
  const folder = temporaryFolder(files);
  const reading = readTemplates(join(folder, target ?? '.'), {
    cwd: folder,
    env: {},
    displayName: target ?? 'packer',
    ami: 'all',
    versions: { packer: '1.16.0', plugin: '1.8.2' },
  });
  const message = await reading.then(
    () => null,
    (error: unknown) => messageOf(error),
  );
  if (refusal === null) expect(message).toBeNull();
  else expect(message).toMatch(refusal);
});
