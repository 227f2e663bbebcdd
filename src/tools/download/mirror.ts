/**
 * The one mirror rule: what upstream has at `https://HOST/PATH`, a mirror has at `MIRROR/HOST/PATH`.
 * `mirror` is a URL without query, `http:` or `https:`; a slash at its end makes no difference; null means upstream itself.
 */
export function upstreamUrl(url: string, mirror: string | null): string {
  if (mirror === null || mirror === '') return url;
  const prefix = 'https://';
  if (!url.startsWith(prefix))
    throw new TypeError(`no mirror rule for ${url}: upstream URLs begin ${prefix}`);
  return `${mirror.replace(/\/+$/, '')}/${url.slice(prefix.length)}`;
}

/** The other way round: the upstream URL of what a mirror calls `url`. A URL that is not the mirror's stays as it is. */
export function fromMirror(url: string, mirror: string | null): string {
  if (mirror === null || mirror === '') return url;
  const base = `${mirror.replace(/\/+$/, '')}/`;
  return url.startsWith(base) ? `https://${url.slice(base.length)}` : url;
}
