import { describe, expect, test } from '@jest/globals';
import type { ConfigurationError } from '../../../src/errors.ts';
import { givenVariables } from '../../../src/inputs/given.ts';

const region = { input: 'aws-region', variable: 'aws_region', value: 'us-east-1', explicit: false };
const k3s = { input: 'k3s-version', variable: 'k3s_version', value: 'v1.32.0+k3s1', explicit: true };

describe('the variables that Packer is given', () => {
  test('are those that the templates declare', () => {
    const inputs = { named: [region, k3s], variables: { size: 3 }, templates: '/t' };
    expect(givenVariables(inputs, new Set(['k3s_version', 'size', 'other']))).toEqual({
      k3s_version: 'v1.32.0+k3s1',
      size: 3,
    });
  });

  test('must be declared where the user asked for them, and all that are not are named', () => {
    const inputs = { named: [region, k3s], variables: { size: 3, sice: 4 }, templates: '/t' };
    let faults: readonly { message: string }[] = [];
    try {
      givenVariables(inputs, new Set(['size']));
    } catch (error) {
      faults = (error as ConfigurationError).faults;
    }
    expect(faults.map(({ message }) => message)).toEqual([
      'Input k3s-version: is "v1.32.0+k3s1", but the templates declare no variable k3s_version; they declare size',
      'Input variables: the templates declare no variable sice; they declare size',
    ]);
  });
});
