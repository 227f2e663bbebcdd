/**
 * A recipe's fingerprint: the hash of everything that the AMI is made of, each part an input with a name.
 *
 * The region is no input of its own: `region = var.x` in a source or data block chooses where a build runs. It counts
 * through the source image's id, which differs from region to region, and where templates read the variable otherwise.
 * What a parent's AMI brings counts through the parent's fingerprint, whether a build starts from that AMI or not.
 */

import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { type ArtifactName, type Artifacts, artifactNames, artifactVariables } from '../artifacts/resolve.ts';
import type { RecipeDependencies } from '../templates/dependencies.ts';
import type { TemplateEnvironment } from '../templates/environment.ts';
import { firstUnknown, toJson } from '../templates/evaluate/values.ts';
import type { FileDigest } from '../templates/files.ts';
import type { FilledVariables } from '../templates/filled-variables.ts';
import { globMatcher } from '../templates/glob.ts';
import type { Recipe } from '../templates/recipes.ts';
import { dataImage, type SourceQuery } from '../templates/source-image.ts';
import type { Templates } from '../templates/templates.ts';

/** In order of weight: what a person most likely changed, and most likely means, comes first. */
export const fingerprintInputKinds = [
  'variable',
  'artifact',
  'file',
  'listing',
  'agent',
  'template',
  'source',
  'plugin',
  'packer',
  'parent',
] as const;
export type FingerprintInputKind = (typeof fingerprintInputKinds)[number];

/** One thing that an AMI is made of. */
export interface FingerprintInput {
  readonly kind: FingerprintInputKind;
  /** The same on every machine: paths are relative to the templates' folder. */
  readonly name: string;
  /** SHA-256 in hex. */
  readonly digest: string;
  /** What a person recognises: a variable's value, a version, an image's id. Null where there is none, or it is secret. */
  readonly value: string | null;
  /** The file it stands in, as messages call it; not part of the fingerprint. */
  readonly place: string | null;
  /** A sensitive variable's: never shown, and its digest never stored beside its name. */
  readonly secret: boolean;
}

/** What was found out about the world outside the templates. */
export interface ResolvedInputs {
  readonly artifacts: Artifacts;
  /** Id of the image that a query means; null where it is not known. */
  image(query: SourceQuery): string | null;
  /** Digest of the Go binaries; null where no recipe takes them. */
  readonly agentDigest: string | null;
  readonly pluginVersion: string;
  readonly packerVersion: string;
}

export interface FingerprintInputs {
  readonly inputs: readonly FingerprintInput[];
  /** The templates read something that only Packer will know: such an AMI is always built. */
  readonly opaque: readonly string[];
  /** Why the whole folder counts, empty where it does not. */
  readonly doubts: readonly string[];
  /** The source image's id, null where it is not known. */
  readonly sourceAmi: string | null;
}

/** A variable called so is taken for a secret, also where the template forgot to say that it is sensitive. */
const secretName = /(^|_)(password|passwd|secret|token|credentials?|(private|api|access|secret)_key)(_|$)/i;

/** Data sources that hold keys to inputs and no inputs themselves. */
const secretData = new Set(['amazon-secretsmanager', 'hcp-vault-secrets']);

export interface FingerprintRequest {
  readonly recipe: Recipe;
  readonly references: RecipeDependencies;
  readonly templates: Templates;
  readonly world: TemplateEnvironment;
  readonly roles: FilledVariables;
  readonly findings: ResolvedInputs;
  /** Fingerprints of the recipes whose AMIs it can start from, by recipe name. */
  readonly parents: ReadonlyMap<string, string>;
}

/** All inputs of a recipe's fingerprint. */
export function collectFingerprintInputs(request: FingerprintRequest): FingerprintInputs {
  const { references, templates, findings } = request;
  const { reads } = references;
  const opaque: string[] = [];
  const image = sourceInputs(request, opaque);
  const inputs = [
    ...variableInputs(request, opaque),
    ...artifactInputs(request),
    ...fileInputs(request),
    ...templateInputs(request),
    ...image.inputs,
    ...[...request.parents].map(([name, fingerprint]) =>
      createInput('parent', name, fingerprint, fingerprint.slice(0, 12)),
    ),
    createInput('plugin', 'amazon', findings.pluginVersion, findings.pluginVersion),
    ...references.plugins.map((name) => createInput('plugin', name, templates.plugins.get(name) ?? '')),
    ...(reads.others.has('packer')
      ? [createInput('packer', 'packer', findings.packerVersion, findings.packerVersion)]
      : []),
    ...(reads.others.has('agent') ? [createInput('agent', 'agent', findings.agentDigest ?? '')] : []),
  ];
  const doubts = [...reads.unresolved.values()].map(({ what, file, line }) => `${what} (${file}:${line})`);
  return { inputs, opaque: [...new Set(opaque)], doubts, sourceAmi: image.sourceAmi };
}

/** The fingerprint, hex SHA-256: of the recipe's name and its inputs, in the order of their names. */
export function fingerprintOf(recipe: string, inputs: readonly FingerprintInput[]): string {
  const lines = inputs.map(({ kind, name, digest }) => `${kind}\0${name}\0${digest}\n`).sort();
  return createHash('sha256').update(`ami-action 1\0${recipe}\n`).update(lines.join('')).digest('hex');
}

/** The artifacts that a recipe needs: the keys it reads, or of all those whose version it reads. */
export function neededArtifacts(
  references: RecipeDependencies,
  templates: Templates,
  roles: FilledVariables,
): ArtifactName[] {
  const { artifacts, variables } = references.reads;
  if (!roles.values.has('resolved_artifacts') || artifacts.size === 0) return [];
  return artifactNames.filter((name) => {
    const variable = artifactVariables[name];
    if (!templates.variables.has(variable)) return false;
    return artifacts.has('*') ? variables.has(variable) : artifacts.has(name);
  });
}

/** What an input is called in front of a person: files by their path from the workspace, if the folder lies in it. */
export function displayFileName(templates: Templates, name: string): string {
  return posix.isAbsolute(name) ? name : posix.join(templates.shown, name);
}

function createInput(
  kind: FingerprintInputKind,
  name: string,
  content: string,
  value: string | null = null,
): FingerprintInput {
  return { kind, name, digest: sha256(content), value, place: null, secret: false };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Every variable that is read, but those that the action fills in and those whose version is resolved. */
function variableInputs(
  { references, templates, roles }: FingerprintRequest,
  opaque: string[],
): FingerprintInput[] {
  const resolved = new Set<string>(
    neededArtifacts(references, templates, roles).map((name) => artifactVariables[name]),
  );
  return [...references.reads.variables].flatMap((name) => {
    const variable = templates.variables.declared.get(name);
    const value = templates.variables.value(name);
    if (variable === undefined || value === undefined || roles.values.has(name) || resolved.has(name))
      return [];
    if (firstUnknown(value) !== null) {
      opaque.push(`the value of var.${name} is not known before the build`);
      return [];
    }
    const json = JSON.stringify(toJson(value));
    const shown = typeof value === 'string' ? value : json;
    const secret = variable.sensitive || secretName.test(name);
    return [{ ...createInput('variable', name, json, secret ? null : shown), place: variable.file, secret }];
  });
}

function artifactInputs({ references, templates, roles, findings }: FingerprintRequest): FingerprintInput[] {
  return neededArtifacts(references, templates, roles).flatMap((name) => {
    const artifact = findings.artifacts[name];
    if (artifact === undefined) return [];
    const { version, url, sha256: hash } = artifact;
    return [createInput('artifact', name, `${version}\0${url}\0${hash}`, version)];
  });
}

function fileInputs({ references, templates }: FingerprintRequest): FingerprintInput[] {
  const { reads } = references;
  const { files } = templates;
  const found = new Map<string, FileDigest>();
  for (const path of reads.files) for (const file of files.digest(path)) found.set(file.name, file);
  if (reads.unresolved.size > 0) for (const file of files.wholeFolder()) found.set(file.name, file);
  const listings = [...reads.listings].map((listing) => {
    const [folder = '', pattern = ''] = listing.split('\0');
    const matching = files.list(folder).filter(globMatcher(pattern) ?? (() => true));
    return createInput('listing', `${files.nameOf(folder)}/${pattern}`, matching.join('\0'));
  });
  return [
    ...[...found.values()].map(
      ({ name, digest }): FingerprintInput => ({
        kind: 'file',
        name,
        digest,
        value: null,
        place: displayFileName(templates, name),
        secret: false,
      }),
    ),
    ...listings,
  ];
}

/** The text of the source and the build, and of each local and data source that they reach. */
function templateInputs({ references, templates }: FingerprintRequest): FingerprintInput[] {
  const parts = references.parts.map(({ what, file, canonical }) => ({
    ...createInput('template', what, canonical),
    place: file,
  }));
  const named = (
    kind: string,
    names: Iterable<string>,
    from: Templates['locals'] | Templates['data'],
  ): FingerprintInput[] =>
    [...names].flatMap((name) => {
      const definition = from.get(name);
      if (definition === undefined) return [];
      return [
        { ...createInput('template', `${kind}.${name}`, definition.canonical), place: definition.file },
      ];
    });
  return [
    ...parts,
    ...named('local', references.reads.locals, templates.locals),
    ...named('data', references.reads.data, templates.data),
  ];
}

/** The source image, and what other data sources answer where that can be asked beforehand. */
function sourceInputs(
  { references, templates, world, findings }: FingerprintRequest,
  opaque: string[],
): { readonly inputs: FingerprintInput[]; readonly sourceAmi: string | null } {
  const { source, reads } = references;
  const inputs: FingerprintInput[] = [];
  let sourceAmi: string | null = null;
  if (source.kind === 'unknown') opaque.push(source.why);
  else {
    sourceAmi = source.kind === 'id' ? source.id : findings.image(source.query);
    if (sourceAmi === null) opaque.push('its source image could not be looked up');
    inputs.push(createInput('source', 'source image', sourceAmi ?? '', sourceAmi));
  }
  for (const ref of reads.data) {
    const [type = ''] = ref.split('.');
    if (secretData.has(type) || type === 'null') continue;
    const image = dataImage(ref, templates, world);
    if (image.kind === 'unknown') opaque.push(image.why);
    else if (JSON.stringify(image) !== JSON.stringify(source)) {
      const id = image.kind === 'id' ? image.id : findings.image(image.query);
      if (id === null) opaque.push(`data.${ref} could not be looked up`);
      inputs.push(createInput('source', `data.${ref}`, id ?? '', id));
    }
  }
  return { inputs, sourceAmi };
}
