/** Signs programs in the sandbox in as a role of docs/iam.md, with the policy that stands there. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RoleRequest } from '../../sandbox/ec2/access/roles.ts';
import type { RoleName } from '../../src/aws/policies.ts';
import { readPolicy } from './document.ts';

const root = join(import.meta.dirname, '../..');

/**
 * The variables of a session of the role at the sandbox's endpoint. `settings` names those of a template for which the document has
 * statements of their own; each combination is a role of its own.
 */
export async function signIn(
  endpoint: string,
  role: RoleName,
  settings: readonly string[] = [],
): Promise<Record<string, string>> {
  const markdown = await readFile(join(root, 'docs/iam.md'), 'utf8');
  const name = ['ami', role, ...settings].join('-').replaceAll('_', '-');
  const accessKey = `ASIA-${name}`.toUpperCase();
  const request: RoleRequest = { name, accessKey, policies: [readPolicy(markdown, role, settings)] };
  const answer = await fetch(`${endpoint}/_sandbox/roles`, { method: 'POST', body: JSON.stringify(request) });
  if (!answer.ok) throw new Error(`the sandbox does not take the role ${name}: ${await answer.text()}`);
  return { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: 'sandbox' };
}
