/** A stand-in for HashiCorp's release site, and a runner for the installers. */
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as openpgp from 'openpgp';
import { createToolContext, type ToolContext } from '../../../src/tools/context.ts';
import { toPlatform } from '../../../src/tools/hashicorp/release.ts';
import type { TrustedKey } from '../../../src/tools/verify/trusted-keys.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { memoryLog } from '../../helpers/log.ts';
import { makeZip } from '../../helpers/zip.ts';
import type { TestServer } from './server.ts';

const { os, arch } = toPlatform(process.platform, process.arch);
/** This machine in the names of release files, such as linux_amd64. */
export const platform = `${os}_${arch}`;

/** A publisher like HashiCorp, with a key of its own, on a mirror. */
export interface Publisher {
  readonly key: TrustedKey;
  /** Puts a release on the mirror and returns the paths of its files; `tamper` changes them after they were signed. */
  publish(product: string, version: string, files: Record<string, string>, tamper?: Tamper): Promise<Paths>;
}

interface Paths {
  readonly zip: string;
  readonly sums: string;
  readonly signature: string;
}
interface Release {
  zip: Buffer;
  sums: string;
  signature: Buffer;
}
type Tamper = (release: Release) => void;

export async function createPublisher(server: TestServer): Promise<Publisher> {
  const { privateKey, publicKey } = await openpgp.generateKey({
    userIDs: [{ name: 'Publisher' }],
    format: 'object',
  });
  const sign = async (text: string) => {
    const message = await openpgp.createMessage({ binary: Buffer.from(text) });
    return Buffer.from(
      (await openpgp.sign({
        message,
        signingKeys: privateKey,
        detached: true,
        format: 'binary',
      })) as Uint8Array,
    );
  };
  return {
    key: { armored: publicKey.armor(), fingerprint: null },
    async publish(product, version, files, tamper = () => {}) {
      const name = `${product}_${version}`;
      const folder = `/releases.hashicorp.com/${product}/${version}`;
      const zip = makeZip(
        Object.fromEntries(Object.entries(files).map(([file, content]) => [file, Buffer.from(content)])),
      );
      const sums = `${'0'.repeat(64)}  ${name}_plan9_386.zip\n${sha256(zip)}  ${name}_${platform}.zip\n`;
      const release = { zip, sums, signature: await sign(sums) };
      tamper(release);
      const paths = {
        zip: `${folder}/${name}_${platform}.zip`,
        sums: `${folder}/${name}_SHA256SUMS`,
        signature: `${folder}/${name}_SHA256SUMS.sig`,
      };
      server.on(paths.zip, release.zip);
      server.on(paths.sums, release.sums);
      server.on(paths.signature, release.signature);
      return paths;
    },
  };
}

/** A runner with an empty tool cache and the real adapters, but without pauses. */
export interface Runner {
  readonly deps: ToolContext;
  readonly log: ReturnType<typeof memoryLog>;
  readonly toolCache: string;
  readonly temp: string;
}

export async function startRunner(env: Record<string, string> = {}): Promise<Runner> {
  const folder = temporaryFolder();
  const [toolCache, temp] = [join(folder, 'tools'), join(folder, 'temp')];
  await mkdir(toolCache);
  await mkdir(temp);
  const log = memoryLog();
  const deps = createToolContext(log, {
    ...process.env,
    RUNNER_TOOL_CACHE: toolCache,
    RUNNER_TEMP: temp,
    ...env,
  });
  return { deps: { ...deps, retry: { ...deps.retry, sleep: async () => {} } }, log, toolCache, temp };
}

export function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
