/** Ollama's releases on GitHub. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatChecksums, tarGz } from '../archive.ts';
import type { Publisher } from './publisher.ts';

const version = '0.6.8';
const releases = 'github.com/ollama/ollama/releases';

/** Ollama's GitHub release: the real program for the CPU, and a stand-in for the library of each kind of GPU. */
export const ollama: Publisher = {
  parts: ['ollama'],
  redirects: { [`${releases}/latest`]: `${releases}/tag/v${version}` },
  async fill(dir, { part }) {
    const release = join(dir, releases, 'download', `v${version}`);
    const archive = 'ollama-linux-amd64.tgz';
    const library = (file: string) => ({
      [`lib/ollama/${file}`]: 'stands in for a library that needs a GPU\n',
    });
    await tarGz(join(release, archive), {
      'bin/ollama': { file: join(await part('ollama'), 'ollama') },
      ...library('cuda_v12/libggml-cuda.so'),
      ...library('cuda_v12/libcudart.so.12'),
      ...library('cuda_v13/libggml-cuda.so'),
      ...library('cuda_v13/libcudart.so.13'),
      ...library('vulkan/libggml-vulkan.so'),
    });
    const sums = await formatChecksums({ [`./${archive}`]: join(release, archive) });
    await writeFile(join(release, 'sha256sum.txt'), sums);
  },
};
