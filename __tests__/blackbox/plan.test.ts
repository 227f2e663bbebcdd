/** Modes plan and lock of the built action, with stand-ins for AWS and the publishers. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startServer } from '../integration/tools/server.ts';
import { errorsOf, noCredentials, runMain, runner, startMain, templates, withCredentials } from './action.ts';
import { standInAws } from './aws.ts';
import { createEnvironment } from './packer.ts';

const builds = `
create image "ami-$AMI"
create snapshot "snap-$AMI"
artifact "us-east-1:ami-$AMI"
`;

interface Lock {
  variables: Record<string, string>;
  artifacts: Record<string, { version: string; url: string; sha256: string }>;
}

test('mode plan says what has to be built, and builds and fetches nothing', async () => {
  const server = await startServer();
  const aws = standInAws(server);
  const folder = await runner(templates('web', 'db'));
  const inputs = { mode: 'plan', ami: 'all', templates: 'packer', mirror: server.url };
  const step = await runMain(folder, inputs, withCredentials(server.url));
  expect([step.exitCode, errorsOf(step)]).toEqual([0, []]);
  expect(step.outputs).toMatchObject({ build: 'true', reused: '{}', 'ami-ids': '{}', images: '{}' });
  const { include } = JSON.parse(step.outputs['matrix'] ?? '') as { include: Record<string, string>[] };
  expect(include).toEqual(
    ['web', 'db'].map((ami) => ({
      ami,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      why: 'no image of it exists in us-east-1',
    })),
  );
  expect(step.summary).toMatch(/\| \*\*web\*\* \| 🔨 to build \|.*no image of it exists/);
  expect(aws.changes).toEqual([]);
  expect(server.asked.filter((url) => url.includes('releases.hashicorp.com'))).toEqual([]);
  expect(readdirSync(join(folder, 'tools'))).toEqual([]);
  expect(step.state).toEqual({ lease: '' });
});

test('mode plan finds what was built, and its matrix then has one entry without a name', async () => {
  const { inputs, env } = await createEnvironment(builds);
  const folder = await runner(templates('web', 'db'));
  const built = await runMain(folder, { ...inputs, ami: 'web' }, env);
  expect(built.exitCode).toBe(0);
  const web = await runMain(folder, { ...inputs, mode: 'plan', ami: 'web' }, env);
  expect(web.outputs).toMatchObject({ build: 'false', 'ami-id': 'ami-web', reused: '{"web":"ami-web"}' });
  expect(JSON.parse(web.outputs['matrix'] ?? '')).toEqual({
    include: [{ ami: '', fingerprint: '', why: 'nothing to build' }],
  });
  const both = await runMain(folder, { ...inputs, mode: 'plan', ami: 'all' }, env);
  expect(both.outputs).toMatchObject({ build: 'true', 'ami-ids': '{"web":"ami-web"}' });
  expect(both.outputs['matrix']).toMatch(/"ami":"db"/);
  expect(both.outputs['matrix']).not.toMatch(/"ami":"web"/);
});

test('mode plan takes what its own run has just finished, although EC2 shows its tags late', async () => {
  const { aws, inputs, env } = await createEnvironment(builds);
  const folder = await runner(templates('web'));
  aws.late({ tags: 60_000 });
  const built = await runMain(folder, { ...inputs, ami: 'web' }, env);
  expect(built.exitCode).toBe(0);
  const step = await startMain(folder, { ...inputs, mode: 'plan', ami: 'web' }, env);
  await step.printed(/web: EC2 shows ami-web, which this run made, as unfinished/);
  aws.showAll();
  const plan = await step.finished;
  expect(errorsOf(plan)).toEqual([]);
  expect(plan.outputs).toMatchObject({ build: 'false', 'ami-id': 'ami-web' });
});

test('mode plan works without credentials, as on a pull request from a fork, and calls the AMIs unknown', async () => {
  const folder = await runner(templates('web'));
  const step = await runMain(folder, { mode: 'plan', ami: 'web', templates: 'packer' }, noCredentials);
  expect([step.exitCode, errorsOf(step)]).toEqual([0, []]);
  expect(step.outputs).toMatchObject({ build: 'unknown', 'ami-ids': '{}' });
  expect(step.output).toMatch(
    /^::warning.*no AWS credentials.*existing AMIs and the ids of source images are unknown/m,
  );
  expect(step.summary).toMatch(/cannot check whether it exists without AWS credentials/);
  expect(step.summary).toMatch(
    /^### AMIs in us-east-1: 1 unknown .*\n[\s\S]*\| \*\*web\*\* \| ❔ unknown \|/,
  );
  expect(step.summary).not.toContain('to build');
  expect(step.output).toMatch(/^web: unknown, /m);
});

test('mode plan fails with credentials that have expired', async () => {
  const server = await startServer();
  standInAws(server).fail('ExpiredToken', 'The security token included in the request is expired');
  const inputs = { mode: 'plan', ami: 'web', templates: 'packer' };
  const step = await runMain(await runner(templates('web')), inputs, withCredentials(server.url));
  expect(step.exitCode).toBe(1);
  expect(errorsOf(step)).toEqual([expect.stringMatching(/expired/)]);
});

test('mode plan refuses more AMIs than a matrix can have', async () => {
  const names = Array.from({ length: 2570 }, (_, index) => `ami${index}`);
  const folder = await runner(templates(...names));
  const running = await startMain(folder, { mode: 'plan', ami: 'all', templates: 'packer' }, noCredentials);
  // The log is longer than a pipe's buffer and the reader is slow: the error, its last line, must still arrive.
  running.readSlowly();
  const step = await running.finished;
  expect(step.exitCode).toBe(1);
  expect(errorsOf(step)).toEqual([expect.stringMatching(/2570 AMIs.*at most 256 jobs.*input ami/)]);
  expect(step.outputs).not.toHaveProperty('matrix');
});

/** Templates that take Nebula, whose publisher is the mirror. */
function withNebula(version: string): Record<string, string> {
  const hcl = `
variable "nebula_version" { default = "${version}" }
variable "resolved_artifacts" {
  type    = map(object({ version = string, url = string, sha256 = string }))
  default = {}
}
source "amazon-ebs" "web" {
  ami_name     = "test-web"
  region       = "us-east-1"
  source_ami   = "ami-0123456789abcdef0"
  ssh_username = "ubuntu"
}
build {
  name    = "web"
  sources = ["source.amazon-ebs.web"]
  provisioner "shell" {
    inline = ["echo \${jsonencode(lookup(var.resolved_artifacts, "nebula", null))} \${var.nebula_version}"]
  }
}
`;
  return { 'packer/web.pkr.hcl': hcl };
}

test('mode lock writes the file and says what changed, and a lock that no longer fits is an error', async () => {
  const server = await startServer();
  for (const [version, letter] of [
    ['1.9.0', 'a'],
    ['1.9.7', 'b'],
  ]) {
    server.on(
      `/github.com/slackhq/nebula/releases/download/v${version}/SHASUM256.txt`,
      `${letter?.repeat(64)}  nebula-linux-amd64.tar.gz\n`,
    );
  }
  const inputs = { ami: 'all', templates: 'packer', mirror: server.url };
  const folder = await runner(withNebula('1.9.0'));
  const file = join(folder, 'workspace/ami.lock.json');
  const locked = (): Lock => JSON.parse(readFileSync(file, 'utf8')) as Lock;

  const first = await runMain(folder, { ...inputs, mode: 'lock' });
  expect([first.exitCode, errorsOf(first)]).toEqual([0, []]);
  expect(first.output).toMatch(/ami\.lock\.json: nebula 1\.9\.0 is new/);
  expect(locked()).toMatchObject({
    variables: { nebula_version: '1.9.0' },
    artifacts: { nebula: { version: '1.9.0', sha256: 'a'.repeat(64) } },
  });

  const asked = server.asked.length;
  const planned = await runMain(folder, { ...inputs, mode: 'plan' });
  expect([planned.exitCode, errorsOf(planned)]).toEqual([0, []]);
  expect(JSON.parse(planned.outputs['lock'] ?? '')).toMatchObject({ artifacts: locked().artifacts });
  expect(server.asked.length).toBe(asked);

  const newer = { ...inputs, 'nebula-version': '1.9.7' };
  const stale = await runMain(folder, { ...newer, mode: 'plan' });
  expect(errorsOf(stale)).toEqual([
    expect.stringMatching(/nebula_version is "1.9.7", but the lock was made for "1.9.0"; run .*mode: lock/),
  ]);
  const updated = await runMain(folder, { ...newer, mode: 'lock' });
  expect(updated.output).toMatch(/nebula 1\.9\.0 -> 1\.9\.7/);
  expect(locked().artifacts['nebula']?.sha256).toBe('b'.repeat(64));
  const again = await runMain(folder, { ...newer, mode: 'lock' });
  expect(again.output).toMatch(/nothing has changed/);
});

test('a lock file is required only if the input lock names it', async () => {
  const folder = await runner(templates('web'));
  const inputs = { mode: 'plan', ami: 'web', templates: 'packer', lock: 'other.json' };
  const step = await runMain(folder, inputs);
  expect(errorsOf(step)).toEqual([expect.stringMatching(/^Input lock: there is no file other.json/)]);
  expect(existsSync(join(folder, 'workspace/other.json'))).toBe(false);
});

test('a plan’s output lock is what the next job plans with', async () => {
  const { inputs, env } = await createEnvironment(builds);
  const folder = await runner(templates('web'));
  const plan = await runMain(folder, { ...inputs, mode: 'plan', ami: 'web' }, env);
  const lock = plan.outputs['lock'] ?? '';
  const build = await runMain(folder, { ...inputs, ami: 'web', lock }, env);
  expect([build.exitCode, build.outputs['lock']]).toEqual([0, lock]);
  const wrong = await runMain(folder, { ...inputs, ami: 'web', lock: '{"version":2}' }, env);
  expect(errorsOf(wrong)).toEqual([expect.stringMatching(/^Input lock: it is not a lock of version 1/)]);
});

test('unknown AMIs and undeclared variables are reported together', async () => {
  const inputs = { ami: 'web,db', templates: 'packer', variables: 'sice: 3' };
  const errors = errorsOf(await runMain(await runner(templates('web')), inputs));
  expect(errors).toHaveLength(2);
  expect(errors.join('\n')).toMatch(/"sice"[\s\S]*"db"/);
});
