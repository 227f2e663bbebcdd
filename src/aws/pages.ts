/** What EC2's Describe calls have in common: filters, pages and tags. */

import type { Tags } from './types.ts';

export type Filters = readonly { readonly Name: string; readonly Value: readonly string[] }[];

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string | undefined;
}

/** Asks for page after page. */
export async function allPages<T>(ask: (token: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items, nextToken } = await ask(token);
    all.push(...items);
    token = nextToken === '' ? undefined : nextToken;
  } while (token !== undefined);
  return all;
}

export type TagItems =
  | readonly { readonly key?: string | undefined; readonly value?: string | undefined }[]
  | undefined;

export function toTags(tags: TagItems): Tags {
  return Object.fromEntries((tags ?? []).map(({ key = '', value = '' }) => [key, value]));
}
