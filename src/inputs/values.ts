/** What each kind of input value looks like: text in, value out, or a word on what was wrong and what would be right. */

import { ConfigurationError } from '../errors.ts';

/** Turns the trimmed, non-empty text of an input into its value; throws a ConfigurationError. */
export type Parser<T> = (text: string) => T;

export function reject(text: string, expected: string): never {
  const shown = text.length > 80 ? `${text.slice(0, 77)}...` : text;
  throw new ConfigurationError(`${JSON.stringify(shown)} is not ${expected}`);
}

function matching(pattern: RegExp, expected: string): Parser<string> {
  return (text) => (pattern.test(text) ? text : reject(text, expected));
}

/** Shape only: which regions there are is AWS's to say (`us-east-1`, `us-gov-west-1`, `eusc-de-east-1`). */
export const region = matching(/^[a-z]{2,4}(-[a-z]+){1,2}-\d{1,2}$/, 'an AWS region such as us-east-1');

export const version = matching(
  /^\d+\.\d+\.\d+(-[0-9A-Za-z]+([.-][0-9A-Za-z]+)*)?$/,
  'an exact version such as 1.9.0, without a leading v',
);

export const k3sVersion = matching(
  /^v\d+\.\d+\.\d+(-rc\d+)?\+k3s\d+$/,
  'a k3s version such as v1.31.2+k3s1 (leading v, +k3s and its number)',
);

export const nvidiaMajor = matching(/^[1-9]\d{2}$/, 'the major version of an NVIDIA driver such as 550');

export const ollamaVersion: Parser<string> = (text) =>
  text === 'latest' || /^\d+\.\d+\.\d+(-rc\d+)?$/.test(text)
    ? text
    : reject(text, 'an Ollama version such as 0.6.8, or latest');

/**
 * The characters are EC2's for AMI names. A name has 3 to 128 of them, of which the AMI's own name and its fingerprint
 * take a share.
 */
export const amiPrefix: Parser<string> = (text) => {
  if (!/^[A-Za-z0-9()[\] ./'@_-]+$/.test(text)) {
    reject(
      text,
      "made of the characters that EC2 allows in an AMI's name: letters, digits, spaces and ( ) [ ] . / - ' @ _",
    );
  }
  if (text.startsWith('-')) reject(text, 'a prefix: it begins with a dash, which reads like an option');
  if (text.length < 3 || text.length > 100) reject(text, 'between 3 and 100 characters long');
  return text;
};

export function wholeNumber(from: number, to: number): Parser<number> {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return value >= from && value <= to ? value : reject(text, `a whole number from ${from} to ${to}`);
  };
}

const longest = 5 * 24 * 60 * 60_000;

/** A duration in milliseconds: bare minutes (`90`) or hours, minutes and seconds (`1h30m`, `90m`, `45s`), up to five days. */
export const duration: Parser<number> = (text) => {
  const expected = 'a duration in minutes such as 90, or such as 90m, 2h or 1h30m, of at most 120h';
  if (/^\d+$/.test(text)) return inRange(Number(text) * 60_000);
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (parts === null) return reject(text, expected);
  const [hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return inRange((((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000);

  function inRange(milliseconds: number): number {
    return milliseconds > 0 && milliseconds <= longest ? milliseconds : reject(text, expected);
  }
};

/** A base URL without a slash at its end; a query or a fragment could not be followed by a path. */
export const baseUrl: Parser<string> = (text) => {
  const expected = 'a URL such as https://mirror.example.com/path';
  const url = URL.canParse(text) ? new URL(text) : reject(text, expected);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') reject(text, expected);
  if (/[?#\s]/.test(text)) reject(text, `${expected}: it may have no query, fragment or space`);
  if (url.username !== '' || url.password !== '') {
    throw new ConfigurationError(
      'holds a user or password, which would end up in logs: use a mirror that needs none',
    );
  }
  return text.replace(/\/+$/, '');
};

/** Names by comma or newline, or a JSON list of them; each once, in the order given. `all` stands alone. */
export const amiNames: Parser<readonly string[] | 'all'> = (text) => {
  const names = [...new Set(text.startsWith('[') ? jsonList(text) : text.split(/[,\n]/))].map((name) =>
    name.trim(),
  );
  const given = [...new Set(names.filter((name) => name !== ''))];
  if (given.length === 0) reject(text, 'the name of an AMI, a list of names, or all');
  if (given.length === 1 && given[0] === 'all') return 'all';
  if (given.includes('all')) reject(text, 'either all or a list of names: it has both');
  for (const name of given) {
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name)) {
      reject(name, 'the name of an AMI (letters, digits, dashes, dots and underscores, no dash in front)');
    }
  }
  return given;
};

function jsonList(text: string): string[] {
  const expected = 'a JSON list of names such as ["base", "gpu-worker"]';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    reject(text, expected);
  }
  const isList = Array.isArray(value) && value.every((name) => typeof name === 'string');
  return isList ? (value as string[]) : reject(text, expected);
}

/** Where the Go programs come from. */
export type BinariesInput =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string; readonly sha256: string };

/** A folder's path, or `URL sha256:HEX`. */
export const binaries: Parser<BinariesInput> = (text) => {
  if (!/^https?:\/\//i.test(text)) return { kind: 'folder', path: relativeFolder(text) };
  const [url = '', sum, ...rest] = text.split(/\s+/);
  const sha256 = /^sha256:([0-9a-f]{64})$/i.exec(sum ?? '')?.[1];
  if (sha256 === undefined || rest.length > 0 || !URL.canParse(url)) {
    return reject(
      text,
      'a URL with its checksum, as in https://example.com/agent.tar.gz sha256:HEX (64 hex digits)',
    );
  }
  return { kind: 'url', url, sha256: sha256.toLowerCase() };
};

/** A path that reads like no option and stays on one line. */
export const relativeFolder: Parser<string> = (text) => {
  if (/[\n\r\0]/.test(text)) reject(text, 'the path of one folder: it has more than one line');
  if (text.startsWith('-'))
    reject(text, 'the path of a folder: it begins with a dash; write ./ in front of it');
  return text;
};
