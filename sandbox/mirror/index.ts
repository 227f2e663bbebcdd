/** The mirror: serves what the publishers would, at MIRROR/HOST/PATH, from what the sandbox built and signed itself. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { cached, filesIn, type StepLog } from '../cache.ts';
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
import type { Publisher, Tools } from './publishers/publisher.ts';
import { ubuntu } from './publishers/ubuntu.ts';
import { mirrorServer, type SeenRequest, type Site } from './server.ts';
import { type SigningKey, signingKey } from './signing.ts';

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
  /** What a user would give as the input `mirror`: no slash at its end. */
  readonly url: string;
  /** File with the public key, armored, that everything signed is signed with. */
  readonly keyFile: string;
  readonly keyFingerprint: string;
  /** Faults to show; see also `POST /_mirror/faults`. */
  readonly faults: FaultQueue<MirrorFault>;
  /** The latest requests, oldest first. */
  readonly requests: readonly SeenRequest[];
  /** Stops serving, at once. */
  close(): Promise<void>;
}

/**
 * Makes what `wants` names (everything, unless said), where the cache does not hold it yet, and then serves it. Port 0 is any free one.
 */
export async function startMirror(options: {
  host: string;
  port: number;
  log: StepLog;
  wants?: readonly PublisherName[];
}): Promise<Mirror> {
  const key = await signingKey(options.log);
  const sites: Site[] = [];
  for (const name of options.wants ?? publisherNames) sites.push(await site(name, key, options.log));
  const { server, faults, requests } = await mirrorServer(sites);
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

/** The tree of one publisher, which is a part of its own: the parts' folders name all that they are made of. */
async function site(name: PublisherName, key: SigningKey, log: StepLog): Promise<Site> {
  const publisher: Publisher = publishers[name];
  const parts = new Map<string, string>();
  for (const needed of publisher.parts) parts.set(needed, await part(needed, log));
  const inputs = {
    parts: [...parts.values()].map((folder) => basename(folder)),
    key: key.fingerprint,
    source: await filesIn(import.meta.dirname),
  };
  const tools: Tools = {
    key,
    part: async (needed) => {
      const folder = parts.get(needed);
      if (!folder) throw new Error(`publisher ${name} does not list its part ${needed}`);
      return folder;
    },
  };
  const folder = await cached(`mirror-${name}`, inputs, (dir) => publisher.fill(dir, tools), log);
  return { folder, redirects: publisher.redirects ?? {} };
}
