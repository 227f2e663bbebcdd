/** A run that is about to build, for rehearsals: planned from templates of one AMI. */
import type { rehearseBuilds } from '../../src/commands/rehearse.ts';
import { createLeaseHolder } from '../../src/lease/tags.ts';
import { readTemplates } from '../../src/templates/read.ts';
import { selectRecipes } from '../../src/templates/select.ts';
import { temporaryFolder } from './folders.ts';
import { fakeQueries, planOf } from './planning.ts';

type Planned = Parameters<typeof rehearseBuilds>[0];

/** `source` is text of the source block; `sourceAmi` the image that it starts from. */
export async function plannedRun(
  source: string,
  sourceAmi = 'ami-source',
  rehearsal = true,
): Promise<Planned> {
  const folder = temporaryFolder({
    'web.pkr.hcl': `
variable "run_tags" {
  type    = map(string)
  default = {}
}
variable "source_ami" {
  type    = string
  default = ""
}
data "amazon-parameterstore" "ubuntu" {
  name = "/ubuntu"
}
source "amazon-ebs" "web" {
  ami_name     = "web"
  source_ami   = var.source_ami == "" ? data.amazon-parameterstore.ubuntu.value : var.source_ami
  ssh_username = "ubuntu"
  run_tags     = merge({ team = "web" }, var.run_tags)
${source}
}
build {
  name    = "web"
  sources = ["source.amazon-ebs.web"]
}
`,
  });
  const templates = await readTemplates(folder, { displayName: 'packer', env: {} });
  const queries = fakeQueries({ sources: { '/ubuntu': sourceAmi } });
  return {
    inputs: { region: 'us-east-1', rehearsal },
    templates,
    recipes: selectRecipes(templates, 'all'),
    holder: createLeaseHolder({}, 'aabbccdd'),
    plan: await planOf(folder, { queries }),
  };
}

/** The statements that an error of a rehearsal prints. */
export function printedStatements(message: string): readonly object[] {
  return JSON.parse(`[${message.slice(message.indexOf('\n{') + 1)}]`) as object[];
}
