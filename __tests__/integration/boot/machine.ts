/**
 * A machine for single stages of the boot program: the stages as they are shipped, real bash, jq, curl, nebula and nebula-cert, in
 * a mount and UTS namespace of their own. Stands in for the metadata service and Secrets Manager by an HTTP server on loopback;
 * systemctl is a script that notes how it was called.
 */
import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** What the metadata service has below /latest/meta-data; a path that is not there is a 404 with a page. */
export type Metadata = Readonly<Record<string, string>>;

export const metadata: Metadata = {
  'instance-id': 'i-0123456789abcdef0',
  'placement/region': 'eu-west-1',
  'placement/availability-zone': 'eu-west-1b',
  'iam/security-credentials/': 'node',
  'iam/security-credentials/node': JSON.stringify({
    AccessKeyId: 'AKID',
    SecretAccessKey: 'SK',
    Token: 'ST',
  }),
};

export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly error: string;
}

export class Machine {
  /** Asked of Secrets Manager: path-less, by id and the region of the signature. */
  readonly asked: { readonly id: string; readonly region: string }[] = [];
  metadata: Metadata = metadata;
  /** By id; a number is a status with an empty body. */
  secrets: Readonly<Record<string, string>> = {};
  readonly #folder: string;
  readonly #server: Server;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const [status, body] = this.#answer(
          request.url ?? '',
          request.headers,
          Buffer.concat(chunks).toString(),
        );
        response.writeHead(status).end(body);
      });
    });
  }

  /** `tools` is the folder of nebula and nebula-cert. */
  static async open(tools: string): Promise<Machine> {
    const folder = await mkdtemp(join(tmpdir(), 'ami-action-boot-'));
    const machine = new Machine(folder);
    await new Promise<void>((resolve) => machine.#server.listen(0, '127.0.0.1', resolve));
    await cp('/etc', join(folder, 'etc'), {
      recursive: true,
      filter: (path) => !/\/(ssl\/private|sudoers)/.test(path),
    });
    await cp(join(root, 'packer/base/rootfs/etc/nebula'), join(folder, 'etc/nebula'), { recursive: true });
    await mkdir(join(folder, 'etc/catalyst'));
    await cp(join(root, 'packer/base/rootfs/usr/local/lib/catalyst'), join(folder, 'lib'), {
      recursive: true,
    });
    await mkdir(join(folder, 'lib/verify'));
    for (const role of ['lighthouse', 'gpu-worker']) await writeFile(join(folder, 'lib/verify', role), '');
    await mkdir(join(folder, 'run/stages'), { recursive: true });
    await mkdir(join(folder, 'bin'));
    for (const name of ['nebula', 'nebula-cert']) await symlink(join(tools, name), join(folder, 'bin', name));
    await machine.program('systemctl', 'echo "$@" >>/run/catalyst/systemctl');
    return machine;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Puts a program on the PATH, before any other of its name. */
  async program(name: string, script: string): Promise<void> {
    const file = join(this.#folder, 'bin', name);
    await rm(file, { force: true });
    await writeFile(file, `#!/bin/bash\n${script}\n`);
    await chmod(file, 0o755);
  }

  /** User data's configuration, as `bootstrap configure` writes it. */
  async configure(role: string, settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const all = { role, secret: 'node', ...settings };
    const lines = Object.entries(all).map(([key, value]) => `${key}=${value}\n`);
    await writeFile(join(this.#folder, 'etc/catalyst/node.conf'), lines.join(''));
  }

  stage(name: string): Promise<Ran> {
    return this.run(`STAGE=${name} /usr/local/lib/catalyst/boot.d/stages/${name}`);
  }

  /** Runs a shell command inside. */
  run(command: string): Promise<Ran> {
    const { port } = this.#server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const mounts = [
      'mount --make-rprivate /',
      'mkdir -p /run/catalyst /usr/local/lib/catalyst',
      `mount --bind ${this.#folder}/lib /usr/local/lib/catalyst`,
      `mount --bind ${this.#folder}/run /run/catalyst`,
      `mount --bind ${this.#folder}/etc /etc`,
      'mount -t tmpfs tmpfs /var/tmp',
      'hostname "$(cat /etc/hostname 2>/dev/null || echo builder)"',
    ];
    const env = {
      PATH: `${this.#folder}/bin:${process.env['PATH']}`,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: url,
      AWS_ENDPOINT_URL: `${url}/secrets`,
    };
    const args = ['--mount', '--uts', 'bash', '-euc', `${mounts.join('\n')}\n${command}`];
    return new Promise((resolve, reject) => {
      const child = spawn('unshare', args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
      let [output, error] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
      child.stderr.on('data', (chunk: Buffer) => {
        error += chunk.toString();
      });
      child.once('error', reject);
      child.once('close', (code) => resolve({ code: code ?? 1, output: output.trim(), error: error.trim() }));
    });
  }

  /** A file as it stands inside; null where there is none. */
  async read(path: string): Promise<string | null> {
    const inside = path.replace(/^\/run\/catalyst/, '/run').replace(/^\/usr\/local\/lib\/catalyst/, '/lib');
    try {
      return await readFile(join(this.#folder, inside), 'utf8');
    } catch {
      return null;
    }
  }

  async json(path: string): Promise<Record<string, unknown>> {
    return JSON.parse((await this.read(path)) ?? 'null') as Record<string, unknown>;
  }

  async write(path: string, text: string): Promise<void> {
    const file = join(this.#folder, path.replace(/^\/run\/catalyst/, '/run'));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  #answer(url: string, headers: NodeJS.Dict<string | string[]>, body: string): [number, string] {
    if (url === '/latest/api/token') return [200, 'TOKEN'];
    if (url.startsWith('/latest/meta-data/')) {
      if (headers['x-aws-ec2-metadata-token'] !== 'TOKEN') return [401, ''];
      const value = this.metadata[url.slice('/latest/meta-data/'.length)];
      return value === undefined ? [404, '<?xml version="1.0"?><html>404 - Not Found</html>'] : [200, value];
    }
    const { SecretId } = JSON.parse(body) as { SecretId: string };
    const region =
      /Credential=AKID\/\d{8}\/([^/]+)\/secretsmanager\//.exec(String(headers['authorization']))?.[1] ?? '';
    if (headers['x-amz-security-token'] !== 'ST') return [400, '{"__type":"UnrecognizedClientException"}'];
    this.asked.push({ id: SecretId, region });
    const secret = this.secrets[SecretId];
    if (secret === undefined) return [400, '{"__type":"ResourceNotFoundException"}'];
    return [200, JSON.stringify({ SecretString: secret })];
  }
}
