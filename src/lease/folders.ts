/** The folders of a run. */

import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Environment } from '../github/environment.ts';
import type { Lease } from './state.ts';

const privatePrefix = 'ami-action-private-';

/** Folder of the report and, in `logs/`, of the logs: it stays, for later steps of the job or the person who ran it. */
export function outputFolder(env: Environment, workspace: string, nonce: string): string {
  const runnerTemp = env['RUNNER_TEMP'];
  return runnerTemp
    ? join(runnerTemp, `ami-action-${nonce}`)
    : join(workspace, '.logs', `ami-action-${nonce}`);
}

/** Creates a folder with mode 0700 for the time of the run. The lease knows of it before it holds anything. */
export function createPrivateFolder(env: Environment, lease: Lease): string {
  const parent = parentFolder(env);
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, privatePrefix));
  lease.addFolder(folder);
  return folder;
}

/** True for what createPrivateFolder makes. A saved state may come from another step of the job, by way of GITHUB_ENV. */
export function isPrivateFolder(env: Environment, folder: unknown): folder is string {
  if (typeof folder !== 'string') return false;
  const path = resolve(folder);
  return dirname(path) === resolve(parentFolder(env)) && basename(path).startsWith(privatePrefix);
}

function parentFolder(env: Environment): string {
  return env['RUNNER_TEMP'] || tmpdir();
}
