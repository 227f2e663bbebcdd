/** A fleet of the built AMIs: nodes with certificates, secrets and the shipped user data. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetConsoleOutputCommand, type Instance, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { waitFor } from '../../helpers/wait-for.ts';
import { Machines } from '../machines.ts';
import { root, sandboxEnv } from '../step.ts';
import { Authority, type Identity } from './authority.ts';
import { instanceProfile, putSecret } from './services.ts';

export type Role = 'lighthouse' | 'gpu-worker';
export const lighthouseIp = '10.100.0.1';
const profile = 'fleet-node';

/** What is different about a node: keys of its secret (undefined removes one). */
export type Secret = Partial<Record<string, string | undefined>>;

/** /run/catalyst/boot.json; times are in seconds since the kernel started. */
export interface Boot {
  readonly ok: boolean;
  readonly userspace_started: number;
  readonly stages: Record<string, { state: string; started: number; finished: number; error?: string }>;
}

/** A line of the control plane's list. */
export interface RegisteredNode {
  readonly id: string;
  readonly type: string;
  readonly nebula_ip: string;
  readonly connected: boolean;
}

export interface Node {
  readonly role: Role;
  readonly ip: string;
  readonly secret: string;
  readonly instance: Instance;
}

/**
 * The shipped user data with the name of the node's own secret, other values of its settings, and settings that it does not have, such as
 * the address of the sandbox's Secrets Manager.
 */
async function userData(
  role: Role,
  secret: string,
  settings: Readonly<Record<string, string>> = {},
  added: Readonly<Record<string, string>> = {},
) {
  let text = await readFile(join(root, `userdata/${role}.sh`), 'utf8');
  const all = { secret, ...settings };
  for (const [key, value] of Object.entries(all)) {
    const line = new RegExp(`^  ${key}=\\S+`, 'm');
    if (!line.test(text)) throw new Error(`userdata/${role}.sh has no ${key}=`);
    text = text.replace(line, `  ${key}=${value}`);
  }
  const lines = Object.entries({ 'endpoint-url': sandboxEnv('AWS_ENDPOINT_URL'), ...added });
  const more = lines.map(([key, value]) => `  ${key}=${value} \\\n`).join('');
  return text.replace(/(configure \S+) \\\n/, `$1 \\\n${more}`);
}

export class Fleet {
  readonly machines: Machines;
  readonly authority: Authority;
  readonly #images: Readonly<Record<Role, string>>;
  readonly #liqo: 'yes' | 'no';
  #endpoint = 'lighthouse.internal:4242';

  private constructor(
    machines: Machines,
    authority: Authority,
    images: Readonly<Record<Role, string>>,
    liqo: 'yes' | 'no',
  ) {
    this.machines = machines;
    this.authority = authority;
    this.#images = images;
    this.#liqo = liqo;
  }

  /** `liqo`: whether a lighthouse installs it, which needs the real API server behind k3s. */
  static async open(images: Readonly<Record<Role, string>>, liqo: 'yes' | 'no' = 'no'): Promise<Fleet> {
    const [machines, authority] = await Promise.all([Machines.open(), Authority.open()]);
    await instanceProfile(profile);
    return new Fleet(machines, authority, images, liqo);
  }

  async close(): Promise<void> {
    this.authority.close();
    await this.machines.close();
  }

  /** Workers that are launched from now on find their lighthouse at this node. */
  async lighthouse(different: Secret = {}, groups: readonly string[] = []): Promise<Node> {
    const node = await this.launch('lighthouse', lighthouseIp, different, groups);
    this.#endpoint = `${node.instance.PrivateIpAddress}:4242`;
    return node;
  }

  /** Stores a node's secret, as docs/images/operate.md tells it, and launches the node. */
  async launch(
    role: Role,
    ip: string,
    different: Secret = {},
    groups: readonly string[] = [],
    added: Readonly<Record<string, string>> = {},
  ): Promise<Node> {
    const secret = `catalyst/${role}-${ip}`;
    await this.store(secret, this.authority.sign(ip, { groups }), different);
    return this.launchWith(role, ip, secret, '', added);
  }

  /**
   * Launches a node whose secret is stored already. `first` is what its user data does before all else, `added` are settings that the shipped
   * user data does not have.
   */
  async launchWith(
    role: Role,
    ip: string,
    secret: string,
    first = '',
    added: Readonly<Record<string, string>> = {},
  ): Promise<Node> {
    const settings: Record<string, string> = role === 'lighthouse' ? { liqo: this.#liqo } : {};
    const shipped = await userData(role, secret, settings, added);
    const text = shipped.replace('#!/bin/bash\n', (line) => line + first);
    const instance = await this.machines.launch(this.#images[role], {
      InstanceType: role === 'lighthouse' ? 'm7i.large' : 'g4dn.xlarge',
      IamInstanceProfile: { Name: profile },
      UserData: Buffer.from(text).toString('base64'),
      MetadataOptions: { HttpTokens: 'required' },
    });
    return { role, ip, secret, instance };
  }

  async store(name: string, identity: Identity, different: Secret = {}): Promise<void> {
    await putSecret(name, {
      ...identity,
      lighthouse_endpoint: this.#endpoint,
      k3s_token: 'a-token-of-the-fleet',
      k3s_url: `https://${lighthouseIp}:6443`,
      ...different,
    });
  }

  async end({ instance }: Node): Promise<void> {
    const InstanceIds = [instance.InstanceId ?? ''];
    await this.machines.ec2.send(new TerminateInstancesCommand({ InstanceIds }));
  }

  /** Runs a command as root. */
  root({ instance }: Node, command: string): Promise<string> {
    return this.machines.ssh(instance, `sudo bash -c ${quote(command)}`);
  }

  /** What the node's last boot came to; waits for its end. */
  boot(node: Node): Promise<Boot> {
    return waitFor(`the boot of ${node.secret}`, async () => {
      const busy = 'systemctl show --property=ActiveState --value catalyst-bootstrap';
      const [state, json] = (await this.root(node, `${busy}; jq -c . /run/catalyst/boot.json`)).split(
        '\n',
        2,
      );
      return state === 'activating' ? null : (JSON.parse(json ?? '') as Boot);
    });
  }

  /** Waits until the node is all that it should be; fails with what the verification says. */
  async verified(node: Node): Promise<string> {
    let output = '';
    return waitFor(`the verification of ${node.secret}`, async () => {
      output = await this.root(node, `/usr/local/lib/catalyst/verify/${node.role} 2>&1 || true`);
      if (!/^FAIL/m.test(output) && output.endsWith('verified')) return output;
      throw new Error(output);
    });
  }

  /** What the control plane lists. */
  async registered(lighthouse: Node): Promise<RegisteredNode[]> {
    const url = `http://${lighthouseIp}:8090/api/v1/nodes`;
    return JSON.parse(await this.root(lighthouse, `curl -sf ${url}`)) as never;
  }

  /** What the stand-in for k3s saw join: the address that a connection came from, and the one that was announced. */
  async joins(lighthouse: Node): Promise<{ node_ip: string; address: string; connected: boolean }[]> {
    const url = `https://${lighthouseIp}:6443/stand-in/joins`;
    return JSON.parse(await this.root(lighthouse, `curl -skf ${url}`)) as never;
  }

  async console({ instance }: Node): Promise<string> {
    const asked = new GetConsoleOutputCommand({ InstanceId: instance.InstanceId });
    const { Output = '' } = await this.machines.ec2.send(asked);
    return Buffer.from(Output, 'base64').toString();
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
