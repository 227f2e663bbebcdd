/** The environment that Packer runs with. */
import { expect, test } from '@jest/globals';
import { packerEnvironment } from '../../../src/packer/command-line.ts';

test('Packer gets credentials and the plugin folder, and nothing of the step’s own', () => {
  const passed = { PATH: '/bin', AWS_PROFILE: 'bake', PKR_VAR_x: '1', GITHUB_SHA: 'abc' };
  const withheld = [
    'INPUT_VARIABLES',
    'STATE_lease',
    'GITHUB_ENV',
    'GITHUB_OUTPUT',
    'GITHUB_TOKEN',
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  ];
  const env = { ...passed, UNSET: undefined, ...Object.fromEntries(withheld.map((name) => [name, 'x'])) };
  expect(packerEnvironment(env, { PACKER_PLUGIN_PATH: '/p' })).toEqual({
    ...passed,
    CHECKPOINT_DISABLE: '1',
    PACKER_NO_COLOR: '1',
    PACKER_PLUGIN_PATH: '/p',
  });
});

test('Packer’s temporary files go to the run’s folder if the path of a socket fits', () => {
  const at = (folder: string) => packerEnvironment({ RUNNER_TEMP: folder, TMPDIR: '/t' }, {})['TMPDIR'];
  expect(at('/home/runner/work/_temp/ami-action-private-a1b2c3')).toBe(
    '/home/runner/work/_temp/ami-action-private-a1b2c3',
  );
  expect(at(`/${'x'.repeat(80)}`)).toBe('/t');
});
