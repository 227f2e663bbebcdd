/** Reads a folder of Packer templates: everything that it declares, and the AMIs that it can build. */

import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ConfigurationError, type Problem } from '../errors.ts';
import type { VariableValue } from '../inputs/variables.ts';
import { collectDefinitions, collectRequiredPlugins } from './definitions.ts';
import { TemplateEnvironment } from './environment.ts';
import { expandBlocks } from './evaluate/blocks.ts';
import { Dependencies } from './evaluate/dependencies.ts';
import { fromJson } from './evaluate/values.ts';
import { Files } from './files.ts';
import type { HclFile } from './hcl/ast.ts';
import { parseHcl } from './hcl/parse.ts';
import { findRecipes, type ScopedBlock } from './recipes.ts';
import { findNameProblems } from './select.ts';
import type { ReadOptions, Templates } from './templates.ts';
import { type Assignments, readAssignments, readDeclarations, resolveVariables } from './variables.ts';

/**
 * Reads all `*.pkr.hcl` of a folder, and its `*.auto.pkrvars.hcl` and `.json`, as `packer build FOLDER` does.
 * Throws a ConfigurationError that names file, line and column for what is not HCL, for JSON templates, for a name
 * that is declared twice, for a folder without templates, and for variables and AMIs that are not in it.
 */
export async function readTemplates(folder: string, options: ReadOptions = {}): Promise<Templates> {
  const root = resolve(folder);
  const displayName = (options.displayName ?? folder).replaceAll('\\', '/').replace(/\/+$/, '');
  const env = options.env ?? process.env;
  const cwd = resolve(options.cwd ?? root);
  const names = await listTemplateFiles(root, displayName);
  const files = await parseAll(
    root,
    displayName,
    names.filter((name) => name.endsWith('.pkr.hcl')),
  );
  const declared = readDeclarations(files, env);
  const values = await resolveVariables(declared, await readVariableFiles(root, displayName, names), env);
  const { given, problems } = collectProvidedVariables(declared, displayName, options);
  const variables = values.with(given);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const definitions = { folder: root, cwd, variables, ...collectDefinitions(files) };
  const store = new Files(root);
  const environment = new TemplateEnvironment(definitions, store, new Map());
  const recipes = findRecipes(expandTopLevelBlocks(files, environment), environment);
  problems.push(...findNameProblems(recipes, options.ami ?? [], displayName));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return {
    ...definitions,
    displayName,
    providedVariables: given,
    recipes,
    plugins: collectRequiredPlugins(files),
    canonical: (path, span) => byPath.get(path)?.canonical(span) ?? '',
    files: store,
  };
}

/** What is given, and what is wrong with it. The region is always given: builds are looked for where the action looks. */
function collectProvidedVariables(
  declared: ReadonlyMap<string, unknown>,
  displayName: string,
  { named = [], variables = {} }: ReadOptions,
): { readonly given: Record<string, VariableValue>; readonly problems: (string | Problem)[] } {
  const stranger = (variable: string): string =>
    `${displayName} declares no variable ${JSON.stringify(variable)}`;
  const problems = [
    ...named
      .filter(({ isDefault, variable }) => !isDefault && variable !== 'aws_region' && !declared.has(variable))
      .map(
        ({ input, variable }) =>
          `Input ${input}: ${stranger(variable)}, so it has no effect; remove the input`,
      ),
    ...Object.keys(variables)
      .filter((variable) => !declared.has(variable))
      .map(
        (variable) => `Input variables: ${stranger(variable)}; there are: ${[...declared.keys()].join(', ')}`,
      ),
  ];
  const set = named.filter(
    ({ isDefault, variable }) => declared.has(variable) && (!isDefault || variable === 'aws_region'),
  );
  const known = Object.entries(variables).filter(([variable]) => declared.has(variable));
  const given = Object.fromEntries([
    ...set.map(({ variable, value }) => [variable, value] as const),
    ...known,
  ]);
  return { given, problems };
}

async function listTemplateFiles(folder: string, displayName: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new ConfigurationError(
      `the templates' folder ${JSON.stringify(displayName)} cannot be read; it must be a folder`,
      {
        cause: error,
      },
    );
  });
  const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const json = names.filter((name) => name.endsWith('.pkr.json'));
  if (json.length > 0) {
    throw new ConfigurationError(
      json.map((name) => ({
        message: `${displayName}/${name}: JSON templates are not read; write it as HCL (packer hcl2_upgrade does most of it)`,
        place: { file: `${displayName}/${name}` },
      })),
    );
  }
  if (!names.some((name) => name.endsWith('.pkr.hcl'))) {
    throw new ConfigurationError(`no *.pkr.hcl in the templates' folder ${JSON.stringify(displayName)}`);
  }
  return names.sort();
}

/** Parses all, and tells the problems of all together. */
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

async function readVariableFiles(
  folder: string,
  displayName: string,
  names: readonly string[],
): Promise<Assignments[]> {
  const hcl = names.filter((name) => name.endsWith('.auto.pkrvars.hcl'));
  const json = names.filter((name) => name.endsWith('.auto.pkrvars.json'));
  const parsed = await parseAll(folder, displayName, hcl);
  const read = json.map((name) => readJsonAssignments(join(folder, name), `${displayName}/${name}`));
  return [...parsed.map(({ body }) => readAssignments(body)), ...read];
}

function readJsonAssignments(path: string, displayName: string): Assignments {
  const text = readFileSync(path, 'utf8');
  try {
    const json: unknown = JSON.parse(text);
    if (json === null || typeof json !== 'object' || Array.isArray(json))
      throw new SyntaxError('not an object');
    return Object.entries(json).map(([name, value]) => [name, fromJson(value as VariableValue)]);
  } catch (error) {
    throw new ConfigurationError(`${displayName}: this is no JSON object of variables`, { cause: error });
  }
}

/** Sources and builds, those that a top-level `dynamic` block makes among them. */
function expandTopLevelBlocks(files: readonly HclFile[], environment: TemplateEnvironment): ScopedBlock[] {
  return files.flatMap((file) => {
    const scope = { names: new Map(), reads: new Dependencies(), file: file.path };
    return expandBlocks(file.body, environment.evaluator, scope)
      .filter(({ type }) => type === 'source' || type === 'build')
      .map((block) => ({ ...block, file: file.path }));
  });
}
