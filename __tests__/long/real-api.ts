/** The lighthouse's AMI with the real kube-apiserver behind its k3s: its programs laid beside /usr/local/bin/k3s (sandbox/go/k3s/README.md). */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { part } from '../../sandbox/parts/index.ts';
import { run } from '../../sandbox/process.ts';
import { diskOf, findBakedAmis } from '../e2e/fleet/baked.ts';
import { Fleet, type Node } from '../e2e/fleet/fleet.ts';
import { waitFor } from '../helpers/wait-for.ts';

const kubernetes = ['kubernetes', 'kine', 'kwok'];
const log = { info: (line: string) => console.log(line) };

/** A fleet whose lighthouses have it, and either install Liqo at their first boot and hold its own programs, or do not. */
export async function openRealFleet(liqo: 'yes' | 'no'): Promise<Fleet> {
  const amis = await findBakedAmis();
  const disk = await diskOf(amis.lighthouse);
  await run('btrfs', ['property', 'set', disk, 'ro', 'false']);
  for (const name of liqo === 'yes' ? [...kubernetes, 'liqo'] : kubernetes) {
    const folder = await part(name, log);
    for (const program of await readdir(folder))
      await run('cp', [join(folder, program), join(disk, 'usr/local/bin', program)]);
  }
  await run('btrfs', ['property', 'set', disk, 'ro', 'true']);
  return Fleet.open(amis, liqo);
}

/** Kubernetes as its administrator on a lighthouse has it. */
export class Cluster {
  readonly fleet: Fleet;
  readonly lighthouse: Node;

  constructor(fleet: Fleet, lighthouse: Node) {
    this.fleet = fleet;
    this.lighthouse = lighthouse;
  }

  root(command: string): Promise<string> {
    return this.fleet.root(this.lighthouse, command);
  }

  kubectl(args: string): Promise<string> {
    return this.root(`k3s kubectl ${args}`);
  }

  async get<T>(args: string): Promise<T> {
    return JSON.parse(await this.kubectl(`get ${args} -o json`)) as T;
  }

  async list<T>(args: string): Promise<T[]> {
    return (await this.get<{ items: T[] }>(args)).items;
  }

  async apply(...items: readonly object[]): Promise<void> {
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    await this.kubectl(`apply -f - <<'END'\n${list}\nEND`);
  }

  /** Waits until the pods with these labels run on a node, and answers their names. */
  pods(node: string, selector: string): Promise<string[]> {
    return waitFor(`pods ${selector} on ${node}`, async () => {
      const pods = await this.list<{ metadata: { name: string }; status: { phase: string } }>(
        `pods -l ${selector} --field-selector=spec.nodeName=${node}`,
      );
      if (pods.length === 0 || pods.some(({ status }) => status.phase !== 'Running')) return null;
      return pods.map(({ metadata }) => metadata.name);
    });
  }
}
