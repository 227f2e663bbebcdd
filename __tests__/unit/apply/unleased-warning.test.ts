/** The warning of templates that do not hand the run's tags on. */
import { expect, test } from '@jest/globals';
import { describeUnleased, findUnleased } from '../../../src/apply/unleased-warning.ts';
import { plannedBuild } from './planned.ts';

const all = ['run_tags', 'run_volume_tags'] as const;
const web = plannedBuild({ ami: 'web', untagged: all });
const unused = plannedBuild({ ami: 'api', runVariables: ['run_tags'], untagged: all });
const db = plannedBuild({ ami: 'db', runVariables: ['run_tags'] });
const spot = plannedBuild({
  ami: 'cache',
  runVariables: ['run_tags'],
  untagged: ['run_volume_tags', 'spot_tags'],
});

test('templates that declare no run tags are warned of, by AMI', () => {
  expect(describeUnleased([web, db, plannedBuild({ ami: 'x', untagged: all })])).toMatch(
    /^The templates declare no variable run_tags.*what Packer creates for web, x has no tag of this run.*run_tags = var\.run_tags/,
  );
});

test('sources that do not hand run tags on are warned of, by AMI and attribute, with what stays behind', () => {
  const warning = describeUnleased([unused, db, spot]);
  expect(warning).toMatch(
    /^The source of api does not read var\.run_tags in run_tags and run_volume_tags, that of cache not in run_volume_tags and spot_tags\./,
  );
  expect(warning).toMatch(/a volume.*a launch template/);
});

test('templates that all hand run tags on are not warned of', () => {
  expect(describeUnleased([db])).toBeNull();
});

test('what Packer makes is not to be found if its source takes no run tags, declared or not', () => {
  expect(findUnleased([web, unused, db, spot])).toEqual(['web', 'api']);
});
