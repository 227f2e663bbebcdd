/** Parsers of input values: text in, value out, or an error that says what is wrong and what would be right. */

import { ConfigurationError } from '../errors.ts';

/** Turns the trimmed, non-empty text of an input into its value; throws a ConfigurationError. */
export type Parser<T> = (text: string) => T;

/** Refuses a text, quoting it: `"x" is not EXPECTED`. */
export function reject(text: string, expected: string): never {
  const excerpt = text.length > 80 ? `${text.slice(0, 77)}...` : text;
  throw new ConfigurationError(`${JSON.stringify(excerpt)} is not ${expected}`);
}

/** The value of a text that may not be empty. */
export function parseFilled<T>(text: string, parse: Parser<T>): T {
  if (text === '') throw new ConfigurationError('is empty: it needs a value');
  return parse(text);
}

function createPatternParser(pattern: RegExp, expected: string): Parser<string> {
  return (text) => (pattern.test(text) ? text : reject(text, expected));
}

/** Checks the shape only, as AWS adds regions (`us-east-1`, `us-gov-west-1`, `eusc-de-east-1`). */
export const parseRegion = createPatternParser(
  /^[a-z]{2,4}(-[a-z]+){1,2}-\d{1,2}$/,
  'an AWS region such as us-east-1',
);

export const parseVersion = createPatternParser(
  /^\d+\.\d+\.\d+(-[0-9A-Za-z]+([.-][0-9A-Za-z]+)*)?$/,
  'an exact version such as 1.9.0, without a leading v',
);

export const parseK3sVersion = createPatternParser(
  /^v\d+\.\d+\.\d+(-rc\d+)?\+k3s\d+$/,
  'a k3s version such as v1.31.2+k3s1 (leading v, +k3s and its number)',
);

export const parseNvidiaMajor = createPatternParser(
  /^[1-9]\d{2}$/,
  'the major version of an NVIDIA driver such as 550',
);

export const parseOllamaVersion: Parser<string> = (text) =>
  text === 'latest' || /^\d+\.\d+\.\d+(-rc\d+)?$/.test(text)
    ? text
    : reject(text, 'an Ollama version such as 0.6.8, or latest');

/**
 * The characters are those that EC2 allows in the name of an AMI, which has 3 to 128 of them; the AMI's own name and its
 * fingerprint take the rest.
 */
export const parseAmiPrefix: Parser<string> = (text) => {
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

export function parseWholeNumber(from: number, to: number): Parser<number> {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return value >= from && value <= to ? value : reject(text, `a whole number from ${from} to ${to}`);
  };
}

export const parseSwitch: Parser<boolean> = (text) =>
  text === 'true' || text === 'false' ? text === 'true' : reject(text, 'true or false');

/** In milliseconds. */
const longestDuration = 5 * 24 * 60 * 60_000;

/** A duration in milliseconds: bare minutes (`90`) or hours, minutes and seconds (`1h30m`, `90m`, `45s`), up to five days. */
export const parseDuration: Parser<number> = (text) => {
  const expected = 'a duration in minutes such as 90, or such as 90m, 2h or 1h30m, of at most 120h';
  if (/^\d+$/.test(text)) return inRange(Number(text) * 60_000);
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (parts === null) return reject(text, expected);
  const [hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return inRange((((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000);

  function inRange(milliseconds: number): number {
    return milliseconds > 0 && milliseconds <= longestDuration ? milliseconds : reject(text, expected);
  }
};

/** A base URL without a slash at its end, and without query or fragment, which no path could follow. */
export const parseBaseUrl: Parser<string> = (text) => {
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

/** A key long enough to resist guessing; never quoted. */
export const parseFingerprintKey: Parser<string> = (text) => {
  if (text.length >= 32) return text;
  throw new ConfigurationError(
    `has ${text.length} characters: it needs at least 32, such as those of "openssl rand -hex 32"`,
  );
};

/** A token as a header can bear it; never quoted. */
export const parseGithubToken: Parser<string> = (text) => {
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw new ConfigurationError('holds a space or another character that no token of GitHub has');
};

/**
 * Names separated by commas or newlines, or a JSON list of them, as names with commas need; without repetitions, in their
 * order. `all` stands alone. Which names there are, the templates say.
 */
export const parseAmiNames: Parser<readonly string[] | 'all'> = (text) => {
  const list = text.startsWith('[') ? parseJsonList(text) : text.split(/[,\n]/);
  const names = [...new Set(list.map((name) => name.trim()).filter((name) => name !== ''))];
  if (names.length === 0) reject(text, 'the name of an AMI, a list of names, or all');
  if (names.length === 1 && names[0] === 'all') return 'all';
  if (names.includes('all')) reject(text, 'either all or a list of names: it has both');
  return names;
};

function parseJsonList(text: string): string[] {
  const expected = 'a JSON list of names such as ["base", "gpu-worker"]';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    reject(text, expected);
  }
  if (!Array.isArray(value)) return reject(text, expected);
  return value.every((item): item is string => typeof item === 'string') ? value : reject(text, expected);
}

/** Where the Go programs (worker-agent, control-plane) come from: sources to build, or an archive with its SHA-256. */
export type BinariesInput =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string; readonly sha256: string };

/** A folder's path, or `URL sha256:HEX`. */
export const parseBinaries: Parser<BinariesInput> = (text) => {
  if (!/^https?:\/\//i.test(text)) return { kind: 'folder', path: parsePath(text) };
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

/** A path on one line that no program can take for an option. */
export const parsePath: Parser<string> = (text) => {
  if (/[\n\r\0]/.test(text)) reject(text, 'the path of one folder: it has more than one line');
  if (text.startsWith('-'))
    reject(text, 'the path of a folder: it begins with a dash; write ./ in front of it');
  return text;
};
