/** `mode: validate`, with a stand-in for Packer and no AWS at all. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { errorsOf, noCredentials, runMain, runner, runPost, templates } from './action.ts';
import { createEnvironment } from './packer.ts';

const inputsOf = (inputs: Readonly<Record<string, string>>) => ({ ...inputs, mode: 'validate', ami: 'all' });

test('templates that Packer accepts pass without credentials, and nothing is left behind', async () => {
  const { inputs, server } = await createEnvironment(
    'exit 9',
    `printf '%s\\n' "$@" >>"$AMI_ACTION_TEST"
     [ "$1" = fmt ] || cat "\${3#-var-file=}" >>"$AMI_ACTION_TEST"`,
  );
  const folder = await runner(templates('web', 'db'));
  const record = join(folder, 'record');
  const step = await runMain(folder, inputsOf(inputs), { ...noCredentials, AMI_ACTION_TEST: record });
  expect(errorsOf(step)).toEqual([]);
  expect(step.exitCode).toBe(0);
  expect(step.output).toContain('Packer 1.16.0 accepts the templates of web, db');
  const lines = readFileSync(record, 'utf8').split('\n');
  expect(lines.slice(0, 5)).toEqual([
    'fmt',
    '-check',
    '.',
    'validate',
    '-only=web.amazon-ebs.web,db.amazon-ebs.db',
  ]);
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ fingerprint: '0'.repeat(64), run_tags: {} });
  // Only what the tools need was asked for.
  expect(
    server.asked.every((path) => path.includes('releases.hashicorp.com') || path.includes('github.com')),
  ).toBe(true);
  expect(readdirSync(join(folder, 'temp'))).toEqual([]);
  const post = await runPost(folder, step.state, noCredentials);
  expect([post.exitCode, post.output]).toEqual([0, '']);
});

test('what Packer refuses, and a file that it would format otherwise, become annotations', async () => {
  const { inputs } = await createEnvironment(
    'exit 9',
    `if [ "$1" = fmt ]; then echo all.pkr.hcl; exit 3; fi
     printf 'Warning: Undefined variable\\n\\nThe variable.\\n\\nError: 1 error(s) occurred:\\n\\n* instance_type must be specified\\n\\n'
     printf '  on all.pkr.hcl line 4:\\n  (source code not available)\\n\\n\\n'
     exit 1`,
  );
  const step = await runMain(await runner(templates('web')), inputsOf(inputs));
  expect(step.exitCode).toBe(1);
  expect(errorsOf(step)).toEqual([
    'packer/all.pkr.hcl: not formatted as Packer does; run packer fmt',
    'packer/all.pkr.hcl:4: packer validate: * instance_type must be specified',
  ]);
  expect(step.output).toMatch(/^::error file=packer\/all\.pkr\.hcl,line=4::/m);
});
