/** How a program finds the sandbox: by variables that are features for users everywhere. */
import { dirname } from 'node:path';

/** Addresses and key of a sandbox that is up. */
export interface SandboxEndpoints {
  readonly endpoint: string;
  readonly mirror: { readonly url: string; readonly keyFile: string; readonly keyFingerprint: string };
}

/** Names the variables to set. */
export function environment({ endpoint, mirror }: SandboxEndpoints): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000000',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    MIRROR: mirror.url,
    PACKER_KEY: mirror.keyFile,
    PKR_VAR_nvidia_key_fingerprint: mirror.keyFingerprint,
    PKR_VAR_container_toolkit_key_fingerprint: mirror.keyFingerprint,
    PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin'}`,
  };
}

/** Tells a person how to use a sandbox that is up: how to get in by the pid of its first process, and the variables as a shell sets them. */
export function connectionHelp(env: Readonly<Record<string, string>>, firstProcess: number): string {
  const own = Object.entries(env).filter(([name]) => name !== 'PATH');
  const words = own.map(([name, value]) => `${name}=${value}`);
  const enter = `nsenter --target ${firstProcess} --mount --pid --net --wd="$PWD"`;
  return `
The sandbox is up. A shell inside:

  ${enter} env ${words.join(' ')} bash

or, in a shell that is inside already:

${words.map((word) => `  export ${word}`).join('\n')}

Ctrl-C ends it, and nothing stays behind.
`;
}
