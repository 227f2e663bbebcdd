/** What the built action refuses, and what it says then. */
import { expect, test } from '@jest/globals';
import { openLease } from '../helpers/lease.ts';
import { startServer } from '../integration/tools/server.ts';
import {
  errorsOf,
  noCredentials,
  reportOf,
  runMain,
  runner,
  runPost,
  templates,
  withCredentials,
} from './action.ts';
import { standInAws } from './aws.ts';
import { createEnvironment } from './packer.ts';

test('bad inputs are refused all at once, before anything is fetched or started', async () => {
  const server = await startServer();
  const inputs = {
    ami: '',
    mirror: `${server.url}?x`,
    timeout: 'soon',
    'max-parallel': '0',
    'aws-region': 'mars',
    variables: 'version: 1.30',
    'packer-key': 'nowhere.asc',
    templates: '../..',
  };
  const step = await runMain(await runner(), inputs, withCredentials(server.url));
  expect(step.exitCode).toBe(1);
  const faulty = errorsOf(step).map((error) => /^Input ([a-z-]+): /.exec(error)?.[1]);
  expect(faulty.sort()).toEqual(Object.keys(inputs).sort());
  expect(server.asked).toEqual([]);
  expect(step.state).toEqual({ lease: '' });
  const { report, ...ids } = step.outputs;
  expect(ids).toEqual({ 'ami-ids': '{}', images: '{}', reused: '{}' });
  expect(report).toMatch(/report\.json$/);
});

test.each([
  ['of configuration', { ami: 'web,db', templates: 'packer' }, /"db".*web/],
  ['of access', { ami: 'web', templates: 'packer' }, /no AWS credentials/],
])('a fault %s is in the outputs, the report and the summary', async (_, inputs, message) => {
  const step = await runMain(await runner(templates('web')), inputs, noCredentials);
  expect(step.exitCode).toBe(1);
  expect(step.outputs['ami-ids']).toBe('{}');
  expect(await reportOf(step)).toEqual({
    schema: 1,
    amis: [],
    problems: [{ message: expect.stringMatching(message) }],
  });
  expect(step.summary).toMatch(/^### No AMI$/m);
  expect(step.summary).toMatch(message);
});

test('tools that cannot be had are the cause of every AMI that was to be built, and one error', async () => {
  const { aws, inputs, env } = await createEnvironment('');
  const versions = { ...inputs, ami: 'all', 'packer-version': '1.99.0' };
  const step = await runMain(await runner(templates('web', 'db')), versions, env);
  expect(step.exitCode).toBe(1);
  expect(errorsOf(step)).toEqual([expect.stringContaining('1.99.0')]);
  const failed = (ami: string) => ({ ami, result: 'failed', cause: expect.stringContaining('1.99.0') });
  expect(await reportOf(step)).toMatchObject({ amis: [failed('web'), failed('db')] });
  expect(step.summary).toContain('**web** failed');
  expect(step.outputs['ami-ids']).toBe('{}');
  expect(aws.changes).toEqual([]);
});

test('AMIs that the templates do not have are refused, naming those that they have', async () => {
  const server = await startServer();
  const inputs = { ami: 'web,db,cache', templates: 'packer' };
  const step = await runMain(await runner(templates('web', 'queue')), inputs, withCredentials(server.url));
  expect(step.exitCode).toBe(1);
  const errors = errorsOf(step);
  expect(errors).toHaveLength(2);
  expect(errors.join('\n')).toMatch(/"db".*queue.*\n.*"cache"/);
  expect(server.asked).toEqual([]);
});

test('AMIs that the action’s own templates do not have are refused, naming the folder as in its repository', async () => {
  const step = await runMain(await runner(), { ami: 'bogus' }, noCredentials);
  expect(step.exitCode).toBe(1);
  expect(errorsOf(step).join('\n')).toMatch(/"bogus" in packer; there are: base, gpu-worker, lighthouse/);
});

test('a template that is not HCL is refused with file and line', async () => {
  const files = { 'packer/broken.pkr.hcl': '\n\nsource "amazon-ebs" {{\n' };
  const step = await runMain(await runner(files), { ami: 'web', templates: 'packer' });
  expect(step.exitCode).toBe(1);
  expect(step.output).toMatch(/^::error file=packer\/broken\.pkr\.hcl,line=3/m);
});

test('faults of inputs and of templates are reported together, each at its place', async () => {
  const files = templates('web');
  const broken = `${files['packer/all.pkr.hcl']}\nlocals {\n  a = var.sice\n  b = uper("x")\n}\n`;
  const inputs = { ami: 'web, wep', templates: 'packer', timeout: 'soon', variables: 'passwort: x' };
  const step = await runMain(await runner({ 'packer/all.pkr.hcl': broken }), inputs);
  expect(step.exitCode).toBe(1);
  expect(errorsOf(step).sort()).toEqual([
    expect.stringMatching(/^Input timeout: "soon" is not/),
    expect.stringMatching(
      /^Input variables: packer declares no variable "passwort"; did you mean "password"\?/,
    ),
    expect.stringMatching(/^ami: there is no "wep" in packer/),
    expect.stringMatching(/^packer\/all\.pkr\.hcl:\d+:7: the templates declare no variable "sice"/),
    expect.stringMatching(
      /^packer\/all\.pkr\.hcl:\d+:7: Packer has no function uper\(\); did you mean "upper"\?/,
    ),
  ]);
  expect(step.output).toMatch(/^::error file=packer\/all\.pkr\.hcl,line=\d+,col=7::/m);
});

test('variables that no template declares are refused', async () => {
  const inputs = { ami: 'web', templates: 'packer', variables: 'sice: 3', 'k3s-version': 'v1.32.0+k3s1' };
  const step = await runMain(await runner(templates('web')), inputs);
  const errors = errorsOf(step).join('\n');
  expect(errors).toMatch(/variables: .*"sice"/);
  expect(errors).toMatch(/k3s-version: .*"k3s_version"/);
});

test('a build without credentials is refused with advice', async () => {
  const step = await runMain(
    await runner(templates('web')),
    { ami: 'web', templates: 'packer' },
    noCredentials,
  );
  expect(step.exitCode).toBe(1);
  expect(errorsOf(step)).toEqual([
    expect.stringMatching(/no AWS credentials.*configure-aws-credentials.*id-token: write/),
  ]);
  expect(step.state).toEqual({ lease: '' });
});

test.each([
  ['a profile', { AWS_PROFILE: 'typo' }, /AWS_PROFILE is set/],
  ['half a key', { AWS_ACCESS_KEY_ID: 'AKIA' }, /AWS_ACCESS_KEY_ID is set/],
  [
    'a role',
    { AWS_ROLE_ARN: 'arn:aws:iam::1:role/x', AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere' },
    /'\/nowhere'/,
  ],
])('a plan with %s that is set and does not work is refused', async (_, env, message) => {
  const inputs = { ami: 'web', templates: 'packer', mode: 'plan' };
  const step = await runMain(await runner(templates('web')), inputs, { ...noCredentials, ...env });
  expect(errorsOf(step)).toEqual([expect.stringMatching(message)]);
  expect(step.exitCode).toBe(1);
  expect(step.outputs).not.toHaveProperty('build');
});

test('a build with credentials that have expired is refused with advice', async () => {
  const server = await startServer();
  standInAws(server).fail('ExpiredToken', 'The security token included in the request is expired');
  const inputs = { ami: 'web', templates: 'packer' };
  const step = await runMain(await runner(templates('web')), inputs, withCredentials(server.url));
  expect(step.exitCode).toBe(1);
  expect(errorsOf(step)).toEqual([
    expect.stringMatching(/^The AWS credentials have expired\..*role-duration-seconds/),
  ]);
});

test('post does nothing after a run that started nothing', async () => {
  const step = await runPost(await runner(), {});
  expect([step.exitCode, step.output]).toEqual([0, '']);
});

test('post says what to look for if it cannot ask AWS', async () => {
  const lease = openLease({ nonce: 'aabbccddeeff0011', region: 'eu-west-1' });
  const step = await runPost(await runner(), { lease: JSON.stringify(lease) }, noCredentials);
  expect(step.exitCode).toBe(1);
  expect(step.output).toMatch(
    /::warning::May be left behind in eu-west-1, with the tag ami-action:nonce=aabbccddeeff0011:%0Aevery instance, every .*: Could not load credentials/,
  );
});

test('the value of a sensitive variable appears only in its mask', async () => {
  const inputs = { ami: 'web', templates: 'packer', variables: 'password: |\n  hush-one\n  hush-two' };
  const step = await runMain(await runner(templates('web')), inputs);
  const lines = step.output.split('\n').filter((line) => line.includes('hush'));
  expect(lines).toEqual(['::add-mask::hush-one', '::add-mask::hush-two']);
});
