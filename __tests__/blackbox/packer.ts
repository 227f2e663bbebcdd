/** Stand-ins for AWS and for a publisher of Packer, and inputs that lead to them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../helpers/folders.ts';
import { standInPacker } from '../helpers/packer.ts';
import { createPublisher, platform } from '../integration/tools/publisher.ts';
import { startServer, type TestServer } from '../integration/tools/server.ts';
import { withCredentials } from './action.ts';
import { type StandInAws, standInAws } from './aws.ts';

export interface Environment {
  readonly server: TestServer;
  readonly aws: StandInAws;
  /** Inputs that lead to the stand-ins. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Starts stand-ins for AWS and for a publisher of Packer on the loopback.
 * @param script Packer's build, in bash: `create KIND ID [REGION]` creates something in the account with the run tags, and
 * `$AMI` is the AMI that is built.
 * @param others what it does for a command other than `build` and `plugins`, in bash
 */
export async function createEnvironment(script: string, others = ''): Promise<Environment> {
  const server = await startServer();
  const aws = standInAws(server);
  const publisher = await createPublisher(server);
  const path = standInPacker(temporaryFolder(), `${program(others)}\n${script}`);
  await publisher.publish('packer', '1.16.0', { packer: readFileSync(path, 'utf8') });
  const plugin = `packer-plugin-amazon_v1.8.2_x5.0_${platform}`;
  await publisher.publish('packer-plugin-amazon', '1.8.2', { [plugin]: 'a plugin' });
  const key = join(temporaryFolder({ 'key.asc': publisher.key.armored }), 'key.asc');
  return {
    server,
    aws,
    inputs: { templates: 'packer', mirror: server.url, 'packer-key': key },
    env: withCredentials(server.url),
  };
}

/** `plugins install --path FILE SOURCE` as Packer does it; what follows is `build`. */
const program = (others: string): string => `
if [ "$1" = plugins ]; then
  mkdir -p "$PACKER_PLUGIN_PATH/$5"
  cp "$4" "$PACKER_PLUGIN_PATH/$5/"
  sha256sum "$4" | head -c 64 >"$PACKER_PLUGIN_PATH/$5/$(basename "$4")_SHA256SUM"
  exit 0
fi
if [ "$1" != build ]; then
  ${others}
  exit 0
fi
variables=\${@: -2:1}
variables=\${variables#-var-file=}
AMI=\${4#-only=}
AMI=\${AMI%%.*}
create() { curl --silent --show-error --fail --data-binary "@$variables" "$AWS_ENDPOINT_URL/stand-in/$1/$2/\${3:-\${AWS_REGION:-us-east-1}}"; }
`;
