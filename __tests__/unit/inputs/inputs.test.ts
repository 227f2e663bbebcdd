/** The action's inputs: their defaults, their values, and what is wrong with them. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is an expression of GitHub's
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ConfigurationError } from '../../../src/errors.ts';
import { type Inputs, readInputs } from '../../../src/inputs/inputs.ts';
import { defaults } from '../../../src/inputs/raw-inputs.ts';
import { temporaryFolder, writeFiles } from '../../helpers/folders.ts';

const key = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nabc\n-----END PGP PUBLIC KEY BLOCK-----\n';
const workspace = temporaryFolder({ 'mine/a.pkr.hcl': '', 'key.asc': key, 'not-a-key': 'x' });
const actionRoot = temporaryFolder({ 'packer/a.pkr.hcl': '' });

function read(inputs: Record<string, string>): Promise<Inputs> {
  const entries = Object.entries({ ami: 'base', ...inputs }).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  return readInputs({ env: Object.fromEntries(entries), workspace, actionRoot });
}

async function problemsOf(inputs: Record<string, string>): Promise<string[]> {
  const error = await read(inputs).then(
    () => 'these inputs should be refused',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConfigurationError);
  return (error as ConfigurationError).problems.map(({ message }) => message);
}

describe('inputs', () => {
  test('the defaults are those of action.yml', () => {
    const { inputs } = parse(readFileSync('action.yml', 'utf8')) as {
      inputs: Record<string, { default?: string }>;
    };
    const declared = Object.entries(inputs).map(([name, input]) => [name, String(input.default ?? '')]);
    // The runner's own token is no token of github.com's on another server.
    const token = "${{ github.server_url == 'https://github.com' && github.token || '' }}";
    expect(Object.fromEntries(declared)).toEqual({ ...defaults, 'github-token': token });
  });

  test('the inputs have their default values', async () => {
    expect(await read({})).toMatchObject({
      mode: 'build',
      ami: ['base'],
      templates: join(actionRoot, 'packer'),
      region: 'us-east-1',
      mirror: null,
      packerKey: null,
      binaries: { kind: 'folder', path: 'tools/carrierarr' },
      maxParallel: 4,
      timeoutMs: 2 * 60 * 60_000,
      variables: {},
      reads: null,
    });
  });

  test.each([
    ['', null],
    ['app/**/*.c\n\n  lib ', ['app/**/*.c', 'lib']],
    ['- app\n- "lib/*.sh"\n- 010', ['app', 'lib/*.sh', '010']],
    ['[app, lib]', ['app', 'lib']],
    ['[]', []],
  ])('the input reads takes lines and a YAML list: %j', async (text, expected) => {
    expect((await read({ reads: text })).reads).toEqual(expected);
  });

  test('the input reads refuses what is no list of paths', async () => {
    expect(await problemsOf({ reads: '[{a: b}]' })).toEqual([
      'Input reads: "[{a: b}]" is not a YAML list of paths and globs, or one of them a line',
    ]);
    expect(await problemsOf({ reads: '- *app' })).toEqual([
      'Input reads: an item on line 1 is an alias (*): put it in quotes',
    ]);
  });

  test.each([
    ['base', ['base']],
    ['base, gpu-worker', ['base', 'gpu-worker']],
    ['base\ngpu-worker\n\nbase', ['base', 'gpu-worker']],
    ['["gpu-worker", "base", " gpu-worker "]', ['gpu-worker', 'base']],
    [' all ', 'all'],
    ['["all"]', 'all'],
    ['one.two_3', ['one.two_3']],
    ['api (prod), ../x', ['api (prod)', '../x']],
    ['["a,b"]', ['a,b']],
  ])('the input ami %j is a list of names or all', async (text, names) => {
    expect((await read({ ami: text })).ami).toEqual(names);
  });

  test.each([
    ['', 'empty'],
    [',,', 'the name of an AMI'],
    ['[1]', 'a JSON list'],
    ['["base"', 'a JSON list'],
    ['all, base', 'either all or'],
  ])('the input ami %j is refused', async (text, word) => {
    const problems = await problemsOf({ ami: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^Input ami: /);
    expect(problems[0]).toContain(word);
  });

  test.each([
    ['90', 90],
    ['90m', 90],
    ['2h', 120],
    ['1h30m', 90],
    ['120s', 2],
    ['120h', 7200],
  ])('the timeout %s is %i minutes', async (text, minutes) => {
    expect((await read({ timeout: text })).timeoutMs).toBe(minutes * 60_000);
  });

  test.each([
    ['aws-region', 'us-gov-west-1'],
    ['aws-region', 'ap-southeast-2'],
    ['aws-region', 'eusc-de-east-1'],
    ['k3s-version', 'v1.30.0-rc1+k3s2'],
    ['nvidia-driver-version', '580'],
    ['ollama-version', '0.6.8'],
    ['ami-prefix', "team (x) a/b.c@d'e_f"],
    ['packer-version', '1.16.0-beta1'],
    ['max-parallel', '64'],
    ['rehearsal', 'false'],
    ['mirror', 'http://127.0.0.1:8080/a'],
  ])('the input %s accepts %j', async (name, value) => {
    await expect(read({ [name]: value })).resolves.toBeDefined();
  });

  test.each([
    ['aws-region', 'us-east'],
    ['aws-region', 'US-EAST-1'],
    ['nebula-version', 'v1.9.0'],
    ['nebula-version', 'latest'],
    ['nebula-version', '1.9.0\n--evil'],
    ['k3s-version', '1.31.2+k3s1'],
    ['k3s-version', 'v1.31.2'],
    ['nvidia-driver-version', '550.163'],
    ['ollama-version', 'v0.6.8'],
    ['ami-prefix', '-x-y'],
    ['ami-prefix', 'a,b,c'],
    ['ami-prefix', 'ab'],
    ['ami-prefix', 'a'.repeat(101)],
    ['packer-version', '~> 1.16'],
    ['plugin-version', '1'],
    ['mirror', 'ftp://x/y'],
    ['mirror', 'https://x/y?z=1'],
    ['mirror', 'https://user:word@x/y'],
    ['mirror', 'x/y'],
    ['max-parallel', '0'],
    ['max-parallel', '1.5'],
    ['max-parallel', '65'],
    ['rehearsal', 'yes'],
    ['timeout', '0'],
    ['timeout', '-5m'],
    ['timeout', '2 hours'],
    ['timeout', '121h'],
    ['templates', 'nowhere'],
    ['templates', '..'],
    ['templates', '/'],
    ['templates', '-rf'],
    ['packer-key', 'nowhere.asc'],
    ['packer-key', 'not-a-key'],
    ['packer-key', '-----BEGIN PGP PRIVATE KEY BLOCK-----'],
    ['binaries', '-x'],
    ['binaries', 'https://example.com/a.tgz'],
    ['binaries', 'https://example.com/a.tgz sha256:abc'],
    ['mode', 'destroy'],
  ])('the input %s refuses %j, by its name', async (name, value) => {
    const problems = await problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.startsWith(`Input ${name}: `)).toBe(true);
  });

  test.each([
    ['packer-version', '1.14.2'],
    ['packer-version', '1.15.0'],
    ['packer-version', '1.15.4'],
    ['plugin-version', '1.8.1'],
  ])('the input %s refuses %s, whose builds hang, and says so', async (name, version) => {
    expect(await problemsOf({ [name]: version })).toEqual([
      expect.stringMatching(
        new RegExp(
          `^Input ${name}: ${version} is known to hang, .*https://github.com/hashicorp/.*: use 1\\.`,
        ),
      ),
    ]);
  });

  test.each([
    ['packer-version', '1.14.1'],
    ['packer-version', '1.15.5'],
    ['packer-version', '1.9.4'],
    ['plugin-version', '1.8.0'],
    ['plugin-version', '1.8.10'],
  ])('the input %s accepts %s', async (name, version) => {
    await expect(read({ [name]: version })).resolves.toBeDefined();
  });

  test('all problems are reported at once', async () => {
    const problems = await problemsOf({
      ami: '',
      'aws-region': 'x',
      timeout: 'y',
      'max-parallel': 'z',
      variables: '[1]',
    });
    const names = problems.map((problem) => /^Input ([a-z-]+): /.exec(problem)?.[1]);
    expect(names.sort()).toEqual(['ami', 'aws-region', 'max-parallel', 'timeout', 'variables']);
  });

  test('a folder of templates may be in the workspace, but no link out of it', async () => {
    expect((await read({ templates: 'mine' })).templates).toBe(join(workspace, 'mine'));
    symlinkSync('/etc', join(workspace, 'link'));
    expect(await problemsOf({ templates: 'link' })).toEqual([expect.stringContaining('leads out of it')]);
  });

  test('templates may be one file, and Packer may run elsewhere', async () => {
    writeFiles(workspace, { 'mine/x.pkr.hcl': '', 'mine/x.txt': '' });
    const inputs = await read({ templates: 'mine/x.pkr.hcl', 'working-directory': '.' });
    expect(inputs.templates).toBe(join(workspace, 'mine/x.pkr.hcl'));
    expect(inputs.workingDirectory).toBe(workspace);
    expect((await read({})).workingDirectory).toBeNull();
    expect(await problemsOf({ templates: 'mine/x.txt', 'working-directory': 'nowhere' })).toEqual([
      expect.stringMatching(/^Input templates: .*ends in \.pkr\.hcl/),
      expect.stringMatching(/^Input working-directory: "nowhere" is not a folder/),
    ]);
  });

  test('variables files are read from a list, in its order', async () => {
    writeFiles(workspace, { 'b.pkrvars.hcl': '', 'a.pkrvars.json': '{}', 'a.txt': '' });
    expect((await read({ 'var-files': 'b.pkrvars.hcl, a.pkrvars.json\n' })).varFiles).toEqual([
      { path: join(workspace, 'b.pkrvars.hcl'), displayName: 'b.pkrvars.hcl' },
      { path: join(workspace, 'a.pkrvars.json'), displayName: 'a.pkrvars.json' },
    ]);
    for (const name of ['nowhere.pkrvars.hcl', 'a.txt', '../x.hcl']) {
      expect(await problemsOf({ 'var-files': name })).toEqual([expect.stringMatching(/^Input var-files: /)]);
    }
  });

  test('a mirror loses its trailing slashes', async () => {
    expect((await read({ mirror: 'https://m.example.com/x//' })).mirror).toBe('https://m.example.com/x');
  });

  test('the input packer-key is a key or the path of one', async () => {
    expect((await read({ 'packer-key': key })).packerKey).toBe(key.trim());
    expect((await read({ 'packer-key': 'key.asc' })).packerKey).toBe(key);
    expect((await read({ 'packer-key': join(workspace, 'key.asc') })).packerKey).toBe(key);
  });

  test('the input fingerprint-key is a key that cannot be guessed, and no message quotes it', async () => {
    const long = 'a1'.repeat(16);
    expect((await read({})).fingerprintKey).toBeNull();
    expect((await read({ 'fingerprint-key': long })).fingerprintKey).toBe(long);
    expect(await problemsOf({ 'fingerprint-key': 'hunter2' })).toEqual([
      expect.stringMatching(/^Input fingerprint-key: has 7 characters: it needs at least 32(?!.*hunter2)/),
    ]);
  });

  test('the input github-token is a text that fits into a header, and no message quotes it', async () => {
    expect((await read({})).githubToken).toBeNull();
    expect((await read({ 'github-token': 'ghs_abc' })).githubToken).toBe('ghs_abc');
    expect(await problemsOf({ 'github-token': 'ghs_abc\nx' })).toEqual([
      expect.stringMatching(/^Input github-token: holds a space or another character(?!.*ghs_)/),
    ]);
  });

  test('a URL of binaries has a checksum', async () => {
    const sha256 = 'ab'.repeat(32);
    expect(
      (await read({ binaries: `https://example.com/a.tgz\n sha256:${sha256.toUpperCase()}` })).binaries,
    ).toEqual({
      kind: 'url',
      url: 'https://example.com/a.tgz',
      sha256,
    });
  });

  test('PKR_VAR_name replaces a named input that is not set, and is checked like it', async () => {
    const env = { INPUT_AMI: 'base', PKR_VAR_aws_region: 'eu-west-1', PKR_VAR_k3s_version: 'v1.32.0+k3s1' };
    const inputs = await readInputs({
      env: { ...env, 'INPUT_K3S-VERSION': 'v1.30.0+k3s1' },
      workspace,
      actionRoot,
    });
    expect(inputs.region).toBe('eu-west-1');
    expect(inputs.named).toContainEqual({
      input: 'k3s-version',
      variable: 'k3s_version',
      value: 'v1.30.0+k3s1',
      isDefault: false,
    });
    await expect(
      readInputs({ env: { ...env, PKR_VAR_aws_region: 'x' }, workspace, actionRoot }),
    ).rejects.toThrow('Input aws-region: "x" is not');
  });

  test.each([
    [{}, 'us-east-1', false],
    [{ AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2', false],
    [{ AWS_DEFAULT_REGION: 'eu-west-2', AWS_REGION: 'eu-west-1' }, 'eu-west-1', false],
    [{ 'INPUT_AWS-REGION': 'us-east-1', AWS_REGION: 'eu-west-1' }, 'us-east-1', true],
  ])('the region of the environment %j is %s', async (env, region, regionIsSet) => {
    const inputs = await readInputs({ env: { INPUT_AMI: 'base', ...env }, workspace, actionRoot });
    expect(inputs).toMatchObject({ region, regionIsSet });
  });

  test('an unknown input is refused where no runner warns of it', async () => {
    expect(await problemsOf({ aws_region: 'eu-west-1' })).toEqual([
      expect.stringMatching(/^Input aws_region: there is no/),
    ]);
    const env = { GITHUB_ACTIONS: 'true', INPUT_AMI: 'base', INPUT_OTHER: 'x' };
    await expect(readInputs({ env, workspace, actionRoot })).resolves.toBeDefined();
  });
});

describe('variables', () => {
  test('the input variables is YAML or JSON', async () => {
    const variables = { liqo_version: '1.2.0', sizes: [1, 2], nested: { deep: true }, empty: '' };
    expect((await read({ variables: JSON.stringify(variables) })).variables).toEqual(variables);
    const yaml = 'liqo_version: "1.2.0"\nsizes: [1, 2]\nnested:\n  deep: true\nempty: ""\n';
    expect((await read({ variables: yaml })).variables).toEqual(variables);
  });

  test('the input variables may repeat a named input, but not contradict it', async () => {
    const same = await read({ 'aws-region': 'eu-west-1', variables: 'aws_region: eu-west-1' });
    expect([same.region, same.variables]).toEqual(['eu-west-1', {}]);
    expect((await read({ variables: 'nvidia_driver_version: 550' })).variables).toEqual({});
    expect(await problemsOf({ 'aws-region': 'us-west-2', variables: 'aws_region: eu-west-1' })).toEqual([
      expect.stringMatching(/aws_region to "eu-west-1".*aws-region is "us-west-2"/),
    ]);
  });

  test('the input variables replaces a named input that is not set', async () => {
    const { named, region, variables } = await read({ variables: 'aws_region: eu-west-1\nami_prefix: mine' });
    expect([region, variables]).toEqual(['eu-west-1', {}]);
    expect(named.find(({ variable }) => variable === 'ami_prefix')).toEqual({
      input: 'variables',
      variable: 'ami_prefix',
      value: 'mine',
      isDefault: false,
    });
    expect(await problemsOf({ variables: 'k3s_version: "1.31"' })).toEqual([
      expect.stringMatching(/^Input variables: "1.31" is not a k3s version/),
    ]);
  });

  test('the input lock is a file or a text', async () => {
    expect((await read({})).lock).toMatchObject({ kind: 'file', displayPath: 'ami.lock.json', named: false });
    expect((await read({ lock: 'images/my.json' })).lock).toEqual({
      kind: 'file',
      path: join(workspace, 'images/my.json'),
      displayPath: 'images/my.json',
      named: true,
    });
    expect((await read({ lock: '{"version":1}' })).lock).toEqual({ kind: 'text', text: '{"version":1}' });
    expect(await problemsOf({ lock: '../x.json' })).toEqual([expect.stringMatching(/^Input lock: /)]);
    expect(await problemsOf({ mode: 'lock', lock: '{}' })).toEqual([
      expect.stringMatching(/^Input lock: .*name a file/),
    ]);
    expect(await problemsOf({ mode: 'reap' })).toEqual([
      expect.stringMatching(/^Input ami: .*mode reap.*set it to all/),
    ]);
    expect(await read({ mode: 'reap', ami: 'all', 'dry-run': 'true' })).toMatchObject({ dryRun: true });
    expect(await problemsOf({ mode: 'burn' })).toEqual([expect.stringMatching(/build, plan, lock/)]);
  });

  test.each([
    ['just text', 'is not a mapping'],
    ['- a\n- b', 'is not a mapping'],
    ['a: 1\na: 2', 'is not YAML or JSON'],
    ['{"a": 1', 'is not YAML or JSON'],
    ['-x: 1', 'not the name of a variable'],
    ['"a b": 1', 'not the name of a variable'],
    ['a:', 'gives a no value'],
    ['a: [1, null]', 'gives a no value'],
    ['a: .inf', 'a'],
    ['version: 1.30', 'version on line 1 would change, as YAML reads it as a number: put it in quotes'],
    ['account: 012345678901', 'account on line 1 would change'],
    ['a: b\ndeep: {list: [1.0]}', 'deep.list on line 2 would change'],
    ['names: {012345678901: dev, 1.10: x}', 'the key names.012345678901 on line 1 would change'],
    ['names: {012345678901: dev, 1.10: x}', 'the key names.1.10 on line 1 would change'],
    ['names: {True: x}', 'the key names.True on line 1 would change'],
    ['names: {~: x}', 'the key names.~ on line 1 would change'],
    ['names:\n  ? [a, b]\n  : x', 'a key of names on line 2 is not a text'],
    ['a: &x [*x]', 'a on line 1 has an anchor (&)'],
    ['a: &x [*x]', 'a on line 1 is an alias (*)'],
    ['a: !!set {b, c}', 'a on line 1 has a tag (!)'],
    ['a: !!timestamp 2026-01-01', 'a on line 1 has a tag (!)'],
  ])('the variables %j are refused', async (text, word) => {
    const problems = await problemsOf({ variables: text });
    expect(problems.join('\n')).toContain(word);
    for (const problem of problems) expect(problem.startsWith('Input variables: ')).toBe(true);
  });

  test.each([
    ['password: *hunter2-s3cret', 'password on line 1 is an alias (*): put it in quotes'],
    ['password: &hunter2', 'password on line 1 has an anchor (&): put it in quotes'],
    ['password: !hunter2', 'password on line 1 has a tag (!): put it in quotes'],
    ['a: b\npassword: 0451', 'password on line 2 would change, as YAML reads it as a number'],
    ['password: |hunter2', 'is not YAML or JSON at line 1, column 12: something is not expected here'],
    ['password: ]hunter2', 'at line 1, column 11: something is not expected here'],
    ['password: "\\xhunter2"', 'at line 1, column 12: a backslash'],
    ['password: %hunter2', 'at line 1, column 11: a value begins with a character'],
    ['password: !e!hunter2 x', 'at line 1, column 11'],
    ['password: "hunter2', 'at line 1, column 19'],
    ['*hunter2 : x', 'a key on line 1 is an alias (*)'],
  ])('a secret in the variables %j is never quoted', async (text, word) => {
    const problems = await problemsOf({ variables: text });
    expect(problems.join('\n')).toContain(word);
    expect(problems.join('\n')).not.toMatch(/hunter2|0451|451|xhu/);
  });

  test('a variable called __proto__ does not change prototypes', async () => {
    await read({ variables: '{"__proto__": {"polluted": true}}' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
