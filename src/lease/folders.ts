/** The folders of a run. */

import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../github/environment.ts';
import type { Lease } from './state.ts';

/** Folder of the report and, in `logs/`, of the logs: it stays, for later steps of the job or the person who ran it. */
export function outputFolder(env: Environment, workspace: string, nonce: string): string {
  const runnerTemp = env['RUNNER_TEMP'];
  return runnerTemp
    ? join(runnerTemp, `ami-action-${nonce}`)
    : join(workspace, '.logs', `ami-action-${nonce}`);
}

/** Creates a folder with mode 0700 for the time of the run. The lease knows of it before it holds anything. */
export function createPrivateFolder(env: Environment, lease: Lease): string {
  const parent = env['RUNNER_TEMP'] || tmpdir();
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'ami-action-private-'));
  lease.addFolder(folder);
  return folder;
}
