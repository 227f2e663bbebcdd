/** The output `matrix`. */
import { expect, test } from '@jest/globals';
import { createMatrix } from '../../../src/report/matrix.ts';

const wanted = (ami: string) => ({ ami, fingerprint: 'f', why: ['one', 'two'] });

test('the matrix has a job for each AMI that is wanted', () => {
  expect(createMatrix([wanted('a'), wanted('c')])).toEqual({
    include: [
      { ami: 'a', fingerprint: 'f', why: 'one, two' },
      { ami: 'c', fingerprint: 'f', why: 'one, two' },
    ],
  });
});

test('a matrix without AMIs has one entry without a name', () => {
  expect(createMatrix([])).toEqual({ include: [{ ami: '', fingerprint: '', why: 'nothing to build' }] });
});

test('a matrix of more than 256 jobs is refused', () => {
  const builds = Array.from({ length: 256 }, (_, index) => wanted(`a${index}`));
  expect(createMatrix(builds).include).toHaveLength(256);
  expect(() => createMatrix([...builds, wanted('b')])).toThrow(
    /257 AMIs have to be built, and a matrix has at most 256 jobs/,
  );
});
