/** Values that the run adds to a plan. */
import { expect, test } from '@jest/globals';
import { releaseTag, runVariableValues } from '../../../src/apply/run-variables.ts';
import { createLeaseHolder } from '../../../src/lease/tags.ts';
import { plannedBuild } from './planned.ts';

const context = {
  holder: createLeaseHolder({}, 'aabbccdd'),
  expiresAt: Date.UTC(2026, 0, 2),
  release: { 'ami-action:release': 'v1.4.0' },
  goProgramsDir: '/agent',
};

test('an AMI is tagged as unfinished from its creation, with its fingerprint and the lease', () => {
  const item = plannedBuild({
    runVariables: ['run_tags', 'ami_tags'],
    tags: { 'ami-action:versions': 'k3s=1' },
  });
  const values = runVariableValues(item, context);
  expect(values['run_tags']).toMatchObject({
    'ami-action:state': 'building',
    'ami-action:fingerprint': 'f1',
    'ami-action:nonce': 'aabbccdd',
    'ami-action:expires': '2026-01-02T00:00:00Z',
  });
  expect(values['ami_tags']).toEqual({
    'ami-action:state': 'building',
    'ami-action:versions': 'k3s=1',
    'ami-action:release': 'v1.4.0',
  });
});

test('templates get no variable that they do not declare', () => {
  expect(runVariableValues(plannedBuild(), context)).toEqual({});
  expect(runVariableValues(plannedBuild({ runVariables: ['go_programs_dir'] }), context)).toEqual({
    go_programs_dir: '/agent',
  });
});

test('the release is the Git tag, or else the commit', () => {
  const commit = { GITHUB_SHA: '0123456789abcdef' };
  expect(releaseTag({ ...commit, GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1.4.0' })).toEqual({
    'ami-action:release': 'v1.4.0',
  });
  expect(releaseTag({ ...commit, GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main' })).toEqual({
    'ami-action:release': '0123456',
  });
  expect(releaseTag({})).toEqual({});
});
