/** A stand-in for Packer. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a program that stands in for Packer where a test is about the action's side: it prints Packer's machine-readable
 * format, ignores SIGINT and ends in order on SIGTERM, as the real one does. `body` is bash, run once the traps are set.
 */
export function standInPacker(folder: string, body: string): string {
  const path = join(folder, 'packer');
  writeFileSync(
    path,
    `#!/usr/bin/env bash\n# A stand-in for Packer, for tests: no build happens.\n${prelude}${body}\n`,
  );
  chmodSync(path, 0o755);
  return path;
}

const prelude = `
set -eu
say() { printf '%s,,ui,say,==> base.amazon-ebs.base: %s\\n' 1763000000 "$1"; }
fail() { printf '%s,base,error,%s\\n' 1763000000 "$1"; exit 1; }
artifact() { printf '%s,base,artifact,0,id,%s\\n' 1763000000 "$1"; }
trap '' INT
trap 'say "Cleaning up"; printf "cleaned\\n" >cleaned; exit 1' TERM
# Until a signal comes; a sleep in the foreground would hold the trap back.
linger() { while :; do sleep 0.05 & wait $! || true; done; }
`;
