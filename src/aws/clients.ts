/** The SDK's clients behind the narrow interfaces; each is loaded and made when it is first used. */

import { ec2Adapter } from './ec2.ts';
import type { Aws, Ec2, Ssm, Sts } from './types.ts';

/** How long one attempt may take to connect, and to answer, in milliseconds. */
const connectTimeout = 10_000;
const answerTimeout = 60_000;

interface Closable {
  destroy(): void;
}

/**
 * Clients with the SDK's own credential chain, endpoints (AWS_ENDPOINT_URL included) and retries. Only SDK settings of
 * the environment apply; regions are given by the caller.
 */
export function awsClients(): Aws {
  const open = new Set<Closable>();
  const ec2s = new Map<string, Ec2>();

  const settings = (region: string) => ({
    region,
    maxAttempts: 5,
    requestHandler: { connectionTimeout: connectTimeout, requestTimeout: answerTimeout },
  });
  const kept = <T extends Closable>(client: T): T => {
    open.add(client);
    return client;
  };

  return {
    ec2(region) {
      const known = ec2s.get(region);
      if (known !== undefined) return known;
      const client = memoize(async () => {
        const { createEc2Client } = await import('./ec2-client.ts');
        return kept(await createEc2Client(settings(region)));
      });
      const made = ec2Adapter(client);
      ec2s.set(region, made);
      return made;
    },
    ssm(region): Ssm {
      return {
        async getParameter(name) {
          const { GetParameterCommand, ParameterNotFound, SSMClient } = await import('@aws-sdk/client-ssm');
          const client = kept(new SSMClient(settings(region)));
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
          const client = kept(new STSClient(settings(region)));
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

function memoize<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
