/** Workflows of a repository of its own, run by act on this machine as they stand. */
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { part } from '../../sandbox/parts/index.ts';
import { run } from '../../sandbox/process.ts';
import { signIn } from '../../tools/iam/sign-in.ts';
import { withoutRunner } from '../../tools/runner-env.ts';
import { root, sandboxEnv } from './step.ts';

export interface Ran {
  readonly exitCode: number | null;
  readonly output: string;
  /** What the jobs of this name printed, without act's prefix; `Plan` stands for `Bake/Amis/Plan` too. */
  readonly printed: (job: string) => string;
}

export class Repository {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** A repository with these files, the reusable workflow among them, at a commit with the tag v1.0.0. */
  static async create(files: Readonly<Record<string, string>>): Promise<Repository> {
    const repository = new Repository(await mkdtemp(join(tmpdir(), 'ami-action-repository-')));
    const { folder } = repository;
    for (const [name, text] of Object.entries(files)) await repository.write(name, text);
    const workflow = '.github/workflows/build-amis.yml';
    await mkdir(join(folder, dirname(workflow)), { recursive: true });
    await cp(join(root, workflow), join(folder, workflow));
    await repository.#git('init', '--quiet', '--initial-branch=main');
    await repository.#git('remote', 'add', 'origin', 'https://github.com/catalyst/fleet.git');
    await repository.commit('v1.0.0');
    return repository;
  }

  async write(name: string, text: string): Promise<void> {
    await mkdir(join(this.folder, dirname(name)), { recursive: true });
    await writeFile(join(this.folder, name), text);
  }

  async commit(tag: string): Promise<void> {
    await this.#git('add', '--all');
    await this.#git('commit', '--quiet', '--message', tag);
    await this.#git('tag', tag);
  }

  /** Pushes the tag, as far as act is concerned. Jobs have the role for builds; `env` is added to what every job sees. */
  async pushTag(tag: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const scratch = await mkdtemp(join(tmpdir(), 'ami-action-act-'));
    const stub = join(scratch, 'stub');
    await mkdir(stub);
    // Stands in for actions of third parties, which a test has no need of and no network for.
    await writeFile(
      join(stub, 'action.yml'),
      'name: Stub\ndescription: Does nothing.\nruns:\n  using: node20\n  main: main.js\n',
    );
    await writeFile(join(stub, 'main.js'), '');
    const event = { ref: `refs/tags/${tag}`, ref_type: 'tag', ref_name: tag };
    await writeFile(join(scratch, 'event.json'), JSON.stringify(event));
    const aws = Object.entries(process.env).filter(([name]) => name.startsWith('AWS_'));
    const session = await signIn(sandboxEnv('AWS_ENDPOINT_URL'), 'build');
    const passed = { ...Object.fromEntries(aws), ...session, ...env };
    const args = [
      ['push', '--eventpath', join(scratch, 'event.json')],
      ['--platform', 'ubuntu-latest=-self-hosted'],
      ['--local-repository', `catalyst/ami-action@v1=${root}`],
      ...(await thirdParties()).flatMap((action) => [['--local-repository', `${action}=${stub}`]]),
      ['--cache-server-addr', '127.0.0.1', '--cache-server-path', join(scratch, 'cache')],
      ['--artifact-server-addr', '127.0.0.1'],
      ['--var', `AMI_MIRROR=${sandboxEnv('MIRROR')}`, '--var', `AMI_PACKER_KEY=${sandboxEnv('PACKER_KEY')}`],
      ...Object.entries(passed).map(([name, value]) => ['--env', `${name}=${value}`]),
    ].flat();
    try {
      return await this.#act(args, join(scratch, 'tools'));
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Runs act, which keeps its runner's tools below the folder. Go's cache stays where it is. */
  async #act(args: readonly string[], cache: string): Promise<Ran> {
    const act = join(await part('act', { info: () => {} }), 'act');
    const goCache = (await run('go', ['env', 'GOCACHE'])).trim();
    const env = { ...withoutRunner(process.env), XDG_CACHE_HOME: cache, GOCACHE: goCache };
    const child = spawn(act, args, { cwd: this.folder, env });
    let output = '';
    const add = (chunk: string): void => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', add);
    child.stderr.setEncoding('utf8').on('data', add);
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const printed = (job: string): string =>
      [...output.matchAll(/^\[([^\]]+)\](.*)$/gm)]
        .filter(([, from = '']) => from.trimEnd().endsWith(`/${job}`))
        .map(([, , line = '']) => line)
        .join('\n');
    return { exitCode, output, printed };
  }

  async #git(...args: string[]): Promise<void> {
    const name = ['-c', 'user.name=test', '-c', 'user.email=test@localhost'];
    await run('git', [...name, ...args], { cwd: this.folder });
  }
}

/** The actions of others that the reusable workflow names, at the commits that it names. */
async function thirdParties(): Promise<string[]> {
  const workflow = await readFile(join(root, '.github/workflows/build-amis.yml'), 'utf8');
  const all = [...workflow.matchAll(/uses: (\S+@[0-9a-f]{40})/g)].map(([, action = '']) => action);
  return [...new Set(all)].filter((action) => !action.startsWith('actions/checkout@'));
}
