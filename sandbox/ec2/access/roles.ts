/**
 * Roles of the account and the policies that decide what their sessions may do. Who calls is told by the access key. A key that is no
 * role's is not checked: the sandbox's own (an administrator, as a person with the console is), and those that instances get from their
 * metadata service.
 */
import { type AccessRequest, evaluate } from '../../iam/evaluate.ts';
import { type Policy, parsePolicy } from '../../iam/policy.ts';
import type { AwsError, AwsRequest } from '../aws-requests.ts';
import { knownKeys } from './actions.ts';
import { listChecks, type ResourceRecord, sandboxAccountId, UnknownActionError } from './checks.ts';

/** What the switch /_sandbox/roles takes. */
export interface RoleRequest {
  readonly name: string;
  readonly accessKey: string;
  /** Policy documents, as one would attach them. */
  readonly policies: readonly unknown[];
}

interface Role {
  readonly name: string;
  readonly policies: readonly Policy[];
}

export class Roles {
  readonly #byKey = new Map<string, Role>();

  /** Adds a role, or gives it other policies. Throws an Error where IAM or the sandbox cannot read a policy. */
  put(text: string): void {
    const { name, accessKey, policies } = JSON.parse(text) as Partial<RoleRequest>;
    if (!name || !accessKey || !Array.isArray(policies))
      throw new Error('a role needs "name", "accessKey" and the list "policies"');
    const parsed = policies.map(parsePolicy);
    const keys = parsed.flatMap(({ statements }) =>
      statements.flatMap(({ conditions }) => Object.values(conditions).flatMap((item) => Object.keys(item))),
    );
    const unknown = keys.filter((key) => !isKnown(key));
    if (unknown.length > 0)
      throw new Error(`the sandbox gives requests no condition key ${unknown.join(', ')}`);
    this.#byKey.set(accessKey, { name, policies: parsed });
  }

  /** The service's refusal of a call, or null where it is allowed or its caller is no role. */
  async check(
    call: AwsRequest,
    readResources: () => Promise<readonly ResourceRecord[]>,
  ): Promise<AwsError | null> {
    const role = this.#byKey.get(call.accessKey ?? '');
    // "No permissions are required" (AWS STS API Reference, GetCallerIdentity), not even against an explicit deny.
    if (role === undefined || call.operation === 'GetCallerIdentity') return null;
    try {
      const checks = listChecks(call, /^Describe/.test(call.operation) ? [] : await readResources());
      for (const check of checks) {
        const decision = evaluate(role.policies, check);
        if (decision !== 'allow') return refuse(call, role, check, decision === 'explicit deny');
      }
      return null;
    } catch (error) {
      if (!(error instanceof UnknownActionError)) throw error;
      return { code: 'SandboxCannotDecide', message: error.message, status: 400 };
    }
  }
}

const isKnown = (key: string): boolean =>
  knownKeys.some((known) =>
    known.endsWith('/')
      ? key.toLowerCase().startsWith(known.toLowerCase())
      : key.toLowerCase() === known.toLowerCase(),
  );

/** The sentence that EC2 answers, but for the encoded message at its end; other services leave its first sentence out. */
function refuse(
  { service, json }: AwsRequest,
  { name }: Role,
  { action, resource }: AccessRequest,
  explicit: boolean,
): AwsError {
  const user = `arn:aws:sts::${sandboxAccountId}:assumed-role/${name}/GitHubActions`;
  const on = resource === '*' ? '' : ` on resource: ${resource}`;
  const why = explicit
    ? 'with an explicit deny in an identity-based policy'
    : `because no identity-based policy allows the ${action} action`;
  const sentence = `User: ${user} is not authorized to perform: ${action}${on} ${why}`;
  if (service === 'ec2') {
    const message = `You are not authorized to perform this operation. ${sentence}`;
    return { code: 'UnauthorizedOperation', message, status: 403 };
  }
  return json
    ? { code: 'AccessDeniedException', message: sentence, status: 400 }
    : { code: 'AccessDenied', message: sentence, status: 403 };
}
