/** What the plan asks the world, in a number of questions that does not grow with the number of AMIs. */

import type { PublisherClient } from '../artifacts/publisher.ts';
import type { Ec2, Image, Ssm } from '../aws/types.ts';
import { ConfigurationError } from '../errors.ts';
import { tagKeys } from '../tags.ts';
import type { SourceQuery } from '../templates/source-image.ts';

/** One DescribeImages of the own account; absent fields do not narrow. */
export interface OwnImagesQuery {
  /** Values of the filter `name`, in which `*` stands for anything. */
  readonly names?: readonly string[];
  /** Tag key to the values of which it has one. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
}

export interface AwsQueries {
  ownImages(query: OwnImagesQuery): Promise<readonly Image[]>;
  /** DescribeImages with filters as they stand, available images only; no owners means all. */
  publicImages(
    filters: Readonly<Record<string, readonly string[]>>,
    owners: readonly string[],
  ): Promise<readonly Image[]>;
  /** The value of an SSM parameter, or null where there is none. */
  parameter(name: string): Promise<string | null>;
}

export interface PlanQueries extends PublisherClient {
  /** Null without credentials: the plan then says what it cannot know. */
  readonly aws: AwsQueries | null;
  /** Digest of the Go binaries; only asked if a recipe takes them. */
  binariesDigest(): Promise<string>;
  now(): Date;
}

/** The questions, asked of a region's clients. */
export function createAwsQueries(ec2: Pick<Ec2, 'describeImages'>, ssm: Ssm): AwsQueries {
  return {
    ownImages: (query) => ec2.describeImages({ owners: ['self'], ...query }),
    publicImages: (filters, owners) =>
      ec2.describeImages({
        filters: { state: ['available'], ...filters },
        ...(owners.length === 0 ? {} : { owners }),
      }),
    parameter: (name) => ssm.getParameter(name),
  };
}

/** Names and tag values that one filter takes (DescribeImages). */
const maxValues = 200;

/** Where an AMI is looked for: by a pattern of its name, or by its tag where the templates name it themselves. */
export interface ImagePattern {
  readonly ami: string;
  /** Such as `catalyst-base-*`; null for by tag. */
  readonly name: string | null;
}

/** All images of the patterns, in one question, or two where some are by name and some by tag. */
export async function queryExistingImages(
  patterns: readonly ImagePattern[],
  aws: AwsQueries,
): Promise<Image[]> {
  const names = [...new Set(patterns.flatMap(({ name }) => (name === null ? [] : [name])))];
  const tagged = patterns.filter(({ name }) => name === null).map(({ ami }) => ami);
  const questions: OwnImagesQuery[] = [];
  if (names.length > 0) questions.push({ names: names.length <= maxValues ? names : [commonPattern(names)] });
  if (tagged.length > 0) {
    questions.push(
      tagged.length <= maxValues
        ? { tags: { [tagKeys.ami]: tagged } }
        : { tags: { [tagKeys.state]: ['available', 'building'] } },
    );
  }
  const answers = await Promise.all(questions.map((question) => aws.ownImages(question)));
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

/** What a query is called, in a lock for instance: the parameter's name, or the filters as JSON. */
export function queryKey(query: SourceQuery): string {
  return query.kind === 'parameter' ? query.name : JSON.stringify(query);
}

/**
 * The id that each distinct query means, by the query's key. Throws with all that mean nothing. What is locked is not
 * asked, and without AWS nothing more is known.
 */
export async function lookUpSourceImages(
  queries: readonly SourceQuery[],
  aws: AwsQueries | null,
  locked: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const distinct = new Map(queries.map((query) => [queryKey(query), query]));
  const answers = await Promise.all(
    [...distinct].flatMap(([key, query]) => {
      const known = locked[key];
      if (known === undefined && aws === null) return [];
      const answer = known ?? (aws === null ? '' : lookUpSourceImage(query, aws));
      return [Promise.resolve(answer).then((it) => [key, it] as const)];
    }),
  );
  const faults = answers.flatMap(([, answer]) => (typeof answer === 'string' ? [] : [answer.fault]));
  if (faults.length > 0) throw new ConfigurationError(faults);
  return new Map(answers.flatMap(([key, answer]) => (typeof answer === 'string' ? [[key, answer]] : [])));
}

async function lookUpSourceImage(
  query: SourceQuery,
  aws: AwsQueries,
): Promise<string | { readonly fault: string }> {
  if (query.kind === 'parameter') {
    const value = await aws.parameter(query.name);
    return value ?? { fault: `the source image's SSM parameter ${query.name} does not exist in this region` };
  }
  const images = await aws.publicImages(query.filters, query.owners);
  const newest = [...images].sort(
    (one, two) => Date.parse(two.creationDate) - Date.parse(one.creationDate) || (one.id < two.id ? -1 : 1),
  )[0];
  const what = `${JSON.stringify(query.filters)} of ${query.owners.join(', ') || 'anybody'}`;
  if (newest === undefined) return { fault: `no source image fits ${what} in this region` };
  if (images.length > 1 && !query.mostRecent) {
    return { fault: `${images.length} source images fit ${what}: narrow it, or set most_recent` };
  }
  return newest.id;
}
