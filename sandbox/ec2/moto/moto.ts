/** Starts moto's server with the sandbox's quirks; see server.py beside this file. */
import { join } from 'node:path';
import { startService } from '../../process.ts';

/** Regions that have Canonical's image and parameters from the start. */
const motoRegions = ['us-east-1', 'us-east-2', 'us-west-2', 'eu-central-1', 'eu-west-1'] as const;

export interface MotoSettings {
  /** Folder of the part "moto". */
  readonly folder: string;
  readonly port: number;
  /** Identifies the content of the source image. */
  readonly content: string;
  /** An account to restore, as /_sandbox/account answered it, or null. */
  readonly account: unknown;
  readonly logFile: string;
}

/** Resolves when it answers. Throws, with the end of its log, where it ends before. */
export async function startMoto({ folder, port, content, account, logFile }: MotoSettings): Promise<void> {
  const script = join(import.meta.dirname, 'server.py');
  const input = JSON.stringify({ port, regions: motoRegions, content, account });
  const options = { input, readyFd: 1, errorFile: logFile } as const;
  await startService(join(folder, 'bin', 'python'), ['-B', script], options);
}
