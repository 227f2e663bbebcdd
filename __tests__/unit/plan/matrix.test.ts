import { expect, test } from '@jest/globals';
import { matrixOf, type Plan, type PlanItem, reusedOf } from '../../../src/plan/index.ts';
import { image } from './helpers/world.ts';

const planned = { fingerprint: 'f', why: ['one', 'two'], versions: {}, leaves: [], notes: [] };
const order = { only: 'x', amiName: 'n', sourceAmi: null, baseAmi: null, variables: {}, fills: [], tags: {} };
const build = (ami: string): PlanItem => ({ decision: 'build', ami, ...planned, ...order });
const reuse = (ami: string): PlanItem => ({
  decision: 'reuse',
  ami,
  ...planned,
  image: image({ id: `ami-${ami}` }),
});
const plan = (...items: PlanItem[]): Plan => ({ items, region: 'us-east-1', artifacts: {} });

test('a job for each AMI that has to be built or waited for', () => {
  const pending: PlanItem = { ...planned, ...order, decision: 'pending', ami: 'c', image: image() };
  expect(matrixOf(plan(build('a'), reuse('b'), pending))).toEqual({
    matrix: {
      include: [
        { ami: 'a', fingerprint: 'f', why: 'one, two' },
        { ami: 'c', fingerprint: 'f', why: 'one, two' },
      ],
    },
    empty: false,
  });
  expect(reusedOf(plan(build('a'), reuse('b')))).toEqual({ b: 'ami-b' });
});

test('an empty one is valid and harmless', () => {
  const { matrix, empty } = matrixOf(plan(reuse('a')));
  expect(empty).toBe(true);
  expect(matrix.include).toEqual([{ ami: '', fingerprint: '', why: 'nothing to build' }]);
});

test('256 jobs and no more', () => {
  const builds = Array.from({ length: 256 }, (_, index) => build(`a${index}`));
  expect(matrixOf(plan(...builds)).matrix.include).toHaveLength(256);
  expect(() => matrixOf(plan(...builds, build('b')))).toThrow(
    /257 AMIs have to be built, and a matrix has at most 256 jobs/,
  );
});
