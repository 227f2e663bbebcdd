/** Names of the files that belong to an AMI. Packer takes any text as the name of a build, and a file system does not. */

import { createHash } from 'node:crypto';

/** File systems allow 255 bytes; an ending follows. */
const maxLength = 100;

/** The name itself where it is safe, else its safe characters and a hash that tells it from others. */
export function fileNameOf(ami: string): string {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(ami) && ami.length <= maxLength) return ami;
  const safe = ami.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, maxLength);
  return `${safe}-${createHash('sha256').update(ami).digest('hex').slice(0, 12)}`;
}
