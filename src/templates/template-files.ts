/** The files that Packer reads when it is given a folder of templates, or one file (GetHCL2Files in hcl2template/utils.go). */

import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ConfigurationError, type Problem } from '../errors.ts';
import { parseJson } from '../evaluate/json.ts';
import { isObject } from '../evaluate/values.ts';
import { loadYaml } from '../evaluate/yaml.ts';
import type { HclFile } from '../hcl/ast.ts';
import { parseHcl } from '../hcl/parse.ts';
import type { VariablesFile } from './check/variables.ts';
import { readAssignments } from './variables.ts';

/** A file to read, and its name in messages. */
export interface NamedFile {
  readonly path: string;
  readonly displayName: string;
}

export interface TemplateFiles {
  /** Absolute path of the templates' folder. */
  readonly folder: string;
  readonly displayFolder: string;
  /** Sorted by name, as are the variables files that Packer loads by itself: HCL, then JSON. */
  readonly templates: readonly NamedFile[];
  readonly variables: readonly NamedFile[];
}

/** Throws a ConfigurationError for a path without templates, and for JSON templates. */
export async function listTemplateFiles(path: string, displayName: string): Promise<TemplateFiles> {
  if (path.endsWith('.pkr.hcl')) {
    const displayFolder = dirname(displayName);
    // Packer loads no variables files beside a single template.
    return { folder: dirname(path), displayFolder, templates: [{ path, displayName }], variables: [] };
  }
  const entries = await readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
    const message = `the templates ${JSON.stringify(displayName)} cannot be read: they must be a folder, or a *.pkr.hcl file`;
    throw new ConfigurationError(message, { cause });
  });
  const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const list = (suffix: string): NamedFile[] =>
    names
      .filter((name) => name.endsWith(suffix))
      .sort()
      .map((name) => ({ path: join(path, name), displayName: `${displayName}/${name}` }));
  refuseJson(list('.pkr.json'));
  const templates = list('.pkr.hcl');
  if (templates.length === 0) {
    refuseJson(list('.json').filter(isLegacyTemplate));
    throw new ConfigurationError(`no *.pkr.hcl in the templates' folder ${JSON.stringify(displayName)}`);
  }
  const variables = [...list('.auto.pkrvars.hcl'), ...list('.auto.pkrvars.json')];
  return { folder: path, displayFolder: displayName, templates, variables };
}

function refuseJson(files: readonly NamedFile[]): void {
  if (files.length === 0) return;
  throw new ConfigurationError(
    files.map(({ displayName: file }) => ({
      message: `${file}: JSON templates are not supported; convert it to HCL (packer hcl2_upgrade does most of it)`,
      location: { file },
    })),
  );
}

/** A template of Packer's old format is a JSON object with `builders`. */
function isLegacyTemplate({ path }: NamedFile): boolean {
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof json === 'object' && json !== null && 'builders' in json;
  } catch {
    return false;
  }
}

/** Parses files; syntax errors of all are added to `problems`. */
export async function parseAll(files: readonly NamedFile[], problems: Problem[]): Promise<HclFile[]> {
  const parsed: HclFile[] = [];
  for (const { path, displayName } of files) {
    try {
      const text = readFileSync(path, 'utf8');
      if (text.includes('yamldecode')) await loadYaml();
      parsed.push(await parseHcl(displayName, text));
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      problems.push(...error.problems);
    }
  }
  return parsed;
}

/** Reads variables files in their order; what cannot be read is added to `problems`. */
export async function readVariablesFiles(
  files: readonly NamedFile[],
  problems: Problem[],
): Promise<VariablesFile[]> {
  const read: VariablesFile[] = [];
  for (const file of files) {
    if (basename(file.path).endsWith('.json')) read.push(readJson(file, problems));
    else {
      for (const { path, body } of await parseAll([file], problems)) {
        const places = body.attributes.map(({ value }) => value);
        read.push({ path, assignments: readAssignments(body), places });
      }
    }
  }
  return read;
}

function readJson({ path, displayName }: NamedFile, problems: Problem[]): VariablesFile {
  try {
    const json = parseJson(readFileSync(path, 'utf8'));
    if (!isObject(json)) throw new SyntaxError('not an object');
    return { path: displayName, assignments: [...json], places: [] };
  } catch {
    problems.push({
      message: `${displayName}: not a JSON object of variables`,
      location: { file: displayName },
    });
    return { path: displayName, assignments: [], places: [] };
  }
}
