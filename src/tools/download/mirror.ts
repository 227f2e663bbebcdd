/** The mirror rule: what upstream has at `https://HOST/PATH`, a mirror has at `MIRROR/HOST/PATH`. */

/**
 * The URL to fetch for an upstream URL.
 * @param mirror an http or https URL without a query, with or without a slash at its end; null for upstream itself
 */
export function toMirror(url: string, mirror: string | null): string {
  if (mirror === null || mirror === '') return url;
  const prefix = 'https://';
  if (!url.startsWith(prefix))
    throw new TypeError(`no mirror rule for ${url}: upstream URLs begin with ${prefix}`);
  return `${mirror.replace(/\/+$/, '')}/${url.slice(prefix.length)}`;
}

/** The upstream URL for a URL of the mirror; any other URL stays as it is. */
export function fromMirror(url: string, mirror: string | null): string {
  if (mirror === null || mirror === '') return url;
  const base = `${mirror.replace(/\/+$/, '')}/`;
  return url.startsWith(base) ? `https://${url.slice(base.length)}` : url;
}
