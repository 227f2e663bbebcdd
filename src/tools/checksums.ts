/**
 * The SHA-256 that a publisher's checksum file gives for `name`, hex in lower case; null if it lists no such file.
 * Lines are those of sha256sum: 64 hex digits, a space, a space or `*`, and the name, which must match to the letter
 * (a leading `./` aside). Two lines for one name must agree.
 */
export function findChecksum(text: string, name: string): string | null {
  const found = new Set<string>();
  for (const line of text.split(/\r?\n/)) {
    const match = /^([0-9a-fA-F]{64}) [ *](?:\.\/)?(.+)$/.exec(line);
    if (match?.[1] !== undefined && match[2] === name) found.add(match[1].toLowerCase());
  }
  if (found.size > 1) throw new Error(`the checksum file gives ${found.size} different SHA-256 for ${name}`);
  return found.values().next().value ?? null;
}
