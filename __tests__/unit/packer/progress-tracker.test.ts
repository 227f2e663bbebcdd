/** What is known of a build while it runs. */
import { expect, test } from '@jest/globals';
import { MachineReadableParser } from '../../../src/packer/machine-readable.ts';
import { ProgressTracker } from '../../../src/packer/progress-tracker.ts';

function track(lines: readonly string[]): ProgressTracker {
  let time = 0;
  const tracker = new ProgressTracker(() => ++time);
  const parser = new MachineReadableParser((event) => tracker.take(event));
  for (const line of lines) parser.push(`${line}\n`);
  parser.end();
  return tracker;
}

const prefix = '==> gpu-worker.amazon-ebs.gpu-worker';

test('the tracker knows what Packer is doing, and since when', () => {
  expect(track([]).step).toEqual({ text: 'starting', since: 1 });
  expect(track([`1,,ui,say,${prefix}: Launching a source AWS instance...`]).step.text).toBe(
    'Launching a source AWS instance',
  );
  const provisioning = track([
    `1,,ui,say,${prefix}: Provisioning with shell script: /x/gpu-worker/scripts/20-nvidia.sh`,
    '1,,ui,say,    gpu-worker.amazon-ebs.gpu-worker: Reading package lists',
  ]);
  expect(provisioning.step).toEqual({ text: 'provisioning 20-nvidia.sh', since: 2 });
});

test('a script’s output is no step, though it looks like Packer’s messages, and its last lines are kept', () => {
  const output = Array.from(
    { length: 50 },
    (_, index) => `1,,ui,say,${prefix}: Setting up package ${index} ...`,
  );
  const script = `1,,ui,say,${prefix}: Provisioning with shell script: /tmp/packer-shell123`;
  const running = track([script, ...output, `1,,ui,error,${prefix}: E: broken`]);
  expect(running.step.text).toBe('provisioning inline commands');
  expect(running.lastLines).toHaveLength(10);
  expect(running.lastLines.slice(-2)).toEqual(['Setting up package 49 ...', 'E: broken']);
  const failed = track([
    script,
    ...output,
    `1,,ui,say,${prefix}: Provisioning step had errors: Running the cleanup provisioner%!(PACKER_COMMA) if present...`,
    `1,,ui,say,${prefix}: Terminating the source AWS instance...`,
  ]);
  expect(failed.failedIn).toBe('provisioning inline commands');
  expect(failed.step.text).toBe('Terminating the source AWS instance');
  expect(failed.lastLines.at(-1)).toBe('Setting up package 49 ...');
});

test('the tracker notes what Packer says that it makes, and takes no AMI from a script', () => {
  const { made, madeAmis } = track([
    `1,,ui,say,${prefix}: Creating temporary instance profile for this instance: packer-6564-0a`,
    `1,,ui,say,${prefix}: Creating temporary role for this instance: packer-6564-0a`,
    `1,,ui,say,${prefix}: Instance ID: i-0a1`,
    `1,,ui,say,${prefix}: Provisioning with shell script: scripts/publish.sh`,
    '1,,ui,message,    gpu-worker.amazon-ebs.gpu-worker: AMI: ami-0user',
    `1,,ui,say,${prefix}: AMI: ami-0user`,
    `1,,ui,say,${prefix}: Stopping the source instance...`,
    `1,,ui,say,${prefix}: Creating AMI web-1 from instance i-0a1`,
    `1,,ui,say,${prefix}: Skipping attaching run tags to AMI...`,
    '1,,ui,message,    gpu-worker.amazon-ebs.gpu-worker: AMI: ami-0b2',
    `1,,ui,say,${prefix}: Instance ID: i-0a1; rm`,
  ]);
  const names = ['instance profile packer-6564-0a', 'role packer-6564-0a', 'instance i-0a1'];
  expect([...made]).toEqual(names);
  expect([...madeAmis]).toEqual(['ami-0b2']);
});

test('the tracker takes AMI ids of all regions, and no other artifacts', () => {
  const { images } = track([
    '1,base,artifact,0,id,us-east-1:ami-0a%!(PACKER_COMMA)eu-west-1:ami-0b',
    '1,base,artifact,1,id,manifest.json',
    '1,base,artifact,1,string,us-west-1:ami-0c',
  ]);
  expect([...images]).toEqual([
    ['us-east-1', 'ami-0a'],
    ['eu-west-1', 'ami-0b'],
  ]);
});

test('errors are kept once each, without their prefix, bounded in number and length', () => {
  const lines = Array.from(
    { length: 100 },
    (_, index) => `1,,ui,error,${prefix}: ${'x'.repeat(5000)}${index}`,
  );
  const { errors } = track([...lines, '1,gpu-worker,error,the end', '1,gpu-worker,error,the end']);
  expect(errors.length).toBeLessThanOrEqual(20);
  expect(Math.max(...errors.map(({ length }) => length))).toBeLessThanOrEqual(2000);
  expect(errors.at(-1)).toBe('the end');
  expect(errors.filter((error) => error === 'the end')).toHaveLength(1);
  expect(errors[0]?.startsWith('xxx')).toBe(true);
});

test('output outside the format counts as the error if there is no other', () => {
  expect(track(['panic: boom', 'goroutine 1']).errors).toEqual(['panic: boom\ngoroutine 1']);
  expect(track(['panic: boom', '1,a,error,known']).errors).toEqual(['known']);
});

test.each(['a:b', 'web: prod', 'a\\nb'])(
  'a build called %j has its source image and its steps read',
  (name) => {
    const before = `==> ${name}.amazon-ebs.a`;
    expect(track([`1,,ui,say,${before}: Found Image ID: ami-2`]).sourceAmi).toBe('ami-2');
    if (name.includes('\\')) return;
    expect(track([`1,,ui,say,${before}: Launching a source AWS instance...`]).step.text).toBe(
      'Launching a source AWS instance',
    );
  },
);

test('ids of which Packer has scrubbed a part are read as it prints them', () => {
  const tracker = track([
    `1,,ui,say,${prefix}: Found Image ID: ami-0a<sensitive>b5`,
    '1,base,artifact,0,id,us-east-1:ami-0<sensitive>5%!(PACKER_COMMA)eu-west-1:ami-0b',
    '1,base,artifact,1,id,manifest.json',
  ]);
  expect(tracker.sourceAmi).toBe('ami-0a<sensitive>b5');
  expect(tracker.scrubbedImages).toEqual(['us-east-1:ami-0<sensitive>5']);
  expect([...tracker.images]).toEqual([['eu-west-1', 'ami-0b']]);
});
