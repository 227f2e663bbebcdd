/** Certificates of an overlay, made by the real nebula-cert. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { part } from '../../../sandbox/parts/index.ts';

/** What a node's secret holds of Nebula. */
export interface Identity {
  readonly nebula_ca_crt: string;
  readonly nebula_node_crt: string;
  readonly nebula_node_key: string;
  readonly nebula_ip: string;
}

export class Authority {
  readonly #folder = mkdtempSync(join(tmpdir(), 'nebula-ca-'));
  readonly #program: string;
  #signed = 0;

  private constructor(program: string) {
    this.#program = program;
    this.#run('ca', '-name', 'fleet', '-out-crt', this.#file('ca.crt'), '-out-key', this.#file('ca.key'));
  }

  static async open(): Promise<Authority> {
    const folder = await part('nebula', { info: (line) => console.log(line) });
    return new Authority(join(folder, 'nebula-cert'));
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }

  /** Signs a new key and certificate for an address. `duration` is Go's, such as `1s`; by default as long as the CA's. */
  sign(
    ip: string,
    { duration, groups = [] }: { duration?: string; groups?: readonly string[] } = {},
  ): Identity {
    const name = `node-${this.#signed++}`;
    const [crt, key] = [this.#file(`${name}.crt`), this.#file(`${name}.key`)];
    const ca = ['-ca-crt', this.#file('ca.crt'), '-ca-key', this.#file('ca.key')];
    const limit = [
      ...(duration === undefined ? [] : ['-duration', duration]),
      ...(groups.length === 0 ? [] : ['-groups', groups.join(',')]),
    ];
    this.#run('sign', '-name', name, '-ip', `${ip}/16`, ...ca, ...limit, '-out-crt', crt, '-out-key', key);
    return {
      nebula_ca_crt: readFileSync(this.#file('ca.crt'), 'utf8'),
      nebula_node_crt: readFileSync(crt, 'utf8'),
      nebula_node_key: readFileSync(key, 'utf8'),
      nebula_ip: ip,
    };
  }

  #file(name: string): string {
    return join(this.#folder, name);
  }

  #run(...args: string[]): void {
    execFileSync(this.#program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  }
}
