/** Where a run keeps its files. */

import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../github/environment.ts';
import type { Lease } from './state.ts';

/** Folder of the report and, in `logs/`, of the logs: it stays for later steps of the job, or for the person who ran it. */
export function outputFolder(env: Environment, workspace: string, nonce: string): string {
  const runner = env['RUNNER_TEMP'];
  return runner ? join(runner, `ami-action-${nonce}`) : join(workspace, '.logs', `ami-action-${nonce}`);
}

/** A folder for its owner alone, which goes away with the run: the lease knows of it before it holds anything. */
export function privateFolder(env: Environment, lease: Lease): string {
  const parent = env['RUNNER_TEMP'] || tmpdir();
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'ami-action-private-'));
  lease.addFolder(folder);
  return folder;
}
