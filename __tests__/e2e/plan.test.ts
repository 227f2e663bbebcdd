/** An AMI is a function of its recipe: what is built, what is found, and what is said, on the sandbox's EC2. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CopyImageCommand, DeregisterImageCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.ts';
import { ec2, holdings, image, imageIds, tag, tags } from './account.ts';
import { ami, templates } from './small.ts';
import { type Finished, Runner, sandboxEnv } from './step.ts';

let runner: Runner;
/** AMIs of a test have a prefix of their own, so that no test finds another's. */
let prefix: string;
let tests = 0;
beforeEach(() => {
  prefix = `plan-${tests++}`;
});
const runners: Runner[] = [];
afterEach(async () => {
  for (const one of runners.splice(0)) await one.close();
});

async function start(
  files: Readonly<Record<string, string>>,
  settings: readonly string[] = [],
): Promise<Runner> {
  const made = await Runner.start(files, settings);
  runners.push(made);
  return made;
}

const step = (inputs: Readonly<Record<string, string>> = {}, env: NodeJS.ProcessEnv = {}, on = runner) =>
  on.run({ ami: 'all', templates: 'packer', 'ami-prefix': prefix, ...inputs }, env);
const idsOf = ({ outputs }: Finished) => JSON.parse(outputs['ami-ids'] ?? '{}') as Record<string, string>;

async function amisOf({ outputs, output }: Finished): Promise<Record<string, Report['amis'][number]>> {
  if (outputs['report'] === undefined) throw new Error(output);
  const report = JSON.parse(await readFile(outputs['report'], 'utf8')) as Report;
  return Object.fromEntries(report.amis.map((it) => [it.ami, it]));
}
const resultsOf = async (of: Finished) =>
  Object.fromEntries(Object.entries(await amisOf(of)).map(([name, { result }]) => [name, result]));

/** The step's calls of AWS, by operation. */
async function callsOf(run: () => Promise<Finished>): Promise<{ step: Finished; calls: unknown }> {
  const url = `${sandboxEnv('AWS_ENDPOINT_URL')}/_sandbox/calls`;
  await fetch(url, { method: 'DELETE' });
  const finished = await run();
  return { step: finished, calls: await (await fetch(url)).json() };
}

/** Templates of two AMIs that run a script each. */
function scripted(): Record<string, string> {
  const files = templates({ web: 'x', db: 'x' });
  const withScript = (name: string) =>
    `${files[`packer/${name}.pkr.hcl`]}`.replace(
      /inline = .*/,
      `script = "\${path.root}/scripts/${name}.sh"`,
    );
  return {
    ...files,
    'packer/web.pkr.hcl': withScript('web'),
    'packer/db.pkr.hcl': withScript('db'),
    'packer/scripts/web.sh': 'echo web\n',
    'packer/scripts/db.sh': 'echo db\n',
  };
}

describe('the same recipes', () => {
  test('the same recipes are built once, found again at no cost, built anew where a script changed, and found once more', async () => {
    runner = await start(scripted());
    const release = { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1.4.0' };
    const first = await step({}, release);
    expect([first.exitCode, await resultsOf(first)]).toEqual([0, { web: 'built', db: 'built' }]);
    const ids = idsOf(first);

    // On a fresh machine: nothing is installed, and AWS is asked no more than it has to be.
    const fresh = await start(scripted());
    const { step: again, calls } = await callsOf(() => step({}, {}, fresh));
    expect([again.exitCode, await resultsOf(again)]).toEqual([0, { web: 'reused', db: 'reused' }]);
    expect(idsOf(again)).toEqual(ids);
    expect(await readdir(join(fresh.folder, 'tools'))).toEqual([]);
    expect(calls).toEqual({ 'sts:GetCallerIdentity': 1, 'ec2:DescribeImages': 1, 'ssm:GetParameter': 1 });

    const script = join(runner.folder, 'workspace/packer/scripts/web.sh');
    await writeFile(script, 'echo another web\n');
    const changed = await step();
    expect([changed.exitCode, await resultsOf(changed)]).toEqual([0, { web: 'built', db: 'reused' }]);
    const why = `packer/scripts/web.sh changed since ${ids['web']} (v1.4.0)`;
    expect(changed.output).toContain(`web: build, ${why}`);
    expect((await amisOf(changed))['web']?.why).toEqual([why]);
    expect(changed.summary).toContain(why);
    expect(idsOf(changed)['web']).not.toBe(ids['web']);

    await writeFile(script, 'echo web\n');
    expect(idsOf(await step())).toEqual(ids);
  }, 300_000);

  test('the same recipes are built in each region for itself', async () => {
    runner = await start(templates({ web: 'echo web' }));
    const east = await step();
    const west = await step({ 'aws-region': 'us-west-2' });
    expect([await resultsOf(east), await resultsOf(west)]).toEqual([{ web: 'built' }, { web: 'built' }]);
    const ec2 = new EC2Client({ region: 'us-west-2' });
    expect(await image(idsOf(west)['web'] ?? '', ec2)).toMatchObject({ State: 'available' });
    ec2.destroy();
    const again = await step({ 'aws-region': 'us-west-2' });
    expect([idsOf(again), await resultsOf(again)]).toEqual([idsOf(west), { web: 'reused' }]);
  }, 300_000);
});

describe('two runs at once', () => {
  const names = async () => (await imageIds(`${prefix}-*`)).sort();

  test('two runs at once end with one image and the same id', async () => {
    const files = templates({ web: 'echo web' });
    const both = await Promise.all([start(files), start(files)]);
    const steps = await Promise.all(both.map((one) => step({}, {}, one)));
    for (const finished of steps) if (finished.exitCode !== 0) throw new Error(finished.output);
    expect(idsOf(steps[0] as Finished)).toEqual(idsOf(steps[1] as Finished));
    expect(await names()).toEqual(Object.values(idsOf(steps[0] as Finished)));
    for (const [index, finished] of steps.entries()) await both[index]?.post(finished);
    expect(await names()).toEqual(Object.values(idsOf(steps[0] as Finished)));
  }, 300_000);

  test('two runs at once that are cancelled leave nothing, and run again end with one image', async () => {
    const files = templates({ web: 'echo it has begun; timeout 15 tail -f /dev/null || true' });
    const both = await Promise.all([start(files), start(files)]);
    const begin = (one: Runner) => one.main({ ami: 'all', templates: 'packer', 'ami-prefix': prefix });
    const begun = await Promise.all(both.map(begin));
    await Promise.all(begun.map((one) => one.printed(/it has begun/)));
    const cancelled = await Promise.all(begun.map((one) => one.cancel()));
    await Promise.all(cancelled.map((one, index) => both[index]?.post(one)));
    expect(await names()).toEqual([]);
    const again = await Promise.all(both.map((one) => step({}, {}, one)));
    for (const finished of again) if (finished.exitCode !== 0) throw new Error(finished.output);
    expect(idsOf(again[0] as Finished)).toEqual(idsOf(again[1] as Finished));
    expect(await names()).toEqual(Object.values(idsOf(again[0] as Finished)));
  }, 300_000);
});

test('two runs whose images are named by the time end with one image as well', async () => {
  const files = templates({ web: 'echo it has begun; timeout 10 tail -f /dev/null || true' });
  const common = files['packer/common.pkr.hcl'] ?? '';
  const timed = {
    ...files,
    'packer/common.pkr.hcl': common.replace(/suffix +=.*/, 'suffix = formatdate("hhmmss", timestamp())'),
  };
  const [one, two] = await Promise.all([start(timed), start(timed)]);
  const first = await one.main({ ami: 'all', templates: 'packer', 'ami-prefix': prefix });
  await first.printed(/it has begun/);
  const late = await step({}, {}, two);
  const early = await first.finished;
  for (const finished of [early, late]) if (finished.exitCode !== 0) throw new Error(finished.output);
  expect([await resultsOf(early), await resultsOf(late)]).toEqual([{ web: 'built' }, { web: 'reused' }]);
  expect(idsOf(late)).toEqual(idsOf(early));
  expect(await imageIds(`${prefix}-*`)).toEqual(Object.values(idsOf(early)));
}, 300_000);

test('an AMI that is always built, and named by the time, is built by each run, and none removes it for another', async () => {
  const files = templates({ web: 'echo {{isotime}}' });
  const common = files['packer/common.pkr.hcl'] ?? '';
  const suffix = 'suffix = formatdate("hhmmss", timestamp())';
  runner = await start({ ...files, 'packer/common.pkr.hcl': common.replace(/suffix +=.*/, suffix) });
  const ids: (string | undefined)[] = [];
  for (let run = 0; run < 2; run++) {
    const finished = await step();
    if (finished.exitCode !== 0) throw new Error(finished.output);
    expect((await amisOf(finished))['web']).toMatchObject({
      result: 'built',
      why: [expect.stringMatching(/^always built: /)],
    });
    ids.push(idsOf(finished)['web']);
  }
  expect((await imageIds(`${prefix}-*`)).sort()).toEqual(ids.sort());
}, 300_000);

test('an image that a dead run left unfinished is removed when its lease has run out, and its name taken', async () => {
  runner = await start(templates({ web: 'echo web' }));
  const left = idsOf(await step())['web'] ?? '';
  const { Name: name = '', BlockDeviceMappings: mappings = [] } = await image(left);
  // On all that the run left: the latest end of any of it is the lease's.
  const dead = { 'ami-action:state': 'building', 'ami-action:expires': '2001-01-01T00:00:00Z' };
  for (const id of [left, ...mappings.map(({ Ebs }) => Ebs?.SnapshotId ?? '')]) await tag(id, dead);
  const again = await step();
  expect([again.exitCode, await resultsOf(again)]).toEqual([0, { web: 'built' }]);
  expect(again.output).toContain(`removed unfinished image ${left} (its run is no longer active)`);
  expect(await imageIds(`${prefix}-*`)).toEqual([idsOf(again)['web']]);
  expect((await image(idsOf(again)['web'] ?? '')).Name).toBe(name);
}, 300_000);

test('a source image that is newer than the planned one fails the build by name, and leaves nothing', async () => {
  const files = templates({ web: 'echo web' });
  const copy = async (name: string) => {
    const source = { SourceRegion: 'us-east-1', SourceImageId: ubuntu };
    return (await ec2.send(new CopyImageCommand({ Name: `${prefix}-src-${name}`, ...source }))).ImageId ?? '';
  };
  const parameter = '/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id';
  const ssm = new SSMClient({ region: 'us-east-1' });
  const ubuntu = (await ssm.send(new GetParameterCommand({ Name: parameter }))).Parameter?.Value ?? '';
  const filtered = `source_ami_filter {
    filters     = { name = "${prefix}-src-*" }
    owners      = ["self"]
    most_recent = true
  }`;
  runner = await start({
    'packer/common.pkr.hcl': `${files['packer/common.pkr.hcl']}`
      .replace(/variable "source_ami" \{[\s\S]*?\n\}\n/, '')
      .replace(/data [\s\S]*?\n\}\n/, '')
      .replace(/ {2}source_ami = .*\n/, ''),
    'packer/web.pkr.hcl': `${files['packer/web.pkr.hcl']}`.replace(/source_ami +=.*/, filtered),
  });
  const planned = await copy('1');
  const lock = (await step({ mode: 'plan' })).outputs['lock'] ?? '';
  const newer = await copy('2');
  const before = await holdings();
  const late = await step({ lock });
  expect(late.exitCode).toBe(1);
  const { web } = await amisOf(late);
  expect(web).toMatchObject({
    result: 'failed',
    cause: expect.stringContaining(`found the source image ${newer}, but the plan is for ${planned}`),
  });
  expect(late.output).not.toContain('Launching a source AWS instance');
  await runner.post(late);
  expect(await holdings()).toEqual(before);
  const again = await step();
  expect([again.exitCode, (await amisOf(again))['web']?.sourceAmi]).toEqual([0, newer]);
  ssm.destroy();
}, 300_000);

test('an AMI is copied to another region, found again with its copy, and built anew where the copy is gone', async () => {
  const files = templates({ web: 'echo web' });
  const copied = (text = '') => text.replace(/( +)source_ami +=/, '$1ami_regions = ["us-west-2"]\n$&');
  const copying = { ...files, 'packer/web.pkr.hcl': copied(files['packer/web.pkr.hcl']) };
  runner = await start(copying, ['ami_regions']);
  const west = new EC2Client({ region: 'us-west-2' });
  const first = await step();
  if (first.exitCode !== 0) throw new Error(first.output);
  const { regions = {} } = (await amisOf(first))['web'] ?? {};
  expect(Object.keys(regions).sort()).toEqual(['us-east-1', 'us-west-2']);
  const copy = await image(regions['us-west-2'] ?? '', west);
  expect([copy.State, tags(copy)]).toMatchObject([
    'available',
    { 'ami-action:state': 'available', 'ami-action:ami': 'web' },
  ]);
  expect((await amisOf(await step()))['web']).toMatchObject({ result: 'reused', regions });

  await west.send(new DeregisterImageCommand({ ImageId: copy.ImageId }));
  const again = await step();
  const built = (await amisOf(again))['web'];
  expect(built).toMatchObject({
    result: 'built',
    why: [`${regions['us-east-1']} has no available copy in us-west-2`],
  });
  // The first image, and the copy of the second.
  expect((await amisOf(await step()))['web']).toMatchObject({
    result: 'reused',
    regions: { 'us-east-1': regions['us-east-1'], 'us-west-2': built?.regions['us-west-2'] },
  });
  west.destroy();
}, 300_000);

describe('a child', () => {
  const child = (): Record<string, string> => {
    const files = templates({ web: 'echo parent | sudo tee -a /etc/layers', shop: 'x' });
    const steps = `provisioner "shell" {
    inline = concat(var.web_ami == "" ? ["echo parent | sudo tee -a /etc/layers"] : [], ["echo child | sudo tee -a /etc/layers", "echo layers: $(cat /etc/layers | tr '\\n' ' ')"])
  }
}`;
    const shop = ami('shop', 'x')
      .replace(/provisioner "shell" \{[\s\S]*/, steps)
      .replace('= local.source_ami', '= var.web_ami == "" ? local.source_ami : var.web_ami');
    const variable = 'variable "web_ami" {\n  type    = string\n  default = ""\n}\n';
    return { ...files, 'packer/shop.pkr.hcl': variable + shop };
  };

  test("a child starts from its parent's AMI where that exists", async () => {
    runner = await start(child());
    const parent = await step({ ami: 'web' });
    const shop = await step({ ami: 'shop' });
    expect([parent.exitCode, shop.exitCode]).toEqual([0, 0]);
    expect((await amisOf(shop))['shop']).toMatchObject({ result: 'built', baseAmi: idsOf(parent)['web'] });
    expect(shop.output).toMatch(/layers: parent child/);
  }, 300_000);

  test('a child takes the steps of its parent first where that does not exist, and waits for no other build', async () => {
    runner = await start(child());
    const both = await step();
    expect([both.exitCode, await resultsOf(both)]).toEqual([0, { web: 'built', shop: 'built' }]);
    const { web, shop } = await amisOf(both);
    expect([web?.baseAmi, shop?.baseAmi]).toEqual([null, null]);
    expect(both.output).toMatch(/layers: parent child/);
    const latest = (one: typeof web) => Date.parse(one?.startedAt ?? '') + 1000 * (one?.durationSeconds ?? 0);
    expect(Date.parse(shop?.startedAt ?? '')).toBeLessThan(latest(web));
    // Either way it is the same AMI.
    const again = await step({ ami: 'shop' });
    expect(await resultsOf(again)).toEqual({ shop: 'reused' });
    expect(tags(await image(idsOf(again)['shop'] ?? ''))).toMatchObject({ 'ami-action:ami': 'shop' });
  }, 300_000);
});
