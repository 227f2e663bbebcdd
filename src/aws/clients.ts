/** The SDK's clients behind the narrow interfaces; each is loaded and created at its first use. */

import { createEc2 } from './ec2.ts';
import type { Ec2Client } from './ec2-client.ts';
import { createRequestHandler } from './request-handler.ts';
import type { Aws, Ec2, Ssm, Sts } from './types.ts';

/** Limits of one attempt, in milliseconds. */
const connectTimeoutMs = 10_000;
const responseTimeoutMs = 60_000;

interface Closable {
  destroy(): void;
}

/**
 * Clients with the SDK's own credential chain, endpoints (AWS_ENDPOINT_URL included) and retries. They are configured by the
 * SDK's environment variables and those of proxies alone, and by the caller for the region.
 */
export function createAwsClients(): Aws {
  const open = new Set<Closable>();
  const ec2s = new Map<string, { readonly ec2: Ec2; readonly getClient: () => Promise<Ec2Client> }>();

  const timeouts = { connectionTimeout: connectTimeoutMs, requestTimeout: responseTimeoutMs };
  const settings = async (region: string) => ({
    region,
    maxAttempts: 5,
    requestHandler: await createRequestHandler(process.env, timeouts),
  });
  const track = <T extends Closable>(client: T): T => {
    open.add(client);
    return client;
  };

  const openEc2 = (region: string) => {
    const known = ec2s.get(region);
    if (known !== undefined) return known;
    const getClient = memoize(async () => {
      const { createEc2Client } = await import('./ec2-client.ts');
      return track(await createEc2Client(await settings(region)));
    });
    const opened = { ec2: createEc2(region, getClient), getClient };
    ec2s.set(region, opened);
    return opened;
  };

  return {
    ec2: (region) => openEc2(region).ec2,
    async rehearse(region, launches) {
      const { rehearse } = await import('./rehearsal.ts');
      return rehearse(await openEc2(region).getClient(), launches);
    },
    ssm(region): Ssm {
      return {
        async getParameter(name) {
          const { GetParameterCommand, ParameterNotFound, SSMClient } = await import('@aws-sdk/client-ssm');
          const client = track(new SSMClient(await settings(region)));
          try {
            const { Parameter } = await client.send(new GetParameterCommand({ Name: name }));
            return Parameter?.Value ?? null;
          } catch (error) {
            if (error instanceof ParameterNotFound) return null;
            throw error;
          }
        },
      };
    },
    sts(region): Sts {
      return {
        async callerIdentity() {
          const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
          const client = track(new STSClient(await settings(region)));
          const { Account = '' } = await client.send(new GetCallerIdentityCommand({}));
          return { account: Account };
        },
      };
    },
    close() {
      for (const client of open) client.destroy();
      open.clear();
    },
  };
}

function memoize<T>(create: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | undefined;
  return () => {
    value ??= create();
    return value;
  };
}
