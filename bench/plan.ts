/** Planning 10, 100 and 1,000 AMIs in this process, publishers and AWS answered at once: time, and how much is asked. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanQueries } from '../src/plan/aws-queries.ts';
import { noLeases } from '../src/plan/leases.ts';
import { createPlan } from '../src/plan/plan.ts';
import { readTemplates } from '../src/templates/read.ts';
import { selectRecipes } from '../src/templates/select.ts';
import { createResult, type Result } from './measure.ts';

const sizes = [10, 100, 1000] as const;
const rounds = 5;

const commonTemplate = `
variable "aws_region" { default = "us-east-1" }
variable "source_ami" { default = "" }
variable "fingerprint" { default = "" }
variable "run_tags" {
  type    = map(string)
  default = {}
}
data "amazon-parameterstore" "ubuntu" {
  name   = "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"
  region = var.aws_region
}
locals {
  source_ami = var.source_ami == "" ? data.amazon-parameterstore.ubuntu.value : var.source_ami
}
`;

/** Each AMI has its own file and script, and shares a script with all. */
const amiTemplate = (index: number): string => `
source "amazon-ebs" "ami${index}" {
  ami_name     = "bench-ami${index}-\${substr(var.fingerprint, 0, 12)}"
  region       = var.aws_region
  source_ami   = local.source_ami
  ssh_username = "ubuntu"
  run_tags     = var.run_tags
}
build {
  name    = "ami${index}"
  sources = ["source.amazon-ebs.ami${index}"]
  provisioner "shell" {
    scripts = ["\${path.root}/scripts/common.sh", "\${path.root}/scripts/${index}.sh"]
  }
}
`;

async function writeTemplates(scratch: string, count: number): Promise<string> {
  const folder = join(scratch, String(count));
  await mkdir(join(folder, 'scripts'), { recursive: true });
  await writeFile(join(folder, 'common.pkr.hcl'), commonTemplate);
  await writeFile(join(folder, 'scripts/common.sh'), 'echo common\n');
  for (let index = 0; index < count; index++) {
    await writeFile(join(folder, `${index}.pkr.hcl`), amiTemplate(index));
    await writeFile(join(folder, `scripts/${index}.sh`), `echo ${index}\n`);
  }
  return folder;
}

/** Counts the questions to AWS. */
function countQueries(): { readonly lookups: PlanQueries; readonly asked: () => number } {
  let asked = 0;
  const answer = <T>(value: T) => {
    asked++;
    return Promise.resolve(value);
  };
  const lookups: PlanQueries = {
    aws: {
      ownImages: () => answer([]),
      leases: async () => noLeases,
      publicImages: () => answer([]),
      parameter: () => answer('ami-0123456789abcdef0'),
    },
    fetchText: () => Promise.reject(new Error('nothing is to be fetched')),
    fetchRedirect: () => Promise.reject(new Error('nothing is to be fetched')),
    goProgramsDigest: () => Promise.reject(new Error('nothing takes the Go programs')),
    now: () => new Date(),
  };
  return { lookups, asked: () => asked };
}

/** Seconds from the folder to the plan, and the questions asked. */
async function timePlan(folder: string, count: number): Promise<{ seconds: number; asked: number }> {
  const { lookups, asked } = countQueries();
  const started = performance.now();
  const templates = await readTemplates(folder);
  const request = { region: 'us-east-1', packerVersion: '1.16.0', pluginVersion: '1.8.2', mirror: null };
  const { items } = await createPlan(
    { ...request, templates, recipes: selectRecipes(templates, 'all') },
    lookups,
  );
  const seconds = (performance.now() - started) / 1000;
  const builds = items.filter(({ decision }) => decision === 'build').length;
  if (builds !== count) throw new Error(`${builds} of ${count} AMIs were planned`);
  return { seconds, asked: asked() };
}

export async function measurePlanning(_root: string): Promise<Result[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'ami-action-bench-'));
  try {
    const folders = new Map<number, string>();
    for (const size of sizes) folders.set(size, await writeTemplates(scratch, size));
    const times = new Map<number, number[]>(sizes.map((size) => [size, []]));
    const asked = new Map<number, number[]>(sizes.map((size) => [size, []]));
    await timePlan(folders.get(10) ?? '', 10); // loads the parser
    for (let round = 0; round < rounds; round++) {
      for (const size of sizes) {
        const run = await timePlan(folders.get(size) ?? '', size);
        times.get(size)?.push(run.seconds);
        asked.get(size)?.push(run.asked);
      }
    }
    const of = (map: Map<number, number[]>, size: number): number[] => map.get(size) ?? [];
    const growth = of(times, 1000).map((seconds, round) => seconds / (of(times, 100)[round] ?? Number.NaN));
    return [
      ...sizes.map((size) =>
        createResult(`planning ${size} AMIs`, 's', size === 1000 ? 2 : null, of(times, size)),
      ),
      createResult('planning 1,000 AMIs / 100 AMIs (10 is linear)', 'ratio', 12, growth),
      ...sizes.map((size) => createResult(`questions to AWS for ${size} AMIs`, 'calls', 2, of(asked, size))),
    ];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
