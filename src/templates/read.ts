/** Reads a folder of Packer templates: everything that it declares, and the AMIs that it can build. */

import { relative, resolve } from 'node:path';
import { ConfigurationError, type Problem } from '../errors.ts';
import type { HclFile } from '../hcl/ast.ts';
import type { VariableValue } from '../inputs/variables.ts';
import { checkTemplates } from './check/check.ts';
import { collectDefinitions, collectRequiredPlugins, namesOfAmazonPlugin } from './definitions.ts';
import { type Definitions, TemplateEnvironment } from './environment.ts';
import { findExtraReads } from './extra-reads.ts';
import { Files } from './files.ts';
import { type FilledVariables, findFilledVariables } from './filled-variables.ts';
import { findManifests } from './manifests.ts';
import { suggest } from './problems.ts';
import { findRecipes, type ScopedBlock } from './recipes.ts';
import { findNameProblems, requestedRecipes } from './select.ts';
import { listTemplateFiles, type NamedFile, parseAll, readVariablesFiles } from './template-files.ts';
import type { ReadOptions, Templates } from './templates.ts';
import { readDeclarations, resolveVariables, type Variables } from './variables.ts';

/**
 * Reads all `*.pkr.hcl` of a folder, and its `*.auto.pkrvars.hcl` and `.json`, as `packer build FOLDER` does; or one
 * `*.pkr.hcl` file, as `packer build FILE` does. Throws a ConfigurationError, with file, line and column where there is
 * one, with everything in the templates and in the values of their variables that Packer would refuse.
 */
export async function readTemplates(path: string, options: ReadOptions = {}): Promise<Templates> {
  const root = resolve(path);
  const displayName = (options.displayName ?? path).replaceAll('\\', '/').replace(/\/+$/, '');
  const env = options.env ?? process.env;
  const listed = await listTemplateFiles(root, displayName);
  const { folder } = listed;
  const cwd = resolve(options.cwd ?? folder);
  const problems: (string | Problem)[] = [];
  const faults: Problem[] = [];
  const parsed = await parseAll(listed.templates, faults);
  const varFiles = options.varFiles ?? [];
  const variablesFiles = await readVariablesFiles([...listed.variables, ...varFiles], faults);
  // What does not parse is not judged further.
  if (faults.length > 0) throw new ConfigurationError(faults);
  const declared = readDeclarations(parsed, env, faults);
  const assignments = variablesFiles.map((file) => file.assignments);
  const values = await resolveVariables(declared, assignments, env);
  const { providedVariables, problems: undeclared } = collectProvidedVariables(
    declared,
    values,
    displayName,
    options,
  );
  const variables = values.with(providedVariables);
  const definitions = { folder, cwd, variables, ...collectDefinitions(parsed, faults) };
  const workspace = resolve(options.workspace ?? cwd);
  const files = new Files({ folder, workspace, uncounted: () => [...manifests, ...secretFiles] });
  const plugins = collectRequiredPlugins(parsed);
  const plain = new TemplateEnvironment(definitions, files, new Map());
  const manifests = findManifests(parsed, plain.evaluator, cwd);
  const secretFiles = findSecretFiles([...listed.templates, ...varFiles], definitions);
  const recipes = findRecipes(topLevelBlocks(parsed), plain, namesOfAmazonPlugin(plugins), faults);
  const extra = options.reads ? findExtraReads(options.reads, workspace, files) : null;
  problems.push(...(extra?.problems ?? []));
  const templates: Templates = {
    ...definitions,
    reads: extra?.paths ?? null,
    displayName,
    packerTarget: findPackerTarget(root, cwd),
    varFiles: varFiles.map((file) => file.path),
    providedVariables,
    recipes,
    plugins,
    files,
  };
  const filled = findFilled(templates, problems);
  problems.push(...undeclared, ...faults, ...findNameProblems(recipes, options.ami ?? [], displayName));
  problems.push(
    ...checkTemplates({
      files: parsed,
      templates,
      environment: new TemplateEnvironment(definitions, files, filled.values),
      filled: new Set([...filled.values.keys(), ...filled.parents.keys()]),
      sources: { variablesFiles, env, inputs: options.variables ?? {} },
      recipes: requestedRecipes(recipes, options.ami ?? []),
      used: options.versions,
      isPartial: options.isPartial ?? false,
    }),
  );
  if (problems.length > 0) throw new ConfigurationError(problems);
  return templates;
}

/** Files of values for variables, and templates that hold sensitive values: what they say counts, but not as a file. */
function findSecretFiles(files: readonly NamedFile[], { variables, locals }: Definitions): string[] {
  const secret = [...variables.declared.values(), ...locals.values()].filter(({ sensitive }) => sensitive);
  const places = new Set(secret.map(({ file }) => file));
  const isVariables = ({ path }: NamedFile): boolean => !path.endsWith('.pkr.hcl');
  return files.filter((file) => places.has(file.displayName) || isVariables(file)).map(({ path }) => path);
}

/** Packer's argument, from the folder that it runs in; `path.root` is relative to that. */
function findPackerTarget(root: string, cwd: string): string {
  const path = relative(cwd, root) || '.';
  return path.startsWith('-') ? `./${path}` : path;
}

function findFilled(templates: Templates, problems: (string | Problem)[]): FilledVariables {
  try {
    return findFilledVariables(templates);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    problems.push(...error.problems);
    return { values: new Map(), parents: new Map() };
  }
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
  readonly problems: string[];
} {
  const isUndeclared = (variable: string): boolean => !declared.has(variable);
  const undeclared = (variable: string): string =>
    `${displayName} declares no variable ${JSON.stringify(variable)}`;
  const problems = [
    ...named
      .filter(({ isDefault, variable }) => !isDefault && variable !== 'aws_region' && isUndeclared(variable))
      .map(
        ({ input, variable }) =>
          `Input ${input}: ${undeclared(variable)}, so it has no effect; remove the input`,
      ),
    ...Object.keys(variables)
      .filter(isUndeclared)
      .map((variable) => `Input variables: ${undeclared(variable)}${suggest(variable, declared.keys())}`),
  ];
  const set = named
    .filter(({ isDefault, variable }) => !isDefault || (variable === 'aws_region' && !values.value(variable)))
    .map(({ variable, value }) => [variable, value] as const);
  const provided = [...set, ...Object.entries(variables)].filter(([variable]) => declared.has(variable));
  return { providedVariables: Object.fromEntries(provided), problems };
}

/** The sources and builds. Packer expands dynamic blocks only inside of blocks. */
function topLevelBlocks(files: readonly HclFile[]): ScopedBlock[] {
  return files.flatMap(({ path, body }) =>
    body.blocks
      .filter(({ type }) => type === 'source' || type === 'build')
      .map((block) => ({ ...block, names: new Map(), span: block, file: path })),
  );
}
