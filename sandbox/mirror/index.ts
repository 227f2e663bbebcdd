/** The mirror: serves at MIRROR/HOST/PATH what publishers serve at https://HOST/PATH, built and signed by the sandbox. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { cached, hashFiles, type StepLog } from '../cache.ts';
import type { FaultQueue } from '../faults.ts';
import { part } from '../parts/index.ts';
import type { MirrorFault } from './faults.ts';
import { hashicorp } from './publishers/hashicorp.ts';
import { k3s } from './publishers/k3s.ts';
import { liqo } from './publishers/liqo.ts';
import { nebula } from './publishers/nebula.ts';
import { nvidia } from './publishers/nvidia.ts';
import { nvidiaContainers } from './publishers/nvidia-containers.ts';
import { ollama } from './publishers/ollama.ts';
import type { Publisher, PublisherTools } from './publishers/publisher.ts';
import { ubuntu } from './publishers/ubuntu.ts';
import { createMirrorServer, type SeenRequest, type Site } from './server.ts';
import { loadSigningKey, type SigningKey } from './signing.ts';

const publishers = {
  hashicorp,
  nebula,
  k3s,
  ollama,
  liqo,
  nvidia,
  'nvidia-containers': nvidiaContainers,
  ubuntu,
} as const satisfies Record<string, Publisher>;

export type PublisherName = keyof typeof publishers;
export const publisherNames = Object.keys(publishers) as readonly PublisherName[];

export interface Mirror {
  /** What a user gives as the input `mirror`: no slash at its end. */
  readonly url: string;
  /** File with the armored public key that verifies everything signed. */
  readonly keyFile: string;
  readonly keyFingerprint: string;
  /** Faults to come; see also `POST /_mirror/faults`. */
  readonly faults: FaultQueue<MirrorFault>;
  /** The latest requests, oldest first. */
  readonly requests: readonly SeenRequest[];
  /** Stops serving, at once. */
  close(): Promise<void>;
}

/** Builds what `wants` names (everything by default) where the cache lacks it, and then serves it. Port 0 is any free one. */
export async function startMirror(options: {
  host: string;
  port: number;
  log: StepLog;
  wants?: readonly PublisherName[];
}): Promise<Mirror> {
  const key = await loadSigningKey(options.log);
  const sites: Site[] = [];
  for (const name of options.wants ?? publisherNames) sites.push(await prepareSite(name, key, options.log));
  const { server, faults, requests } = await createMirrorServer(sites);
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host}:${port}`,
    keyFile: key.publicFile,
    keyFingerprint: key.fingerprint,
    faults,
    requests,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Makes sure that the tree of one publisher is in the cache. Its key names the parts by their folders, which name all their inputs. */
async function prepareSite(name: PublisherName, key: SigningKey, log: StepLog): Promise<Site> {
  const publisher: Publisher = publishers[name];
  const parts = new Map<string, string>();
  for (const needed of publisher.parts) parts.set(needed, await part(needed, log));
  const inputs = {
    parts: [...parts.values()].map((folder) => basename(folder)),
    key: key.fingerprint,
    source: await hashFiles(import.meta.dirname),
  };
  const tools: PublisherTools = {
    key,
    part: async (needed) => {
      const folder = parts.get(needed);
      if (!folder) throw new Error(`the publisher ${name} uses the part ${needed}, and does not list it`);
      return folder;
    },
  };
  const folder = await cached(`mirror-${name}`, inputs, (dir) => publisher.fill(dir, tools), log);
  return { folder, redirects: publisher.redirects ?? {} };
}
