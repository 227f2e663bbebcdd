/** From versions to downloads, with the lists of the real publishers in short. */
import { describe, expect, test } from '@jest/globals';
import type { ArtifactName } from '../../../src/artifacts/artifact.ts';
import type { PublisherClient } from '../../../src/artifacts/publisher.ts';
import { resolveArtifacts } from '../../../src/artifacts/resolve.ts';

const hash = (letter: string): string => letter.repeat(64);

/** The lists as their publishers write them. */
const published: Record<string, string> = {
  'https://github.com/slackhq/nebula/releases/download/v1.9.0/SHASUM256.txt': [
    `${hash('1')}  nebula-darwin.zip`,
    `${hash('2')}  nebula-linux-amd64.tar.gz`,
    `${hash('3')}  nebula-linux-amd64.tar.gz/nebula`,
    `${hash('4')}  nebula-linux-amd64.tar.gz/nebula-cert`,
    `${hash('5')}  nebula-linux-arm64.tar.gz`,
  ].join('\n'),
  'https://github.com/k3s-io/k3s/releases/download/v1.31.2%2Bk3s1/sha256sum-amd64.txt': [
    `${hash('6')}  k3s-airgap-images-amd64.tar`,
    `${hash('7')}  k3s-airgap-images-amd64.tar.zst`,
    `${hash('8')}  k3s`,
    '',
  ].join('\n'),
  'https://github.com/ollama/ollama/releases/download/v0.6.8/sha256sum.txt': `${hash('9')}  ./ollama-linux-amd64.tgz\n${hash('a')}  ./ollama-linux-arm64.tgz\n`,
  'https://github.com/ollama/ollama/releases/download/v0.14.0/sha256sum.txt': `${hash('b')}  ./ollama-linux-amd64.tar.zst\n`,
  'https://api.github.com/repos/liqotech/liqo/releases/tags/v1.2.0': JSON.stringify({
    tag_name: 'v1.2.0',
    assets: [
      { name: 'liqo-v1.2.0.tgz', digest: `sha256:${hash('c')}` },
      { name: 'liqoctl-linux-amd64.tar.gz', digest: `sha256:${hash('d')}` },
      { name: 'liqoctl-linux-amd64', digest: null },
    ],
  }),
};

function publishers(latest = 'https://github.com/ollama/ollama/releases/tag/v0.6.8') {
  const asked: string[] = [];
  const fetch: PublisherClient = {
    async fetchText(url) {
      asked.push(url);
      const text = published[url];
      if (text === undefined) throw new Error(`${url}: 404 Not Found`);
      return text;
    },
    async fetchRedirect(url) {
      asked.push(url);
      return latest;
    },
  };
  return { asked, fetch };
}

const versions = {
  nebula_version: '1.9.0',
  k3s_version: 'v1.31.2+k3s1',
  ollama_version: 'latest',
  liqo_version: '1.2.0',
};
const resolve = (
  artifacts: readonly ArtifactName[],
  more: Record<string, string> = {},
  { fetch } = publishers(),
) => resolveArtifacts({ artifacts, versions: { ...versions, ...more } }, fetch);

test("all artifacts are resolved to their publishers' URLs and SHA-256", async () => {
  const { asked, fetch } = publishers();
  const all: ArtifactName[] = ['nebula', 'k3s', 'k3s_images', 'ollama', 'liqoctl', 'liqo_chart'];
  const k3s = 'https://github.com/k3s-io/k3s/releases/download/v1.31.2%2Bk3s1';
  const liqo = 'https://github.com/liqotech/liqo/releases/download/v1.2.0';
  expect(await resolveArtifacts({ artifacts: all, versions }, fetch)).toEqual({
    nebula: {
      version: '1.9.0',
      url: 'https://github.com/slackhq/nebula/releases/download/v1.9.0/nebula-linux-amd64.tar.gz',
      sha256: hash('2'),
    },
    k3s: { version: 'v1.31.2+k3s1', url: `${k3s}/k3s`, sha256: hash('8') },
    k3s_images: { version: 'v1.31.2+k3s1', url: `${k3s}/k3s-airgap-images-amd64.tar.zst`, sha256: hash('7') },
    ollama: {
      version: '0.6.8',
      url: 'https://github.com/ollama/ollama/releases/download/v0.6.8/ollama-linux-amd64.tgz',
      sha256: hash('9'),
    },
    liqoctl: { version: '1.2.0', url: `${liqo}/liqoctl-linux-amd64.tar.gz`, sha256: hash('d') },
    liqo_chart: { version: '1.2.0', url: `${liqo}/liqo-v1.2.0.tgz`, sha256: hash('c') },
  });
  expect(asked).toHaveLength(new Set(asked).size);
});

test('only the publishers of wanted artifacts are asked', async () => {
  const { asked, fetch } = publishers();
  await resolveArtifacts({ artifacts: ['nebula'], versions }, fetch);
  expect(asked).toEqual(['https://github.com/slackhq/nebula/releases/download/v1.9.0/SHASUM256.txt']);
});

test('a leading v is removed from a version of Nebula', async () => {
  const { nebula } = await resolve(['nebula'], { nebula_version: 'v1.9.0' });
  expect(nebula?.version).toBe('1.9.0');
});

test('Ollama is a .tar.zst from 0.14.0', async () => {
  const { ollama } = await resolve(['ollama'], { ollama_version: '0.14.0' });
  expect(ollama).toMatchObject({
    sha256: hash('b'),
    url: expect.stringMatching(/ollama-linux-amd64\.tar\.zst$/),
  });
});

describe('artifacts that cannot be resolved', () => {
  test('everything that cannot be resolved is reported at once, with variable and URL', async () => {
    const message = await resolve(['nebula', 'k3s', 'ollama', 'liqoctl'], {
      nebula_version: '9.9.9',
      k3s_version: '../x',
      liqo_version: '0.0.1',
    }).catch((error: unknown) => (error instanceof Error ? error.message : ''));
    expect(message).toMatch(
      /nebula_version = "9\.9\.9": https:\/\/github\.com\/slackhq\/nebula\/.*SHASUM256\.txt: 404/,
    );
    expect(message).toMatch(/k3s_version = "\.\.\/x": this is not a version/);
    expect(message).toMatch(/liqo_version = "0\.0\.1": https:\/\/api\.github\.com\//);
    expect(message).not.toMatch(/ollama_version/);
  });

  test('a release whose checksum file lacks the artifact is an error', async () => {
    published['https://github.com/slackhq/nebula/releases/download/v1.8.0/SHASUM256.txt'] =
      `${hash('3')}  nebula-linux-amd64.tar.gz/nebula\n`;
    await expect(resolve(['nebula'], { nebula_version: '1.8.0' })).rejects.toThrow(
      /SHASUM256\.txt does not list nebula-linux-amd64\.tar\.gz/,
    );
  });

  test('a latest release that redirects elsewhere is an error', async () => {
    const elsewhere = publishers('https://github.com/login?return_to=x');
    await expect(resolve(['ollama'], {}, elsewhere)).rejects.toThrow(
      /releases\/latest redirects to https:\/\/github\.com\/login/,
    );
  });
});
