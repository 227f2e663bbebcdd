/**
 * The forms in which a secret may come up in a log. GitHub's runner adds such forms to every mask itself (HostContext.cs and
 * ValueEncoders.cs of actions/runner); other runners, such as act, know only the masks that they are given.
 */

/** The encoded forms of a shorter text could hit others, and hide nothing. */
const shortestEncoded = 8;

/** Each line of a secret, as it is and encoded, each text once. */
export function listMaskedForms(secret: string): string[] {
  const lines = secret.split(/\r?\n/).filter((line) => line.trim() !== '');
  return [...new Set(lines.flatMap((line) => [line, ...listEncodedForms(line)]))];
}

function listEncodedForms(text: string): string[] {
  if (text.length < shortestEncoded) return [];
  const base64 = [0, 1, 2].map((offset) => encodeBase64After(offset, text));
  return [JSON.stringify(text).slice(1, -1), encodeURIComponent(text.toWellFormed()), ...base64];
}

/** The Base64 of a text after so many other bytes: the digits, of six bits each, that depend on nothing else. */
function encodeBase64After(offset: number, text: string): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
  return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
}
