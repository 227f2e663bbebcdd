/** A world to plan in: templates in a temporary folder, and answers that a test can change. */

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from '@jest/globals';
import type { Image } from '../../../../src/aws/types.ts';
import type { PlanQueries } from '../../../../src/plan/aws-queries.ts';
import { createPlan, type Plan, type PlanRequest } from '../../../../src/plan/plan.ts';
import type { PlanItem } from '../../../../src/plan/plan-item.ts';
import { readTemplates } from '../../../../src/templates/read.ts';
import { selectRecipes } from '../../../../src/templates/select.ts';
import type { ReadOptions } from '../../../../src/templates/templates.ts';

export const fixtures = fileURLToPath(new URL('../../../fixtures/templates/', import.meta.url));

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A temporary folder with these files, removed after the test. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'plan-'));
  folders.push(folder);
  put(folder, files);
  return folder;
}

/** A copy of a fixture that the test may change. */
export function copyOf(fixture: string): string {
  const folder = folderOf({});
  cpSync(join(fixtures, fixture), folder, { recursive: true });
  return folder;
}

export function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

export const hash = (letter: string): string => letter.repeat(64);

/** Publishers that list every file with one hash, and an account without images. */
export function lookups(
  overrides: Partial<PlanQueries> & {
    readonly images?: readonly Image[];
    readonly sources?: Readonly<Record<string, string>>;
  } = {},
): PlanQueries & { readonly asked: string[] } {
  const asked: string[] = [];
  const { images = [], sources = {}, ...others } = overrides;
  return {
    asked,
    aws: {
      async ownImages(query) {
        asked.push(`images ${JSON.stringify(query)}`);
        return images;
      },
      async publicImages(filters, owners) {
        asked.push(`public ${JSON.stringify(filters)} ${owners.join()}`);
        return [image({ id: sources['filter'] ?? 'ami-filter' })];
      },
      async parameter(name) {
        asked.push(`parameter ${name}`);
        return sources[name] ?? 'ami-parameter';
      },
    },
    async fetchText(url) {
      asked.push(url);
      return `${hash('a')}  nebula-linux-amd64.tar.gz\n${hash('b')}  ./ollama-linux-amd64.tgz\n`;
    },
    async fetchRedirect(url) {
      asked.push(url);
      return 'https://github.com/ollama/ollama/releases/tag/v0.6.8';
    },
    goProgramsDigest: async () => hash('c'),
    now: () => new Date('2026-11-23T12:00:00Z'),
    ...others,
  };
}

export function image(overrides: Partial<Image> = {}): Image {
  return {
    id: 'ami-1',
    name: 'an-image',
    state: 'available',
    stateReason: null,
    creationDate: '2026-11-01T00:00:00.000Z',
    ownerId: '123456789012',
    rootSnapshotIds: [],
    tags: {},
    ...overrides,
  };
}

export type Situation = ReadOptions & {
  readonly lookups?: PlanQueries;
  readonly ami?: readonly string[] | 'all';
  readonly request?: Partial<PlanRequest>;
};

export async function planOf(folder: string, situation: Situation = {}): Promise<Plan> {
  const { lookups: world = lookups(), ami = 'all', request = {}, ...options } = situation;
  const templates = await readTemplates(folder, { shown: 'packer', env: {}, ...options });
  return createPlan(
    {
      templates,
      recipes: selectRecipes(templates, ami),
      region: 'us-east-1',
      packerVersion: '1.16.0',
      pluginVersion: '1.8.2',
      mirror: null,
      ...request,
    },
    world,
  );
}

export function itemOf(plan: Plan, ami: string): PlanItem {
  const item = plan.items.find((one) => one.ami === ami);
  if (item === undefined) throw new Error(`the plan has no ${ami}`);
  return item;
}

/** AMI to fingerprint. */
export async function fingerprintsOf(
  folder: string,
  situation: Situation = {},
): Promise<Record<string, string>> {
  const { items } = await planOf(folder, situation);
  return Object.fromEntries(items.map(({ ami, fingerprint }) => [ami, fingerprint]));
}

/** The image that a build of this item leaves behind. */
export function builtFrom(item: PlanItem, overrides: Partial<Image> = {}): Image {
  if (item.decision === 'reuse') return item.image;
  const tags = { ...item.tags, 'ami-action:state': 'available', ...overrides.tags };
  return image({ id: `ami-${item.ami}`, name: item.amiName ?? `${item.ami} built`, ...overrides, tags });
}
