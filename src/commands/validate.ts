/** `mode: validate`: has Packer itself check the templates, after the action has. Makes no call to AWS. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listOtherPlugins, prepareToolchain } from '../apply/toolchain.ts';
import { artifactVariables } from '../artifacts/artifact.ts';
import { ConfigurationError } from '../errors.ts';
import type { VariableValue } from '../inputs/variables.ts';
import { createPrivateFolder } from '../lease/folders.ts';
import { findTemplateFaults } from '../packer/validate.ts';
import type { RunContext } from '../run-context.ts';
import { findFilledVariables } from '../templates/filled-variables.ts';
import type { Templates } from '../templates/templates.ts';
import { createToolContext } from '../tools/context.ts';
import { displayPath, type PreparedRun } from './prepare.ts';

/** Throws a ConfigurationError with everything that Packer refuses, and every file that it would format otherwise. */
export async function validateTemplates(prepared: PreparedRun, context: RunContext): Promise<void> {
  const { inputs, templates, recipes, holder } = prepared;
  const { env, workspace, actionRoot, log, workflow, cancelled } = context;
  const lease = context.openLease(holder.nonce, inputs.region);
  const temporary = createPrivateFolder(env, lease);
  try {
    const own = { ...env, RUNNER_TEMP: temporary };
    const tools = createToolContext(log, own, cancelled);
    const otherPlugins = listOtherPlugins(templates);
    const request = { inputs, templates, workspace, actionRoot, env: own, needsAgent: false, otherPlugins };
    const { packer, packerEnv } = await prepareToolchain(request, tools);
    const values = join(temporary, 'values.pkrvars.json');
    writeFileSync(values, JSON.stringify(standInValues(templates, temporary)), { mode: 0o600 });
    const problems = await findTemplateFaults({
      packer,
      env: packerEnv,
      cwd: templates.cwd,
      target: templates.packerTarget,
      only: recipes.map(({ only }) => only).join(','),
      varFiles: [...templates.varFiles, values],
      displayName: (path) => displayPath(resolve(templates.cwd, path), [workspace, actionRoot]),
      run: tools.run,
    });
    if (problems.length > 0) throw new ConfigurationError(problems);
    const names = recipes.map(({ name }) => name).join(', ');
    workflow.print(`Packer ${inputs.packerVersion} accepts the templates of ${names}`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    lease.close();
  }
}

/** Values of the variables that the action fills in when it builds, good enough for Packer to check the templates. */
function standInValues(templates: Templates, temporary: string): Record<string, VariableValue> {
  const digest = '0'.repeat(64);
  const artifact = { version: '0.0.0', url: 'https://example.com/', sha256: digest };
  const standIns: Record<string, () => VariableValue> = {
    fingerprint: () => digest,
    resolved_artifacts: () =>
      Object.fromEntries(Object.keys(artifactVariables).map((name) => [name, artifact])),
    go_programs_dir: () => createGoPrograms(temporary),
    run_tags: () => ({}),
    ami_tags: () => ({}),
  };
  const filled = [...findFilledVariables(templates).values.keys()].map((name) => {
    const value = standIns[name]?.() ?? '';
    return [name, value] as const;
  });
  return { ...templates.providedVariables, ...Object.fromEntries(filled) };
}

/** Packer asks only whether the programs exist. */
function createGoPrograms(temporary: string): string {
  const folder = join(temporary, 'programs');
  mkdirSync(folder);
  for (const name of ['worker-agent', 'control-plane']) writeFileSync(join(folder, name), '');
  return folder;
}
