// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/**
 * The action's evaluation beside Packer's own, on random templates. `CASES=10000 SEED=N node tools/test.ts
 * __tests__/parts/packer-evaluation.test.ts` runs more of them.
 */

import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Dependencies } from '../../src/evaluate/dependencies.ts';
import { firstUnknown, toJson, type Value } from '../../src/evaluate/values.ts';
import { loadYaml } from '../../src/evaluate/yaml.ts';
import { parseHcl } from '../../src/hcl/parse.ts';
import { TemplateEnvironment } from '../../src/templates/environment.ts';
import { readTemplates } from '../../src/templates/read.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { PackerEvaluator } from '../helpers/packer-evaluation.ts';
import { itemOf, planOf } from '../helpers/planning.ts';
import { createPick, seedsOf } from '../helpers/seeds.ts';
import { declarations, Grammar } from './expressions.ts';
import { changes, writeWorkspace } from './folders.ts';
import { writeVariable } from './types.ts';

let packer: PackerEvaluator;
beforeAll(async () => {
  await loadYaml();
  packer = await PackerEvaluator.start();
}, 900_000);
const tally = { known: 0, unknown: 0, refused: 0, changed: 0, unchanged: 0, needless: 0, invalid: 0 };
afterAll(() => {
  packer.stop();
  console.log(`compared: ${JSON.stringify(tally)}`);
});

const build = `source "amazon-ebs" "x" {
  ami_name   = "x"
  source_ami = "ami-1"
}
build {
  sources = ["amazon-ebs.x"]
}
`;
const files = {
  'x.pkr.hcl': `${declarations}\n${build}`,
  'v.auto.pkrvars.hcl': 'given = 1\n',
  'scripts/a.sh': 'echo a\n',
  'scripts/b.sh': 'echo b\r\n',
  'files/c.txt': 'é\n',
  'files/t.tpl': 'x is ${x}\n',
  'data.json': '{ "scripts": ["scripts/a.sh", "scripts/b.sh"], "a": "b.sh", "n": 1.5 }',
  'data.yaml': 'script: scripts/b.sh\n',
};

/** Evaluates an expression as the action does a local's. */
async function evaluate(environment: TemplateEnvironment, text: string): Promise<Value> {
  const { body } = await parseHcl('expression', `value = ${text}\n`);
  const expression = body.attributes[0]?.value;
  if (expression === undefined) throw new Error(`no expression in ${text}`);
  return environment.evaluator.evaluate(expression, {
    names: new Map(),
    reads: new Dependencies(),
    file: 'x',
  });
}

const seeds = seedsOf(150);
const expressionsPerSeed = 20;

test.each(seeds)(
  'every value that the action computes is the one that Packer computes (seed %i)',
  async (seed) => {
    const folder = temporaryFolder(files);
    symlinkSync('files', join(folder, 'linked'));
    const templates = await readTemplates(folder, { env: {} });
    const environment = new TemplateEnvironment({ ...templates }, templates.files, new Map());
    const pick = createPick(seed);
    const expressions = Array.from({ length: expressionsPerSeed }, () =>
      new Grammar(pick, 1 + pick(3)).any(),
    );
    const { results, error } = await packer.evaluate(folder, expressions);
    expect(error).toBeUndefined();
    for (const [index, expression] of expressions.entries()) {
      const ours = await evaluate(environment, expression);
      const theirs = results[index] ?? { error: 'no answer' };
      if ('error' in theirs) tally.refused += 1;
      else if (firstUnknown(ours) !== null) tally.unknown += 1;
      else {
        tally.known += 1;
        expect({ expression, value: toJson(ours) }).toEqual({ expression, value: theirs.value });
      }
    }
  },
);

const variablesPerSeed = 20;

test.each(seeds)(
  'every value of a variable that the action knows is the one that Packer converts it to (seed %i)',
  async (seed) => {
    const pick = createPick(seed + 2_000_000_000);
    for (let count = 0; count < variablesPerSeed; count += 1) {
      const { declaration, values } = writeVariable(pick);
      const folder = temporaryFolder({ 'x.pkr.hcl': declaration + build, 'v.auto.pkrvars.hcl': values });
      const { results, error } = await packer.evaluate(folder, ['var.v']);
      const [theirs = { error: 'no answer' }] = results;
      if (error !== undefined || 'error' in theirs) {
        tally.invalid += 1;
        continue;
      }
      // The action refuses nothing that Packer accepts.
      const ours = (await readTemplates(folder, { env: {} })).variables.value('v') ?? null;
      if (firstUnknown(ours) !== null) tally.unknown += 1;
      else {
        tally.known += 1;
        expect({ declaration, values, value: toJson(ours) }).toEqual({
          declaration,
          values,
          value: theirs.value,
        });
      }
    }
  },
);

/** What decides whether an image is reused. */
async function planIn(
  workspace: string,
): Promise<{ readonly fingerprint: string; readonly always: boolean }> {
  const { fingerprint, why } = itemOf(await planOf(join(workspace, 'packer'), { workspace }), 'x');
  return { fingerprint, always: why[0]?.startsWith('always built') === true };
}

const changesPerSeed = 8;

test.each(seeds)('what changes that which Packer sends changes the fingerprint (seed %i)', async (seed) => {
  const workspace = temporaryFolder();
  const template = writeWorkspace(workspace, createPick(seed));
  const sentBefore = (await packer.evaluate(join(workspace, 'packer'))).sent;
  if (sentBefore === undefined) {
    tally.invalid += 1;
    return;
  }
  const before = await planIn(workspace);
  const pick = createPick(seed + 1_000_000_000);
  for (let count = 0; count < changesPerSeed; count += 1) {
    const change = changes[pick(changes.length)];
    writeWorkspace(workspace, createPick(seed));
    change?.apply(workspace);
    const { sent } = await packer.evaluate(join(workspace, 'packer'));
    if (sent === undefined) continue;
    const after = await planIn(workspace);
    const counts = after.always || before.fingerprint !== after.fingerprint;
    if (sent === sentBefore) tally[counts ? 'needless' : 'unchanged'] += 1;
    else {
      tally.changed += 1;
      expect({ template, change: change?.what, counts }).toEqual({
        template,
        change: change?.what,
        counts: true,
      });
    }
  }
});
