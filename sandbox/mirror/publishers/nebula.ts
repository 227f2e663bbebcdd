/** Nebula's releases on GitHub. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatChecksums, tarGz } from '../archive.ts';
import type { Publisher } from './publisher.ts';

/** Nebula's GitHub release; its list of checksums names the files inside the archive too, as `ARCHIVE/FILE`. */
export const nebula: Publisher = {
  parts: ['nebula'],
  async fill(dir, { part }) {
    const release = join(dir, 'github.com/slackhq/nebula/releases/download/v1.9.0');
    const built = await part('nebula');
    const archive = 'nebula-linux-amd64.tar.gz';
    const inside = { nebula: join(built, 'nebula'), 'nebula-cert': join(built, 'nebula-cert') };
    await tarGz(join(release, archive), {
      nebula: { file: inside.nebula },
      'nebula-cert': { file: inside['nebula-cert'] },
    });
    const listed = {
      [`${archive}/nebula`]: inside.nebula,
      [`${archive}/nebula-cert`]: inside['nebula-cert'],
      [archive]: join(release, archive),
    };
    await writeFile(join(release, 'SHASUM256.txt'), await formatChecksums(listed));
  },
};
