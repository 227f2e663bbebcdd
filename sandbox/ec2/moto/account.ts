/** The account as moto has it, read from the paths below /_sandbox/ that server.py adds to moto. */
import type { ResourceRecord } from '../access/checks.ts';

export interface InstanceRecord {
  readonly id: string;
  readonly region: string;
  readonly zone: string;
  readonly state: 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';
  readonly image: string;
  readonly type: string;
  readonly launchTime: string;
  readonly rootVolume: string | null;
  readonly rootSnapshot: string | null;
  readonly privateIp: string;
  readonly publicIp: string | null;
  readonly privateDns: string;
  readonly publicDns: string | null;
  readonly mac: string | null;
  readonly subnet: string | null;
  readonly vpc: string | null;
  /** The blocks of addresses of its VPC. */
  readonly vpcBlocks: readonly string[];
  readonly securityGroups: readonly { id: string; name: string }[];
  /** Base64. */
  readonly userData: string | null;
  readonly keyName: string | null;
  readonly publicKey: string | null;
  readonly tokensRequired: boolean;
  readonly metadataEnabled: boolean;
  readonly tagsInMetadata: boolean;
  readonly shutdownBehavior: 'stop' | 'terminate';
  readonly lifecycle: string;
  readonly profile: { readonly arn: string; readonly id: string; readonly role: string | null } | null;
  readonly tags: Readonly<Record<string, string>>;
}

export interface SnapshotRecord {
  readonly id: string;
  readonly owner: string;
  /** Where its content comes from: a volume, another snapshot, or "source" for Canonical's image. */
  readonly origin: string;
}

export interface Account {
  readonly instances: readonly InstanceRecord[];
  readonly volumes: readonly string[];
  readonly snapshots: readonly SnapshotRecord[];
  readonly images: readonly unknown[];
}

/** Reads the account, and reports what machines did by themselves. */
export interface MotoClient {
  read(): Promise<Account>;
  /** Everything that a policy can ask about, in all regions. */
  listResources(): Promise<readonly ResourceRecord[]>;
  /** `reason` begins with a code of EC2's, as in `Client.InstanceInitiatedShutdown: ...`. */
  setState(instance: string, state: 'stopped' | 'terminated', reason: string): Promise<Account>;
}

export function createMotoClient(moto: string): MotoClient {
  const call = async <T = Account>(path: string, init?: RequestInit): Promise<T> => {
    const response = await fetch(`${moto}/_sandbox/${path}`, init);
    if (!response.ok)
      throw new Error(`moto answered ${response.status} to ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  return {
    read: () => call('account'),
    listResources: () => call('resources'),
    setState: (instance, state, reason) =>
      call('state', { method: 'POST', body: JSON.stringify({ instance_id: instance, state, reason }) }),
  };
}
