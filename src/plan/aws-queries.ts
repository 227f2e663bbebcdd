/** What the plan asks AWS and others, in a number of queries that does not grow with the number of AMIs. */

import type { PublisherClient } from '../artifacts/publisher.ts';
import type { Ec2, Image, Ssm } from '../aws/types.ts';
import { ConfigurationError } from '../errors.ts';
import { tagKeys, toTagValue } from '../tags.ts';
import type { ImagesQuery, SourceQuery } from '../templates/source-image.ts';
import { type Leases, type RunIdentity, readLeases } from './leases.ts';

/** One DescribeImages of the own account; an absent field does not filter. */
export interface OwnImagesQuery {
  /** Values of the filter `name`, in which `*` stands for anything. */
  readonly names?: readonly string[];
  /** Tag key to values, one of which an image has. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
}

export interface AwsQueries {
  ownImages(query: OwnImagesQuery, region: string): Promise<readonly Image[]>;
  /** DescribeImages with these filters, available images only; no owners means all. */
  publicImages(query: Omit<ImagesQuery, 'kind' | 'mostRecent'>): Promise<readonly Image[]>;
  /** The value of an SSM parameter; null if it does not exist. */
  parameter(name: string): Promise<string | null>;
  /** What is known of the runs that left these images unfinished. */
  leases(images: readonly Image[], now: Date): Promise<Leases>;
}

export interface PlanQueries extends PublisherClient {
  /** Null without credentials: the plan then says what it cannot check. */
  readonly aws: AwsQueries | null;
  /** Only called if a recipe takes the Go programs. */
  goProgramsDigest(): Promise<string>;
  /** EC2's own time once it has answered. */
  now(): Date;
}

/** The queries to AWS. Source images, parameters and leases are those of `region`. */
export function createAwsQueries(
  ec2Of: (region: string) => Pick<Ec2, 'describeImages' | 'findTagged'>,
  ssm: Ssm,
  region: string,
  run: RunIdentity,
): AwsQueries {
  const ec2 = ec2Of(region);
  return {
    ownImages: (query, inRegion) => ec2Of(inRegion).describeImages({ owners: ['self'], ...query }),
    publicImages: ({ filters, owners, includeDeprecated = false }) =>
      ec2.describeImages({
        filters: { state: ['available'], ...filters },
        includeDeprecated,
        ...(owners.length === 0 ? {} : { owners }),
      }),
    parameter: (name) => ssm.getParameter(name),
    leases: (images, now) => readLeases(images, now, run, ec2),
  };
}

/** DescribeImages takes so many values per filter. */
const maxFilterValues = 200;

/** How to find an AMI: by a pattern of its name, or by its tag if the templates name it during the build. */
export interface ImagePattern {
  readonly ami: string;
  /** Such as `catalyst-base-*`; null to search by tag. */
  readonly name: string | null;
}

/** All images of the patterns in a region, by one query, or by two if some are by name and some by tag. */
export async function queryExistingImages(
  patterns: readonly ImagePattern[],
  region: string,
  aws: AwsQueries,
): Promise<Image[]> {
  const names = [...new Set(patterns.flatMap(({ name }) => (name === null ? [] : [name])))];
  const tagged = patterns.filter(({ name }) => name === null).map(({ ami }) => toTagValue(ami));
  const queries: OwnImagesQuery[] = [];
  if (names.length > 0)
    queries.push({ names: names.length <= maxFilterValues ? names : [commonPattern(names)] });
  if (tagged.length > 0) {
    queries.push(
      tagged.length <= maxFilterValues
        ? { tags: { [tagKeys.ami]: tagged } }
        : { tags: { [tagKeys.state]: ['available', 'building'] } },
    );
  }
  const answers = await Promise.all(queries.map((query) => aws.ownImages(query, region)));
  return [...new Map(answers.flat().map((image) => [image.id, image])).values()];
}

/** `a-one-*` and `a-two-*` give `a-*`. */
function commonPattern(patterns: readonly string[]): string {
  const [first = '', ...others] = patterns.map((pattern) => pattern.replace(/[*?].*$/s, ''));
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  return `${first.slice(0, length)}*`;
}

/** A query's key, in a lock for instance: the parameter's name, or the query as JSON. */
export function queryKey(query: SourceQuery): string {
  return query.kind === 'parameter' ? query.name : JSON.stringify(query);
}

/**
 * The ids of the images that the queries mean, by the queries' keys. Locked ones are not looked up; without AWS only they
 * are known. Throws a ConfigurationError with every query that means no image.
 */
export async function lookUpSourceImages(
  queries: readonly SourceQuery[],
  aws: AwsQueries | null,
  locked: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const distinct = new Map(queries.map((query) => [queryKey(query), query]));
  const ids = new Map<string, string>();
  const problems: string[] = [];
  const lookUps = [...distinct].map(async ([key, query]): Promise<readonly [string, LookUp | null]> => {
    const id = locked[key];
    if (id !== undefined) return [key, { id }];
    return [key, aws === null ? null : await lookUpSourceImage(query, aws)];
  });
  for (const [key, result] of await Promise.all(lookUps)) {
    if (result === null) continue;
    if ('id' in result) ids.set(key, result.id);
    else problems.push(result.problem);
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return ids;
}

type LookUp = { readonly id: string } | { readonly problem: string };

async function lookUpSourceImage(query: SourceQuery, aws: AwsQueries): Promise<LookUp> {
  if (query.kind === 'parameter') {
    const id = await aws.parameter(query.name);
    if (id !== null) return { id };
    return { problem: `the source image's SSM parameter ${query.name} does not exist in this region` };
  }
  const { filters, owners, mostRecent } = query;
  const images = await aws.publicImages(query);
  const newest = [...images].sort((a, b) => secondOf(a) - secondOf(b)).at(-1);
  const description = `${JSON.stringify(filters)} of ${owners.join(', ') || 'any owner'}`;
  if (newest === undefined) return { problem: `no source image matches ${description} in this region` };
  if (images.length > 1 && !mostRecent) {
    return {
      problem: `${images.length} source images match ${description}: narrow the filters, or set most_recent`,
    };
  }
  return { id: newest.id };
}

/**
 * When an image was made, as Packer compares it: by whole seconds, and of several of one second it takes the last that EC2 names
 * (mostRecentAmi in common/step_source_ami_info.go of packer-plugin-amazon 1.8.2).
 */
function secondOf({ creationDate }: Image): number {
  return Math.floor(Date.parse(creationDate) / 1000);
}
