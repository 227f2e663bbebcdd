/** Plans in files that a person reviews: what is built of which templates, and everything that a fingerprint holds. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { readLock } from '../../../src/artifacts/lock-file.ts';
import { defaults } from '../../../src/inputs/raw-inputs.ts';
import { collectRecipes } from '../../../src/plan/collect.ts';
import { findNeededArtifacts } from '../../../src/plan/needed-artifacts.ts';
import type { PlanItem } from '../../../src/plan/plan-item.ts';
import { readTemplates } from '../../../src/templates/read.ts';
import { findNamedRegion } from '../../../src/templates/region.ts';
import { selectRecipes } from '../../../src/templates/select.ts';
import {
  copyFixture,
  copyTemplates,
  expectedPlanFile,
  fakeQueries,
  fixtures,
  itemOf,
  type PlanSettings,
  planOf,
} from '../../helpers/planning.ts';

/** `make golden` sets it. */
const renews = process.env['RENEW_EXPECTED_PLANS'] === '1';

const shipped = fileURLToPath(new URL('../../fixtures/shipped/', import.meta.url));
const shippedTemplates = fileURLToPath(new URL('../../../packer/', import.meta.url));

test.each(readdirSync(fixtures))(
  'the plan of the fixture %s is the expected one, which make golden renews',
  async (name) => {
    const plan = await describePlan(copyFixture(name));
    expect(plan).toEqual(readExpected(join(fixtures, name, expectedPlanFile), plan));
  },
);

test('the plan of the shipped templates is the expected one, which make golden renews', async () => {
  const lock = await readLock(join(shipped, 'ami.lock.json'));
  const refuse = async (url: string) => Promise.reject(new Error(`${url} is not locked`));
  const plan = await describePlan(copyTemplates(shippedTemplates), {
    queries: fakeQueries({ fetchText: refuse, fetchRedirect: refuse }),
    request: {
      lock,
      packerVersion: defaults['packer-version'] ?? '',
      pluginVersion: defaults['plugin-version'] ?? '',
    },
  });
  expect(plan).toEqual(readExpected(join(shipped, expectedPlanFile), plan));
});

function readExpected(file: string, plan: object): unknown {
  if (renews) writeFileSync(file, `${JSON.stringify(plan, null, 2)}\n`);
  if (!existsSync(file))
    throw new Error(`${file} does not exist; run make golden, and look at what it writes`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** A folder's plan as plain data, the same on every machine and wherever the folder lies. */
async function describePlan(folder: string, settings: PlanSettings = {}): Promise<object> {
  const plan = await planOf(folder, settings);
  const templates = await readTemplates(folder, { env: {}, displayName: 'packer' });
  const { recipes, filledVariables } = collectRecipes(
    templates,
    selectRecipes(templates, 'all'),
    plan.region,
  );
  return {
    notBuilt: templates.recipes.filter(({ foreign }) => foreign !== null).map(({ only }) => only),
    amis: recipes.map(({ recipe, dependencies, parents }) => ({
      ...describeItem(itemOf(plan, recipe.name)),
      parents: Object.fromEntries(parents.map((parent) => [parent.variable, parent.recipe.name])),
      region: findNamedRegion(recipe, templates)?.region ?? null,
      sourceImage: dependencies.source,
      artifacts: findNeededArtifacts(dependencies, templates, filledVariables),
    })),
  };
}

function describeItem(item: PlanItem): object {
  if (item.decision !== 'build') throw new Error(`${item.ami} is not to be built`);
  const { ami, only, amiName, fingerprint, why, notes, sourceAmi, versions, variables, runVariables } = item;
  return {
    ...{ ami, only, amiName, fingerprint, why, notes, sourceAmi, versions },
    variables: Object.keys(variables).sort(),
    runVariables,
    inputs: describeInputs(item),
  };
}

/** `kind name` to `digest value`, a line for each input. */
function describeInputs({ fingerprintInputs }: PlanItem): Record<string, string> {
  const lines = fingerprintInputs.map(({ kind, name, digest, value, secret }) => {
    const text = secret ? ' (secret)' : value === null ? '' : ` ${value}`;
    return [`${kind} ${name}`, `${digest}${text}`] as const;
  });
  return Object.fromEntries(lines.sort(([a], [b]) => (a < b ? -1 : 1)));
}
