/** Finds the image that a recipe starts from: an id, or a query to AWS that the templates describe. */

import { expandBlocks, findAttribute } from '../evaluate/blocks.ts';
import { Dependencies } from '../evaluate/dependencies.ts';
import type { Scope } from '../evaluate/scope.ts';
import {
  asText,
  firstUnknown,
  isList,
  isObject,
  OneOf,
  sortEntries,
  Unknown,
  type Value,
} from '../evaluate/values.ts';
import type { Body } from '../hcl/ast.ts';
import type { TemplateEnvironment } from './environment.ts';
import type { Templates } from './templates.ts';

/** A query for one image's id. Equal queries have equal JSON. */
export type SourceQuery = { readonly kind: 'parameter'; readonly name: string } | ImagesQuery;

export interface ImagesQuery {
  readonly kind: 'images';
  /** DescribeImages filters. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly owners: readonly string[];
  /** Whether the newest of several matches is taken; if not, several matches are an error. */
  readonly mostRecent: boolean;
  /** Whether deprecated images match as well; absent if not. */
  readonly includeDeprecated?: true;
}

export type SourceImage =
  | { readonly kind: 'id'; readonly id: string }
  /** The region that the query names; null for the run's. */
  | { readonly kind: 'query'; readonly query: SourceQuery; readonly region: string | null }
  /** Known only to Packer: such an AMI is always built. */
  | { readonly kind: 'unknown'; readonly why: string };

/** The attributes of an amazon-ebs source that decide its source image; it has one of them. */
export interface SourceAttributes {
  readonly sourceAmi: Value | undefined;
  readonly filter: { readonly body: Body; readonly scope: Scope } | null;
}

export function sourceImage(
  { sourceAmi, filter }: SourceAttributes,
  templates: Templates,
  environment: TemplateEnvironment,
): SourceImage {
  if (sourceAmi !== undefined && sourceAmi !== null && sourceAmi !== '') {
    return fromValue(sourceAmi, templates, environment);
  }
  if (filter === null)
    return { kind: 'unknown', why: 'its source has neither source_ami nor source_ami_filter' };
  return fromFilter(filter.body, filter.scope, environment, 'source_ami_filter');
}

/** The image of `source_ami`, which must be a single value besides the variables that the action fills in. */
function fromValue(value: Value, templates: Templates, environment: TemplateEnvironment): SourceImage {
  const options = (value instanceof OneOf ? value.options : [value]).filter((option) => !isFilledIn(option));
  const [option] = options;
  if (options.length !== 1 || option === undefined) {
    return { kind: 'unknown', why: 'its source_ami is known only during the build' };
  }
  if (typeof option === 'string') return { kind: 'id', id: option };
  if (option instanceof Unknown && option.reason.kind === 'data') {
    return dataImage(option.reason.ref, templates, environment);
  }
  return { kind: 'unknown', why: 'its source_ami is known only during the build' };
}

function isFilledIn(value: Value): boolean {
  return value instanceof Unknown && (value.reason.kind === 'parent' || value.reason.kind === 'source');
}

/** The image that `data.amazon-ami.NAME.id` or `data.amazon-parameterstore.NAME.value` returns. */
export function dataImage(ref: string, templates: Templates, environment: TemplateEnvironment): SourceImage {
  const definition = templates.data.get(ref);
  const [type] = ref.split('.');
  if (definition === undefined) return { kind: 'unknown', why: `there is no data source ${ref}` };
  const scope = { names: new Map(), reads: new Dependencies(), file: definition.file };
  const { body } = definition.at;
  if (type === 'amazon-ami') return fromFilter(body, scope, environment, `data.${ref}`);
  if (type !== 'amazon-parameterstore') {
    return { kind: 'unknown', why: `data.${ref} is known only during the build` };
  }
  return fromParameter(body, scope, environment, `data.${ref}`);
}

/** The image as a run in this region sees it: what is asked elsewhere is not known to it. */
export function seenFrom(region: string, image: SourceImage, what: string): SourceImage {
  if (image.kind !== 'query' || image.region === null) return image;
  if (image.region === region) return { ...image, region: null };
  const why = `${what} is asked in ${image.region}, and the plan asks in ${region} only`;
  return { kind: 'unknown', why };
}

/** What decides whom a data source asks, and changes no answer (inert-options.ts says where the plugin has them). */
const inertAttributes = new Set([
  'max_retries',
  'decode_authorization_messages',
  'insecure_skip_tls_verify',
  'skip_credential_validation',
  'skip_metadata_api_check',
]);

/** Attributes of a parameter's data source that are evaluated (datasource/parameterstore/data.go). */
const parameterAttributes = new Set(['name', 'with_decryption', 'region', ...inertAttributes]);

function fromParameter(
  body: Body,
  scope: Scope,
  environment: TemplateEnvironment,
  what: string,
): SourceImage {
  const other = findOther(body, scope, environment, parameterAttributes);
  if (other !== null)
    return { kind: 'unknown', why: `${what} has ${other}, which the plan does not evaluate` };
  const valueAt = (name: string): Value => {
    const attribute = findAttribute(body, name);
    return attribute === undefined ? null : environment.evaluator.evaluate(attribute.value, scope);
  };
  const isPlain = [null, false, 'false'].some((plain) => plain === valueAt('with_decryption'));
  if (!isPlain) return { kind: 'unknown', why: `${what} is a decrypted secret, which may have changed` };
  const name = valueAt('name');
  const region = toRegion(valueAt('region'));
  return typeof name === 'string' && region !== undefined
    ? { kind: 'query', query: { kind: 'parameter', name }, region }
    : { kind: 'unknown', why: `the name or region of ${what} is known only during the build` };
}

/** Null where none is named, undefined where it is not known. */
function toRegion(value: Value): string | null | undefined {
  if (value === null || value === '') return null;
  return typeof value === 'string' ? value : undefined;
}

/** The first attribute or block that is none of these; null if there is none. */
function findOther(
  body: Body,
  scope: Scope,
  environment: TemplateEnvironment,
  known: ReadonlySet<string>,
): string | null {
  const names = body.attributes.map(({ name }) => name).filter((name) => !known.has(name));
  return names[0] ?? expandBlocks(body, environment.evaluator, scope)[0]?.type ?? null;
}

/** Attributes of a filter that are evaluated; one with any other is left to Packer (AmiFilterOptions, common/ami_filter.go). */
const filterAttributes = new Set([
  'filters',
  'owners',
  'most_recent',
  'include_deprecated',
  'region',
  ...inertAttributes,
]);

function fromFilter(body: Body, scope: Scope, environment: TemplateEnvironment, what: string): SourceImage {
  const values = new Map<string, Value>();
  for (const { name, value } of body.attributes)
    values.set(name, environment.evaluator.evaluate(value, scope));
  const other = findOther(body, scope, environment, filterAttributes);
  if (other !== null)
    return { kind: 'unknown', why: `${what} has ${other}, which the plan does not evaluate` };
  const region = toRegion(values.get('region') ?? null);
  const filters = toFilters(values.get('filters') ?? null);
  const owners = toTexts(values.get('owners') ?? []);
  const mostRecent = values.get('most_recent') ?? false;
  const includeDeprecated = values.get('include_deprecated') ?? false;
  if (
    filters === null ||
    owners === null ||
    region === undefined ||
    typeof mostRecent !== 'boolean' ||
    typeof includeDeprecated !== 'boolean'
  ) {
    return { kind: 'unknown', why: `${what} is known only during the build` };
  }
  const query = { kind: 'images', filters, owners: owners.sort(), mostRecent } as const;
  return { kind: 'query', query: includeDeprecated ? { ...query, includeDeprecated } : query, region };
}

function toFilters(value: Value): Record<string, readonly string[]> | null {
  if (!isObject(value) || firstUnknown(value) !== null) return null;
  const filters: Record<string, readonly string[]> = {};
  for (const [name, item] of sortEntries(value)) {
    const text = asText(item);
    // A line of CSV (common/build_filter.go); one with quotes is left to Packer.
    if (text === null || /["\n\r]/.test(text)) return null;
    filters[name] = text.split(',').map((value) => value.trimStart());
  }
  return filters;
}

function toTexts(value: Value): string[] | null {
  if (!isList(value)) return null;
  const texts = value.map(asText);
  return texts.includes(null) ? null : texts.filter((text) => text !== null);
}
