/** HashiCorp's release site. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatChecksums, zip } from '../archive.ts';
import type { Publisher } from './publisher.ts';

const packer = '1.16.0';
const pluginName = '1.8.2';

/** Lies beside the program in HashiCorp's archives. */
const licence = {
  'LICENSE.txt': 'Built by the sandbox from the module that its publisher tagged; its licence applies.\n',
};

/** Packer and its amazon plugin, as on HashiCorp's release site: zip, list of checksums, signature of the list. */
export const hashicorp: Publisher = {
  parts: ['packer', 'plugin-amazon'],
  async fill(dir, { part, key }) {
    const release = async (product: string, version: string, binary: string, file: string) => {
      const folder = join(dir, 'releases.hashicorp.com', product, version);
      const archive = `${product}_${version}_linux_amd64.zip`;
      await zip(join(folder, archive), { [binary]: { file }, ...licence });
      const sums = join(folder, `${product}_${version}_SHA256SUMS`);
      await writeFile(sums, await formatChecksums({ [archive]: join(folder, archive) }));
      await writeFile(`${sums}.sig`, await key.detached(await readFile(sums)));
    };
    await release('packer', packer, 'packer', join(await part('packer'), 'packer'));
    const plugin = join(await part('plugin-amazon'), 'packer-plugin-amazon');
    await release(
      'packer-plugin-amazon',
      pluginName,
      `packer-plugin-amazon_v${pluginName}_x5.0_linux_amd64`,
      plugin,
    );
  },
};
