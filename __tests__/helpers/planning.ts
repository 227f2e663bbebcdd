/** Plans in tests: fixtures of templates, publishers and an account whose answers a test can change. */
import { chmodSync, cpSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Image } from '../../src/aws/types.ts';
import type { PlanQueries } from '../../src/plan/aws-queries.ts';
import type { RunIdentity } from '../../src/plan/leases.ts';
import { createPlan, type Plan, type PlanRequest } from '../../src/plan/plan.ts';
import type { PlanItem } from '../../src/plan/plan-item.ts';
import { readTemplates } from '../../src/templates/read.ts';
import { selectRecipes } from '../../src/templates/select.ts';
import type { ReadOptions } from '../../src/templates/templates.ts';
import { temporaryFolder } from './folders.ts';
import { image } from './images.ts';

/** Its folders are the fixtures: templates, each with the plan that they give. */
export const fixtures = fileURLToPath(new URL('../fixtures/templates/', import.meta.url));

/** Lies beside a fixture's templates, and is none of them. */
export const expectedPlanFile = 'expected-plan.json';

/** A copy of a fixture's templates that the test may change. */
export function copyFixture(name: string): string {
  return copyTemplates(join(fixtures, name));
}

/** A copy with the modes that git checks out for most people, whatever the umask was here. */
export function copyTemplates(from: string): string {
  const folder = temporaryFolder();
  const filter = (source: string): boolean => basename(source) !== expectedPlanFile;
  cpSync(from, folder, { recursive: true, filter });
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    chmodSync(path, entry.isDirectory() || (statSync(path).mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
  return folder;
}

/** Something that looks like a SHA-256 in hex. */
export const hash = (letter: string): string => letter.repeat(64);

export interface FakeQueries extends PlanQueries {
  /** Every query, in order. */
  readonly asked: readonly string[];
}

/** Publishers that list every file with one hash, and an account without images, but for the overrides. */
export function fakeQueries(
  overrides: Partial<PlanQueries> & {
    /** Of the own account. */
    readonly images?: readonly Image[];
    /** SSM parameter, or `filter` for all filters, to the source image's id. */
    readonly sources?: Readonly<Record<string, string>>;
    /** The run that plans. */
    readonly run?: RunIdentity;
  } = {},
): FakeQueries {
  const asked: string[] = [];
  const { images = [], sources = {}, run = null, ...others } = overrides;
  return {
    asked,
    aws: {
      async ownImages(query, region) {
        asked.push(`images ${JSON.stringify(query)}${region === 'us-east-1' ? '' : ` in ${region}`}`);
        return images.filter((image) => image.region === region);
      },
      async publicImages({ filters, owners, includeDeprecated = false }) {
        asked.push(
          `public ${JSON.stringify(filters)} ${owners.join()}${includeDeprecated ? ' deprecated' : ''}`,
        );
        return [image({ id: sources['filter'] ?? 'ami-filter' })];
      },
      async parameter(name) {
        asked.push(`parameter ${name}`);
        return sources[name] ?? 'ami-parameter';
      },
      leases: async () => ({ ends: new Map(), run }),
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

/** What a plan is made from beside the templates' folder. */
export type PlanSettings = ReadOptions & {
  readonly queries?: PlanQueries;
  /** Default: all. */
  readonly ami?: readonly string[] | 'all';
  readonly request?: Partial<PlanRequest>;
};

export async function planOf(folder: string, settings: PlanSettings = {}): Promise<Plan> {
  const { queries = fakeQueries(), ami = 'all', request = {}, ...options } = settings;
  const templates = await readTemplates(folder, { displayName: 'packer', env: {}, ...options });
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
    queries,
  );
}

/** A plan in an account that holds these images. */
export function planWithImages(
  folder: string,
  images: readonly Image[],
  settings: PlanSettings = {},
): Promise<Plan> {
  return planOf(folder, { ...settings, queries: fakeQueries({ images }) });
}

export function itemOf(plan: Plan, ami: string): PlanItem {
  const found = plan.items.find((item) => item.ami === ami);
  if (found === undefined) throw new Error(`the plan has no ${ami}`);
  return found;
}

/** AMI to fingerprint. */
export async function fingerprintsOf(
  folder: string,
  settings: PlanSettings = {},
): Promise<Record<string, string>> {
  const { items } = await planOf(folder, settings);
  return Object.fromEntries(items.map(({ ami, fingerprint }) => [ami, fingerprint]));
}

/** The image that a build of this item leaves behind. */
export function builtFrom(item: PlanItem, overrides: Partial<Image> = {}): Image {
  if (item.decision === 'reuse') return item.image;
  const tags = { ...item.tags, 'ami-action:state': 'available', ...overrides.tags };
  return image({ id: `ami-${item.ami}`, name: item.amiName ?? `${item.ami} built`, ...overrides, tags });
}
