/** GitHub's API: who asks it, and what its refusals mean (GitHub Docs, "Troubleshooting the REST API", rate limit errors). */

import type { IncomingMessage } from 'node:http';

/** Where the docs give no other time to wait after a limit, in milliseconds. */
const usualWaitMs = 60_000;

/** The header that bears the token, for GitHub's API alone. */
export function authorizeForGithub(url: string, token: string | null): Readonly<Record<string, string>> {
  return token !== null && isGithubApi(url) ? { authorization: `Bearer ${token}` } : {};
}

/** What a refusal of GitHub's API means. */
export interface GithubRefusal {
  readonly cause: string;
  /** What the user can do. */
  readonly remedy: string;
  /** How long to wait for another attempt, in milliseconds; null if no attempt can succeed. */
  readonly waitMs: number | null;
}

/** Null for a response of another host, or one that has neither a limit nor the token for its reason. */
export function explainGithubRefusal(
  url: string,
  { statusCode, headers }: Pick<IncomingMessage, 'statusCode' | 'headers'>,
  hasToken: boolean,
  now: number = Date.now(),
): GithubRefusal | null {
  if (!isGithubApi(url)) return null;
  if (statusCode === 401 && hasToken) {
    const cause = 'GitHub refuses the input github-token';
    return {
      cause,
      remedy: 'Give a token that is valid, or an empty text to ask without one.',
      waitMs: null,
    };
  }
  const isExhausted = headers['x-ratelimit-remaining'] === '0';
  const isLimit = statusCode === 429 || (statusCode === 403 && (isExhausted || 'retry-after' in headers));
  if (!isLimit) return null;
  const reset = Number(headers['x-ratelimit-reset']);
  const waitMs = isExhausted && reset > 0 ? Math.max(0, reset * 1000 - now) : usualWaitMs;
  return hasToken
    ? {
        cause: 'GitHub limits how often the owner of the input github-token may ask',
        remedy: 'Run again later, or give another token.',
        waitMs,
      }
    : {
        cause: 'GitHub limits how often this address may ask without a token',
        remedy: 'Run again later, or set the input github-token, whose owner has a higher limit.',
        waitMs,
      };
}

function isGithubApi(url: string): boolean {
  return URL.canParse(url) && new URL(url).origin === 'https://api.github.com';
}
