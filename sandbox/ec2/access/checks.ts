/** Takes a call apart into what AWS checks: one action on one resource at a time, with its condition keys. */
import type { AccessRequest } from '../../iam/evaluate.ts';
import type { AwsRequest } from '../aws-requests.ts';
import {
  type ActionRule,
  ec2Actions,
  idKeys,
  type ResourceType,
  typesByPrefix,
  type Use,
  withoutAccount,
} from './actions.ts';

export const sandboxAccountId = '123456789012';

/** A resource as the account knows it. */
export interface ResourceRecord {
  readonly id: string;
  /** The name by which a call can mean it too; null where it has none. */
  readonly name: string | null;
  readonly region: string;
  /** Account id or alias; null where it is the account's own. */
  readonly owner: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** A call that the table does not know. It is refused loudly: an unchecked call would prove nothing. */
export class UnknownActionError extends Error {}

type Tags = Readonly<Record<string, string>>;

/** All checks of a call. `resources` are those of the account. Throws an UnknownActionError. */
export function listChecks(
  call: AwsRequest,
  resources: readonly ResourceRecord[],
  now = new Date(),
): AccessRequest[] {
  const common = { 'aws:RequestedRegion': call.region, 'aws:CurrentTime': now.toISOString() };
  if (call.service === 'ssm' && call.operation === 'GetParameter')
    return [{ action: 'ssm:GetParameter', resource: parameterArn(call), context: toContext(common) }];
  const rule = call.service === 'ec2' ? ec2Actions[call.operation] : undefined;
  if (rule === undefined && !(call.service === 'ec2' && call.operation === 'CreateTags'))
    throw new UnknownActionError(
      `the sandbox does not know what AWS checks ${call.service}:${call.operation} against; ` +
        'write it into sandbox/ec2/access/actions.ts',
    );
  const scope = { call, resources, common: { ...common, 'ec2:Region': call.region } };
  return rule === undefined ? checkTagging(scope) : checkRule(rule, scope);
}

interface Scope {
  readonly call: AwsRequest;
  readonly resources: readonly ResourceRecord[];
  readonly common: Tags;
}

function checkRule(rule: ActionRule, scope: Scope): AccessRequest[] {
  const { call, common } = scope;
  const action = `ec2:${call.operation}`;
  if ([...call.parameters].some(([name, value]) => name.startsWith('IamInstanceProfile') && value !== ''))
    throw new UnknownActionError('the sandbox does not check iam:PassRole of an instance profile');
  const specified = readTagSpecifications(call.parameters);
  const tagged = (rule.createsIfTagged ?? []).filter((type) => specified.has(type));
  const keys = Object.entries(rule.keys ?? {}).flatMap(([key, name]) => {
    const value = call.parameters.get(name);
    return value === null ? [] : [[key, value] as const];
  });
  const created = [...(rule.creates ?? []), ...tagged].map((type) => ({
    action,
    resource: newArn(type, call),
    context: toContext({ ...common, ...Object.fromEntries(keys) }, specified.get(type)),
  }));
  const used = (rule.uses ?? []).flatMap((use) => checkUse(use, action, scope));
  // "Grant permission to tag Amazon EC2 resources during creation": tags in the request are checked as CreateTags, too.
  const tagging = [...specified, ...copiedTags(scope)].map(([type, tags]) => ({
    action: 'ec2:CreateTags',
    resource: newArn(type, call),
    context: toContext({ ...common, 'ec2:CreateAction': call.operation }, tags),
  }));
  const launched = (rule.launches ?? []).map((type) => ({
    action: 'ec2:RunInstances',
    resource: newArn(type, call),
    context: toContext(common),
  }));
  const all = [...created, ...used, ...launched, ...tagging];
  return all.length > 0 ? all : [{ action, resource: '*', context: toContext(common) }];
}

function checkUse({ type, parameter, required }: Use, action: string, scope: Scope): AccessRequest[] {
  const { call, common } = scope;
  // The plugin sends empty ones, which EC2 takes for none.
  const named = [...call.parameters].filter(([name, value]) => parameter.test(name) && value !== '');
  const ids = named.map(([, value]) => value);
  if (ids.length === 0 && required === true)
    return [{ action, resource: newArn(type, call), context: toContext(common) }];
  return ids.map((id) => ({ action, ...describeResource(type, id, scope) }));
}

/** ARN and condition keys of a resource that exists; of one that does not, it has no tags. */
function describeResource(
  type: ResourceType,
  id: string,
  { call, resources, common }: Scope,
  tags?: Tags,
): Pick<AccessRequest, 'resource' | 'context'> {
  const record = findRecord(resources, call, id);
  const own = Object.entries(record?.tags ?? {}).flatMap(([key, value]) => [
    [`aws:ResourceTag/${key}`, value],
    [`ec2:ResourceTag/${key}`, value],
  ]);
  const name = type === 'key-pair' ? (record?.name ?? id) : (record?.id ?? id);
  const idKey = idKeys[type];
  return {
    resource: arn(type, name, call),
    context: toContext(
      {
        ...common,
        ...(idKey === undefined ? {} : { [idKey]: name }),
        ...(withoutAccount.has(type) ? { 'ec2:Owner': record?.owner ?? sandboxAccountId } : {}),
        ...Object.fromEntries(own),
      },
      tags,
    ),
  };
}

/** Ids are given once, names once a region; a copy's source lies in the region that the call names. */
function findRecord(
  resources: readonly ResourceRecord[],
  { parameters, region }: AwsRequest,
  id: string,
): ResourceRecord | undefined {
  const regions = [region, parameters.get('SourceRegion')];
  return resources.find((item) => regions.includes(item.region) && (item.id === id || item.name === id));
}

function checkTagging(scope: Scope): AccessRequest[] {
  const { parameters } = scope.call;
  const tags = readTags(parameters, 'Tag');
  return [...parameters]
    .filter(([name]) => /^ResourceId\.\d+$/.test(name))
    .map(([, id]) => {
      const type = typesByPrefix[id.slice(0, id.indexOf('-'))];
      if (type === undefined) throw new UnknownActionError(`the sandbox knows no type of resource for ${id}`);
      return { action: 'ec2:CreateTags', ...describeResource(type, id, scope, tags) };
    });
}

/** Tags by the type that they are for. */
function readTagSpecifications(parameters: URLSearchParams): Map<ResourceType, Tags> {
  const types = [...parameters].filter(([name]) => /^TagSpecification\.\d+\.ResourceType$/.test(name));
  return new Map(
    types.flatMap(([name, value]) => {
      const type = Object.values(typesByPrefix).find((known) => known === value);
      if (type === undefined) throw new UnknownActionError(`the sandbox knows no type of resource ${value}`);
      return [[type, readTags(parameters, `${name.replace(/ResourceType$/, '')}Tag`)] as const];
    }),
  );
}

/** With CopyImageTags the copy gets the source's tags, which takes ec2:CreateTags, too. */
function copiedTags({ call, resources }: Scope): [ResourceType, Tags][] {
  if (call.operation !== 'CopyImage' || call.parameters.get('CopyImageTags') !== 'true') return [];
  const tags = findRecord(resources, call, call.parameters.get('SourceImageId') ?? '')?.tags ?? {};
  return Object.keys(tags).length === 0 ? [] : [['image', tags]];
}

function readTags(parameters: URLSearchParams, prefix: string): Tags {
  const pattern = new RegExp(`^${prefix.replaceAll('.', '\\.')}\\.(\\d+)\\.Key$`);
  const found = [...parameters].flatMap(([name, key]) => {
    const index = pattern.exec(name)?.[1];
    return index === undefined ? [] : [[key, parameters.get(`${prefix}.${index}.Value`) ?? ''] as const];
  });
  return Object.fromEntries(found);
}

function toContext(values: Tags, requestTags?: Tags): AccessRequest['context'] {
  const context = new Map<string, string | readonly string[]>(
    Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]),
  );
  if (requestTags === undefined) return context;
  for (const [key, value] of Object.entries(requestTags))
    context.set(`aws:requesttag/${key.toLowerCase()}`, value);
  return context.set('aws:tagkeys', Object.keys(requestTags));
}

const arn = (type: ResourceType, name: string, { region }: AwsRequest): string =>
  `arn:aws:ec2:${region}:${withoutAccount.has(type) ? '' : sandboxAccountId}:${type}/${name}`;

/** The ARN of what is yet to be made: a key pair's has its name, the others have no id. */
const newArn = (type: ResourceType, call: AwsRequest): string =>
  arn(type, (type === 'key-pair' && call.parameters.get('KeyName')) || '*', call);

/** AWS's own parameters belong to no account. */
function parameterArn({ body, region }: AwsRequest): string {
  const { Name: name = '' } = JSON.parse(body) as { Name?: string };
  const account = name.startsWith('/aws/service/') ? '' : sandboxAccountId;
  return `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, '')}`;
}
