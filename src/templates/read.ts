/** Reads a folder of Packer templates: everything that it declares, and the AMIs that it can build. */

import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ConfigurationError, type Problem } from '../errors.ts';
import type { HclFile } from '../hcl/ast.ts';
import { parseHcl } from '../hcl/parse.ts';
import type { VariableValue } from '../inputs/variables.ts';
import { collectDefinitions, collectRequiredPlugins } from './definitions.ts';
import { TemplateEnvironment } from './environment.ts';
import { expandBlocks } from './evaluate/blocks.ts';
import { Dependencies } from './evaluate/dependencies.ts';
import { fromJson } from './evaluate/values.ts';
import { findExtraReads } from './extra-reads.ts';
import { Files } from './files.ts';
import { findManifests } from './manifests.ts';
import { findRecipes, type ScopedBlock } from './recipes.ts';
import { findNameProblems } from './select.ts';
import type { ReadOptions, Templates } from './templates.ts';
import {
  type Assignments,
  readAssignments,
  readDeclarations,
  resolveVariables,
  type Variables,
} from './variables.ts';

/**
 * Reads all `*.pkr.hcl` of a folder, and its `*.auto.pkrvars.hcl` and `.json`, as `packer build FOLDER` does.
 * Throws a ConfigurationError, with file, line and column where there is one, for syntax errors, JSON templates, names
 * that are declared twice, a folder without templates, and variables and AMIs that the templates do not have.
 */
export async function readTemplates(folder: string, options: ReadOptions = {}): Promise<Templates> {
  const root = resolve(folder);
  const displayName = (options.displayName ?? folder).replaceAll('\\', '/').replace(/\/+$/, '');
  const env = options.env ?? process.env;
  const cwd = resolve(options.cwd ?? root);
  const names = await listTemplateFiles(root, displayName);
  const templateNames = names.filter((name) => name.endsWith('.pkr.hcl'));
  const parsed = await parseAll(root, displayName, templateNames);
  const declared = readDeclarations(parsed, env);
  const assignments = await readVariableFiles(root, displayName, names);
  const values = await resolveVariables(declared, assignments, env);
  const { providedVariables, problems } = collectProvidedVariables(declared, values, displayName, options);
  const variables = values.with(providedVariables);
  const definitions = { folder: root, cwd, variables, ...collectDefinitions(parsed) };
  const workspace = resolve(options.workspace ?? cwd);
  const files = new Files({ folder: root, workspace, written: () => manifests });
  const environment = new TemplateEnvironment(definitions, files, new Map());
  const manifests = findManifests(parsed, environment.evaluator, cwd);
  const recipes = findRecipes(expandTopLevelBlocks(parsed, environment), environment);
  problems.push(...findNameProblems(recipes, options.ami ?? [], displayName));
  const extra = options.reads ? findExtraReads(options.reads, workspace, files) : null;
  problems.push(...(extra?.problems ?? []));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return {
    ...definitions,
    reads: extra?.paths ?? null,
    displayName,
    providedVariables,
    recipes,
    plugins: collectRequiredPlugins(parsed),
    files,
  };
}

/**
 * Values that the inputs set, and what is wrong with them. An input's default sets nothing, except for a region that the
 * templates leave empty.
 */
function collectProvidedVariables(
  declared: ReadonlyMap<string, unknown>,
  values: Variables,
  displayName: string,
  { named = [], variables = {} }: ReadOptions,
): {
  readonly providedVariables: Record<string, VariableValue>;
  readonly problems: (string | Problem)[];
} {
  const isUndeclared = (variable: string): boolean => !declared.has(variable);
  const undeclared = (variable: string): string =>
    `${displayName} declares no variable ${JSON.stringify(variable)}`;
  const known = [...declared.keys()].join(', ');
  const problems = [
    ...named
      .filter(({ isDefault, variable }) => !isDefault && variable !== 'aws_region' && isUndeclared(variable))
      .map(
        ({ input, variable }) =>
          `Input ${input}: ${undeclared(variable)}, so it has no effect; remove the input`,
      ),
    ...Object.keys(variables)
      .filter(isUndeclared)
      .map((variable) => `Input variables: ${undeclared(variable)}; there are: ${known}`),
  ];
  const set = named
    .filter(({ isDefault, variable }) => !isDefault || (variable === 'aws_region' && !values.value(variable)))
    .map(({ variable, value }) => [variable, value] as const);
  const provided = [...set, ...Object.entries(variables)].filter(([variable]) => declared.has(variable));
  return { providedVariables: Object.fromEntries(provided), problems };
}

async function listTemplateFiles(folder: string, displayName: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    const message = `the templates' folder ${JSON.stringify(displayName)} cannot be read; it must be a folder`;
    throw new ConfigurationError(message, { cause });
  });
  const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const json = names.filter((name) => name.endsWith('.pkr.json')).map((name) => `${displayName}/${name}`);
  if (json.length > 0) {
    throw new ConfigurationError(
      json.map((file) => ({
        message: `${file}: JSON templates are not supported; convert it to HCL (packer hcl2_upgrade does most of it)`,
        location: { file },
      })),
    );
  }
  if (!names.some((name) => name.endsWith('.pkr.hcl'))) {
    throw new ConfigurationError(`no *.pkr.hcl in the templates' folder ${JSON.stringify(displayName)}`);
  }
  return names.sort();
}

/** Parses files, and throws the syntax errors of all of them together. */
async function parseAll(folder: string, displayName: string, names: readonly string[]): Promise<HclFile[]> {
  const files: HclFile[] = [];
  const problems: Problem[] = [];
  for (const name of names) {
    try {
      files.push(await parseHcl(`${displayName}/${name}`, readFileSync(join(folder, name), 'utf8')));
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return files;
}

/** Reads the variables files in Packer's order: HCL, then JSON, each sorted by name. */
async function readVariableFiles(
  folder: string,
  displayName: string,
  names: readonly string[],
): Promise<Assignments[]> {
  const hcl = names.filter((name) => name.endsWith('.auto.pkrvars.hcl'));
  const json = names.filter((name) => name.endsWith('.auto.pkrvars.json'));
  const parsed = await parseAll(folder, displayName, hcl);
  const fromHcl = parsed.map(({ body }) => readAssignments(body));
  return [
    ...fromHcl,
    ...json.map((name) => readJsonAssignments(join(folder, name), `${displayName}/${name}`)),
  ];
}

function readJsonAssignments(path: string, displayName: string): Assignments {
  const text = readFileSync(path, 'utf8');
  try {
    const json: VariableValue = JSON.parse(text);
    if (json === null || typeof json !== 'object' || Array.isArray(json)) {
      throw new SyntaxError('not an object');
    }
    return Object.entries(json).map(([name, value]) => [name, fromJson(value)]);
  } catch (cause) {
    throw new ConfigurationError(`${displayName}: not a JSON object of variables`, { cause });
  }
}

/** The sources and builds, including those that a top-level `dynamic` block makes. */
function expandTopLevelBlocks(files: readonly HclFile[], { evaluator }: TemplateEnvironment): ScopedBlock[] {
  return files.flatMap((file) => {
    const scope = { names: new Map(), reads: new Dependencies(), file: file.path };
    return expandBlocks(file.body, evaluator, scope)
      .filter(({ type }) => type === 'source' || type === 'build')
      .map((block) => ({ ...block, file: file.path }));
  });
}
