/** What lies beside the templates' folder is input too: real builds around a change of it. */
import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.ts';
import { ami, templates } from './small.ts';
import { type Finished, Runner } from './step.ts';

const runners: Runner[] = [];
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.close();
});

/** Result of each AMI, and why. */
async function resultsOf({ outputs, output }: Finished): Promise<Record<string, [string, string]>> {
  if (outputs['report'] === undefined) throw new Error(output);
  const report = JSON.parse(await readFile(outputs['report'], 'utf8')) as Report;
  return Object.fromEntries(report.amis.map((row) => [row.ami, [row.result, row.why.join('; ')]]));
}

test('a file that a command packs from beside the templates gives the AMI another image when it changes', async () => {
  const packing = ami('app', 'test "$(cat /tmp/app/version)" = "$(cat /tmp/app/expected)"').replace(
    '  provisioner "shell" {',
    `  provisioner "shell-local" {
    inline = ["rm -rf build && cp -r ../app build && cp build/version build/expected"]
  }
  provisioner "file" {
    source      = "build/"
    destination = "/tmp/app"
    generated   = true
  }
  provisioner "shell" {`,
  );
  /** Each run has a checkout of its own, as jobs have: what a former build left in one would be input of the next. */
  const build = async (version: string): Promise<Finished> => {
    const runner = await Runner.start({
      ...templates({ plain: 'true' }),
      'packer/app.pkr.hcl': packing,
      'app/version': `${version}\n`,
      '.gitignore': 'build/\n',
    });
    runners.push(runner);
    return runner.run({ ami: 'all', templates: 'packer', 'ami-prefix': 'reads' });
  };

  const first = await build('1');
  expect([first.exitCode, await resultsOf(first)]).toMatchObject([
    0,
    { app: ['built', expect.anything()], plain: ['built', expect.anything()] },
  ]);
  const again = await build('1');
  expect(await resultsOf(again)).toMatchObject({
    app: ['reused', expect.anything()],
    plain: ['reused', expect.anything()],
  });

  const changed = await build('2');
  expect(await resultsOf(changed)).toMatchObject({
    app: ['built', expect.stringContaining('app/version changed')],
    plain: ['reused', expect.anything()],
  });
  expect(changed.outputs['ami-ids']).not.toBe(first.outputs['ami-ids']);
});
