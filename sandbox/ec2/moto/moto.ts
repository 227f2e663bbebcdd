/** Starts moto's server with the sandbox's quirks; see moto/server.py. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Regions that have Canonical's image and parameters from the start. */
export const motoRegions = ['us-east-1', 'us-east-2', 'us-west-2', 'eu-central-1', 'eu-west-1'] as const;

export interface MotoSettings {
  /** The part "moto". */
  readonly folder: string;
  readonly port: number;
  /** Identifies the content of the source image. */
  readonly content: string;
  /** An account to bring back, as /_sandbox/account told it, or null. */
  readonly account: unknown;
  readonly logFile: string;
}

/** Resolves when it answers. Throws, with what it said, where it ends before. */
export async function startMoto(settings: MotoSettings): Promise<void> {
  const { folder, port, content, account, logFile } = settings;
  const script = join(import.meta.dirname, 'server.py');
  const child = spawn(
    'sh',
    ['-c', 'exec "$@" 2>>"$LOG_FILE"', 'sh', join(folder, 'bin', 'python'), '-B', script],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, LOG_FILE: logFile },
      detached: true, // it ends with the sandbox, not with a Ctrl-C before it
    },
  );
  child.stdin.end(JSON.stringify({ port, regions: motoRegions, content, account }));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('error', (error) => reject(new Error(`cannot start moto: ${error.message}`)));
    child.once('exit', (code) =>
      reject(new Error(`moto ended with ${code}:\n${readFileSync(logFile, 'utf8').slice(-4000)}`)),
    );
  });
  child.stdout.resume();
}
