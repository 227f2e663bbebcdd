/** Templates of one AMI in tests, as text, and the plan of a workspace that holds them in `packer/`. */
import { join } from 'node:path';
import type { PlanItem } from '../../src/plan/plan-item.ts';
import { itemOf, type PlanSettings, planOf } from './planning.ts';

/** The AMI `x`, whose build has this step; `more` stands between its source and its build. */
export function template(step: string, more = ''): string {
  return `source "amazon-ebs" "x" {\n  ami_name   = "x"\n  source_ami = "ami-1"\n}\n${more}\nbuild {\n  sources = ["amazon-ebs.x"]\n  ${step}\n}\n`;
}

/** A step of this type. */
export function provisioner(type: string, body: string): string {
  return `provisioner "${type}" {\n    ${body}\n  }`;
}

/** What is planned for `x` in a workspace. */
export async function itemIn(workspace: string, settings: PlanSettings = {}): Promise<PlanItem> {
  return itemOf(await planOf(join(workspace, 'packer'), { workspace, ...settings }), 'x');
}
