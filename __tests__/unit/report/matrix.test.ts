import { expect, test } from '@jest/globals';
import { matrixOf } from '../../../src/report/matrix.ts';

const wanted = (ami: string) => ({ ami, fingerprint: 'f', why: ['one', 'two'] });

test('a job for each AMI that is wanted', () => {
  expect(matrixOf([wanted('a'), wanted('c')])).toEqual({
    include: [
      { ami: 'a', fingerprint: 'f', why: 'one, two' },
      { ami: 'c', fingerprint: 'f', why: 'one, two' },
    ],
  });
});

test('an empty one is valid and harmless', () => {
  expect(matrixOf([])).toEqual({ include: [{ ami: '', fingerprint: '', why: 'nothing to build' }] });
});

test('256 jobs and no more', () => {
  const builds = Array.from({ length: 256 }, (_, index) => wanted(`a${index}`));
  expect(matrixOf(builds).include).toHaveLength(256);
  expect(() => matrixOf([...builds, wanted('b')])).toThrow(
    /257 AMIs have to be built, and a matrix has at most 256 jobs/,
  );
});
