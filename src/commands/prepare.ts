/** What every mode begins with: templates read, the requested recipes selected, secrets masked, the lock read. */

import { relative } from 'node:path';
import { type Lock, parseLock, readLock } from '../artifacts/lock-file.ts';
import { ConfigurationError } from '../errors.ts';
import type { Workflow } from '../github/workflow-commands.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { outputFolder } from '../lease/folders.ts';
import { type LeaseHolder, leaseHolder, newNonce } from '../lease/tags.ts';
import type { RunContext } from '../run-context.ts';
import { readTemplates } from '../templates/read.ts';
import type { Recipe } from '../templates/recipes.ts';
import { selectRecipes } from '../templates/select.ts';
import type { Templates } from '../templates/templates.ts';

export interface PreparedRun {
  readonly inputs: Inputs;
  readonly templates: Templates;
  /** Those that the input `ami` names. */
  readonly recipes: readonly Recipe[];
  /** The lock that the inputs name; null where there is none and none was asked for. */
  readonly lock: Lock | null;
  readonly holder: LeaseHolder;
  /** Folder of the report and the logs. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export async function prepare(inputs: Inputs, context: RunContext): Promise<PreparedRun> {
  const startedAt = Date.now();
  const templates = await openTemplates(inputs, context);
  const recipes = selectRecipes(templates, inputs.ami);
  maskSensitive(inputs, templates, context.workflow);
  const lock = await readInputLock(inputs);
  const holder = leaseHolder(context.env, newNonce(), startedAt);
  const folder = outputFolder(context.env, context.workspace, holder.nonce);
  return { inputs, templates, recipes, lock, holder, folder, startedAt };
}

/** What messages call the lock. */
export function lockDisplayName({ lock }: Inputs): string {
  return lock.kind === 'text' ? 'Input lock' : lock.displayPath;
}

function openTemplates(
  { ami, templates, variables, named }: Inputs,
  { env, workspace, actionRoot }: RunContext,
): Promise<Templates> {
  const shown = displayPath(templates, [workspace, actionRoot]);
  return readTemplates(templates, { ami, variables, named, env, shown });
}

/** A path as the repository that holds it would name it: the user's, or else the action's own. */
function displayPath(path: string, roots: readonly string[]): string {
  const candidates = roots.map((root) => relative(root, path));
  const within = candidates.find((candidate) => !candidate.startsWith('..'));
  return within === undefined ? path : within || '.';
}

/** Keeps the values of variables that the templates call sensitive out of the log. */
function maskSensitive({ variables }: Inputs, templates: Templates, workflow: Workflow): void {
  for (const [name, value] of Object.entries(variables)) {
    if (templates.variables.declared.get(name)?.sensitive !== true) continue;
    for (const text of textsIn(value)) workflow.mask(text);
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === 'boolean' ? [] : [String(value)];
}

async function readInputLock(inputs: Inputs): Promise<Lock | null> {
  const { lock } = inputs;
  if (lock.kind === 'text') return parseLock(lock.text, lockDisplayName(inputs));
  const found = await readLock(lock.path, lock.displayPath);
  if (found === null && lock.named && inputs.mode !== 'lock') {
    throw new ConfigurationError(
      `Input lock: there is no file ${lock.displayPath}; mode lock writes it, and without the input none is needed`,
    );
  }
  return found;
}
