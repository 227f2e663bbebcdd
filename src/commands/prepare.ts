/** What every mode begins with: reads the templates and the lock, selects the requested recipes, masks secrets. */

import { relative } from 'node:path';
import { type Lock, parseLock, readLock } from '../artifacts/lock-file.ts';
import { ConfigurationError } from '../errors.ts';
import type { Inputs, InputsError, ReadableInputs } from '../inputs/inputs.ts';
import { outputFolder } from '../lease/folders.ts';
import { createLeaseHolder, createNonce, type LeaseHolder } from '../lease/tags.ts';
import type { RunContext } from '../run-context.ts';
import { readTemplates } from '../templates/read.ts';
import type { Recipe } from '../templates/recipes.ts';
import { chooseRegion } from '../templates/region.ts';
import { selectRecipes } from '../templates/select.ts';
import type { Templates } from '../templates/templates.ts';
import { findWarnings } from '../templates/warnings.ts';
import { findTextsToMask } from './mask-secrets.ts';

export interface PreparedRun {
  /** With the region that the run builds in. */
  readonly inputs: Inputs;
  readonly templates: Templates;
  /** The recipes that the input `ami` names. */
  readonly recipes: readonly Recipe[];
  /** The lock that the inputs name; null if there is none and none is required. */
  readonly lock: Lock | null;
  readonly holder: LeaseHolder;
  /** Folder of the report and the logs. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export async function prepare(given: Inputs, context: RunContext): Promise<PreparedRun> {
  const startedAt = Date.now();
  const { workspace, actionRoot, workflow } = context;
  workflow.print(`Reading the templates: ${displayPath(given.templates, [workspace, actionRoot])}`);
  const templates = await readInputTemplates(given, context);
  const recipes = selectRecipes(templates, given.ami);
  const region = given.regionIsSet ? given.region : chooseRegion(recipes, templates, given.region);
  const inputs = { ...given, region };
  for (const secret of [inputs.fingerprintKey, inputs.githubToken]) {
    if (secret !== null) workflow.mask(secret);
  }
  for (const text of findTextsToMask(templates.variables, region)) workflow.mask(text);
  for (const { message, location } of findWarnings(recipes, templates)) {
    workflow.annotate('warning', message, location);
  }
  workflow.print(`AMIs: ${recipes.map(({ name }) => name).join(', ')} in ${region}`);
  const lock = await readInputLock(inputs);
  const holder = createLeaseHolder(context.env, createNonce());
  const folder = outputFolder(context.env, context.workspace, holder.nonce);
  return { inputs, templates, recipes, lock, holder, folder, startedAt };
}

/** What messages call the lock. */
export function lockDisplayName({ lock }: Inputs): string {
  return lock.kind === 'text' ? 'Input lock' : lock.displayPath;
}

/** Adds what is wrong with the templates to what is wrong with the inputs, as far as these can be read. */
export async function withTemplateProblems(
  error: InputsError,
  context: Pick<RunContext, 'env' | 'workspace' | 'actionRoot'>,
): Promise<ConfigurationError> {
  const { readable } = error;
  const { templates } = readable;
  if (templates === undefined) return error;
  try {
    await readInputTemplates({ ...readable, templates }, context, true);
    return error;
  } catch (other) {
    if (!(other instanceof ConfigurationError)) throw other;
    return new ConfigurationError([...error.problems, ...other.problems]);
  }
}

function readInputTemplates(
  inputs: ReadableInputs & Pick<Inputs, 'templates'>,
  { env, workspace, actionRoot }: Pick<RunContext, 'env' | 'workspace' | 'actionRoot'>,
  isPartial = false,
): Promise<Templates> {
  const { ami, templates, variables, named, reads, workingDirectory, varFiles } = inputs;
  const { packerVersion, pluginVersion } = inputs;
  const roots = [workspace, actionRoot];
  const own = roots.find((root) => !relative(root, templates).startsWith('..')) ?? workspace;
  return readTemplates(templates, {
    ami: ami ?? [],
    variables: variables ?? {},
    named: named ?? [],
    env,
    displayName: displayPath(templates, roots),
    workspace: own,
    reads: reads ?? null,
    ...(workingDirectory ? { cwd: workingDirectory } : {}),
    varFiles: varFiles ?? [],
    ...(packerVersion && pluginVersion ? { versions: { packer: packerVersion, plugin: pluginVersion } } : {}),
    isPartial,
  });
}

/** A path relative to the repository that holds it: the user's, or else the action's. */
export function displayPath(path: string, roots: readonly string[]): string {
  const candidates = roots.map((root) => relative(root, path));
  const within = candidates.find((candidate) => !candidate.startsWith('..'));
  return within === undefined ? path : within || '.';
}

async function readInputLock(inputs: Inputs): Promise<Lock | null> {
  const { lock } = inputs;
  if (lock.kind === 'text') return parseLock(lock.text, lockDisplayName(inputs));
  const found = await readLock(lock.path, lock.displayPath);
  if (found === null && lock.named && inputs.mode !== 'lock') {
    throw new ConfigurationError(
      `Input lock: there is no file ${lock.displayPath}; create it with mode lock, or leave the input out`,
    );
  }
  return found;
}
