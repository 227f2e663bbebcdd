/** Finds the image that a recipe starts from: an id, or a query to AWS that the templates describe. */

import type { Body } from '../hcl/ast.ts';
import type { TemplateEnvironment } from './environment.ts';
import { expandBlocks, findAttribute } from './evaluate/blocks.ts';
import { Dependencies } from './evaluate/dependencies.ts';
import type { Scope } from './evaluate/scope.ts';
import {
  asText,
  firstUnknown,
  isList,
  isObject,
  OneOf,
  sortEntries,
  Unknown,
  type Value,
} from './evaluate/values.ts';
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
  | { readonly kind: 'query'; readonly query: SourceQuery }
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
  const name = findAttribute(body, 'name');
  const value = name === undefined ? null : environment.evaluator.evaluate(name.value, scope);
  return typeof value === 'string'
    ? { kind: 'query', query: { kind: 'parameter', name: value } }
    : { kind: 'unknown', why: `the name of data.${ref} is known only during the build` };
}

/** Attributes of a filter that are evaluated; one with any other is left to Packer (AmiFilterOptions, common/ami_filter.go). */
const filterAttributes = new Set(['filters', 'owners', 'most_recent', 'include_deprecated', 'region']);

function fromFilter(body: Body, scope: Scope, environment: TemplateEnvironment, what: string): SourceImage {
  const values = new Map<string, Value>();
  for (const { name, value } of body.attributes)
    values.set(name, environment.evaluator.evaluate(value, scope));
  const others = [...values.keys()].filter((name) => !filterAttributes.has(name));
  const blocks = expandBlocks(body, environment.evaluator, scope);
  if (others.length > 0 || blocks.length > 0) {
    const first = others[0] ?? blocks[0]?.type ?? '';
    return { kind: 'unknown', why: `${what} has ${first}, which the plan does not evaluate` };
  }
  const filters = toFilters(values.get('filters') ?? null);
  const owners = toTexts(values.get('owners') ?? []);
  const mostRecent = values.get('most_recent') ?? false;
  const includeDeprecated = values.get('include_deprecated') ?? false;
  if (
    filters === null ||
    owners === null ||
    typeof mostRecent !== 'boolean' ||
    typeof includeDeprecated !== 'boolean'
  ) {
    return { kind: 'unknown', why: `${what} is known only during the build` };
  }
  const query = { kind: 'images', filters, owners: owners.sort(), mostRecent } as const;
  return { kind: 'query', query: includeDeprecated ? { ...query, includeDeprecated } : query };
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
