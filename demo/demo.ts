/**
 * The main job on one machine: a fleet's workflow, run by act in the sandbox, bakes three AMIs on a release tag and
 * deploys one. Leaves .demo/outputs.json, .demo/summary.md and the logs. The account is kept for the next demo.
 */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { endWhenInterrupted } from '../sandbox/interrupts.ts';
import { part } from '../sandbox/parts/index.ts';
import { run, runInFront } from '../sandbox/process.ts';
import { createOutputs } from '../src/report/outputs.ts';
import type { Report } from '../src/report/report.ts';
import { renderSummary } from '../src/report/summary.ts';
import { signIn } from '../tools/iam/sign-in.ts';

const root = join(import.meta.dirname, '..');
/** Where the demo leaves its results; `inside FOLDER` names another folder, which exists. */
const out = process.argv[3] ?? join(root, '.demo');
const reports = join(out, 'reports');
const log = { info: (line: string) => console.log(line) };

/** Makes the fleet's repository with its release tag: act takes events and refs from a repository with a commit. */
async function createRepository(): Promise<string> {
  const folder = join(out, 'repository');
  await cp(join(import.meta.dirname, 'repository'), folder, { recursive: true });
  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=demo', '-c', 'user.email=demo@localhost', ...args], { cwd: folder });
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', 'https://github.com/catalyst/fleet.git');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'The fleet');
  await git('tag', 'v1.0.0');
  const event = { ref: 'refs/tags/v1.0.0', ref_type: 'tag', ref_name: 'v1.0.0' };
  await writeFile(join(out, 'event.json'), JSON.stringify(event));
  return folder;
}

/** Copies the action as its repository has it at v1, without a checkout's build outputs; act copies it again for every job. */
async function copyAction(): Promise<string> {
  const folder = join(out, 'action');
  for (const name of ['action.yml', 'dist', 'packer', 'tools', 'userdata']) {
    await cp(join(root, name), join(folder, name), {
      recursive: true,
      filter: (path) => path !== join(root, 'tools/carrierarr/bin'),
    });
  }
  return folder;
}

/** Runs in the sandbox, whose environment has the addresses of AWS and of the mirror, and the key. */
async function runInside(): Promise<number> {
  await mkdir(reports, { recursive: true });
  const variable = (name: string): string => {
    const value = process.env[name];
    if (value === undefined) throw new Error(`${name} is not set: start the demo with \`make demo\``);
    return value;
  };
  const folder = await createRepository();
  const aws = join(await part('awscli', log), 'bin');
  const act = join(await part('act', log), 'act');
  const own = Object.entries(process.env).filter(([name]) => /^(AWS|PKR_VAR)_/.test(name));
  // Jobs have the role that docs/iam.md gives to builds, but the one that deploys.
  const session = await signIn(variable('AWS_ENDPOINT_URL'), 'build');
  const passed = { ...Object.fromEntries(own), ...session };
  const args = [
    'push',
    '--eventpath',
    join(out, 'event.json'),
    '--platform',
    'ubuntu-latest=-self-hosted',
    '--local-repository',
    `catalyst/ami-action@v1=${await copyAction()}`,
    '--cache-server-addr',
    '127.0.0.1',
    '--cache-server-path',
    join(out, 'cache-server'),
    '--artifact-server-addr',
    '127.0.0.1',
    '--var',
    `AMI_MIRROR=${variable('MIRROR')}`,
    '--var',
    `AMI_PACKER_KEY=${variable('PACKER_KEY')}`,
    '--var',
    `AMI_REPORTS=${reports}`,
    '--var',
    `AMI_DEPLOY_KEY=${variable('AWS_ACCESS_KEY_ID')}`,
    ...Object.entries(passed).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ];
  const env = {
    ...process.env,
    PATH: `${aws}:${variable('PATH')}`,
    // act keeps its runner's tools below this: nothing of another demo is found there. Go's cache stays where it is.
    XDG_CACHE_HOME: join(out, 'cache'),
    GOCACHE: (await run('go', ['env', 'GOCACHE'])).trim(),
  };
  return runInFront(act, args, { cwd: folder, env });
}

/** Merges the reports of the matrix's jobs, and prints the summary, the ids and where all is. */
async function collectReports(): Promise<void> {
  const ids: Record<string, string> = {};
  const images: Record<string, unknown> = {};
  const summaries: string[] = [];
  const logs: string[] = [];
  for (const name of (await readdir(reports)).sort()) {
    const path = join(reports, name, 'report.json');
    const original = JSON.parse(await readFile(path, 'utf8')) as Report;
    // The runner's own folders went with it.
    const kept = (log: string) => relative(root, join(reports, name, 'logs', basename(log)));
    const amis = original.amis.map((row) => ({ ...row, log: row.log === null ? null : kept(row.log) }));
    const report = { ...original, amis };
    const outputs = createOutputs(report, path);
    Object.assign(ids, JSON.parse(outputs['ami-ids'] ?? '{}'));
    Object.assign(images, JSON.parse(outputs['images'] ?? '{}'));
    summaries.push(renderSummary(report));
    logs.push(...amis.flatMap(({ log }) => log ?? []));
  }
  const summary = summaries.join('\n');
  await writeFile(join(out, 'outputs.json'), `${JSON.stringify({ 'ami-ids': ids, images }, null, 2)}\n`);
  await writeFile(join(out, 'summary.md'), summary);
  console.log(`\n${summary}`);
  for (const [ami, id] of Object.entries(ids)) console.log(`${ami.padEnd(12)} ${id}`);
  console.log('\noutputs .demo/outputs.json   summary .demo/summary.md   reports .demo/reports/');
  for (const file of logs) console.log(`log     ${file}`);
}

async function main(): Promise<number> {
  if (process.argv[2] === 'inside') return runInside();
  await rm(out, { recursive: true, force: true });
  const cli = join(root, 'sandbox/cli.ts');
  const command = [process.execPath, import.meta.filename, 'inside'];
  const code = await runInFront(process.execPath, [cli, 'run', '--keep', 'demo', '--', ...command], {
    cwd: root,
  });
  await collectReports();
  return code;
}

endWhenInterrupted();
process.exitCode = await main();
