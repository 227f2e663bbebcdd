/** The warning of templates that take no run tags. */
import { expect, test } from '@jest/globals';
import { describeUnleased } from '../../../src/apply/unleased-warning.ts';

test('templates that take no run tags are warned of, by AMI', () => {
  const warning = describeUnleased([
    { ami: 'web', runVariables: [] },
    { ami: 'db', runVariables: ['run_tags'] },
    { ami: 'cache', runVariables: ['go_programs_dir'] },
  ]);
  expect(warning).toMatch(
    /what Packer creates for web, cache has no tag of this run.*run_tags = var\.run_tags/,
  );
});

test('templates that all take run tags are not warned of', () => {
  expect(describeUnleased([{ ami: 'db', runVariables: ['run_tags'] }])).toBeNull();
});
