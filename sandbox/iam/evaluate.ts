/** Decides a request by identity-based policies (IAM User Guide, "Policy evaluation logic", within one account and without boundaries). */
import { conditionsHold, matchesArn, matchesWildcards, type RequestContext } from './conditions.ts';
import type { Patterns, Policy, Statement } from './policy.ts';

/** One action on one resource: EC2 asks once for each resource that a call touches. */
export interface AccessRequest {
  /** As in `ec2:RunInstances`. */
  readonly action: string;
  /** Its ARN; `*` for an action without resource-level permissions. */
  readonly resource: string;
  readonly context: RequestContext;
}

export type Decision = 'allow' | 'explicit deny' | 'implicit deny';

export function evaluate(policies: readonly Policy[], request: AccessRequest): Decision {
  const effects = policies.flatMap((policy) =>
    policy.statements.filter((item) => applies(item, policy, request)).map(({ effect }) => effect),
  );
  if (effects.includes('Deny')) return 'explicit deny';
  return effects.includes('Allow') ? 'allow' : 'implicit deny';
}

function applies(
  statement: Statement,
  policy: Policy,
  { action, resource, context }: AccessRequest,
): boolean {
  const substitute = policy.hasVariables
    ? (text: string) => fillVariables(text, context)
    : (text: string) => text;
  const actionMatches = meets(statement.action, (pattern) =>
    matchesWildcards(action.toLowerCase(), pattern.toLowerCase()),
  );
  const resourceMatches = meets(statement.resource, (pattern) => {
    const filled = substitute(pattern);
    return filled !== null && matchesArn(resource, filled);
  });
  return actionMatches && resourceMatches && conditionsHold(statement.conditions, context, substitute);
}

const meets = ({ patterns, negated }: Patterns, matches: (pattern: string) => boolean): boolean =>
  patterns.some(matches) !== negated;

/** Fills policy variables in; null where one has no value, as the statement then matches nothing. */
function fillVariables(text: string, context: RequestContext): string | null {
  let missing = false;
  const filled = text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    if (/^[*?$]$/.test(name)) throw new Error(`the escape ${name} of a wildcard is not known here`);
    const [, key = name, fallback] = /^([^,]+?)\s*,\s*'(.*)'$/.exec(name) ?? [];
    const value = context.get(key.trim().toLowerCase());
    if (typeof value === 'string') return value;
    if (fallback !== undefined) return fallback;
    missing = true;
    return '';
  });
  return missing ? null : filled;
}
