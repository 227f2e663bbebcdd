/**
 * Everything that a recipe's AMI is made of, as the inputs of its fingerprint.
 *
 * The region is no input of its own: `region = var.x` in a source or data block chooses where a build runs. It counts
 * through the source image's id, which differs from region to region, and wherever else templates read the variable.
 * What a parent's AMI brings counts through the parent's fingerprint, whether a build starts from that AMI or not.
 */

import { type Artifacts, artifactVariables } from '../artifacts/artifact.ts';
import type { Dependencies, Unresolved } from '../evaluate/dependencies.ts';
import { firstUnknown, toJson } from '../evaluate/values.ts';
import type { TemplateEnvironment } from '../templates/environment.ts';
import type { FilledVariables } from '../templates/filled-variables.ts';
import type { RecipeDependencies } from '../templates/recipe-dependencies.ts';
import type { Templates } from '../templates/templates.ts';
import { collectFileInputs } from './file-inputs.ts';
import { createInput, createSecretInput, type FingerprintInput } from './fingerprint.ts';
import { findNeededArtifacts } from './needed-artifacts.ts';
import { collectSourceInputs, type ImageSearch } from './source-inputs.ts';

/** What was resolved outside the templates. */
export interface ResolvedInputs extends ImageSearch {
  readonly artifacts: Artifacts;
  /** Null if no recipe takes the Go programs. */
  readonly goProgramsDigest: string | null;
  readonly pluginVersion: string;
  readonly packerVersion: string;
}

export interface FingerprintInputs {
  readonly inputs: readonly FingerprintInput[];
  /** What the templates read that only Packer will know: an AMI with such reasons is always built. */
  readonly alwaysBuildReasons: readonly string[];
  /** Why the whole workspace counts; empty if it does not. */
  readonly wholeWorkspaceReasons: readonly string[];
  /** The source image's id; null if it is not known. */
  readonly sourceAmi: string | null;
  readonly secrets: SecretVariables;
}

/** What a fingerprint without a key means for the secret variables that a recipe reads. */
export interface SecretVariables {
  /** Sensitive variables, and locals as `local.name`, that do not count. */
  readonly uncounted: readonly string[];
  /** Variables that count, but are named like a secret: from the fingerprint a short value can be guessed. */
  readonly guessable: readonly string[];
}

export interface FingerprintRequest {
  readonly dependencies: RecipeDependencies;
  /** What the recipe reads whatever its secrets are. */
  readonly shown: Dependencies;
  readonly templates: Templates;
  readonly environment: TemplateEnvironment;
  readonly filledVariables: FilledVariables;
  readonly resolved: ResolvedInputs;
  /** The key by which secret variables count; null if there is none. */
  readonly fingerprintKey: string | null;
  /** Fingerprints of the recipes whose AMIs it can start from, by recipe name. */
  readonly parents: ReadonlyMap<string, string>;
}

/** The part of a parent's fingerprint that explanations show. */
const displayedLength = 12;

/** A variable with such a name is not shown, even if its template forgot to declare it sensitive. */
const secretName = /(^|_)(password|passwd|secret|token|credentials?|(private|api|access|secret)_key)(_|$)/i;

/** All inputs of a recipe's fingerprint. */
export async function collectFingerprintInputs(request: FingerprintRequest): Promise<FingerprintInputs> {
  const { dependencies, templates, environment, resolved } = request;
  const source = collectSourceInputs(dependencies, templates, environment, resolved);
  const variables = collectVariableInputs(request);
  const texts = collectTemplateInputs(dependencies, templates, request.fingerprintKey);
  const unbounded = findUnboundedReads(dependencies, templates);
  return {
    inputs: [
      ...variables.inputs,
      ...collectArtifactInputs(request),
      ...(await collectFileInputs(dependencies, templates, {
        shown: request.shown,
        key: request.fingerprintKey,
      })),
      ...texts.inputs,
      ...source.inputs,
      ...collectParentInputs(request.parents),
      ...collectToolInputs(dependencies, templates, resolved),
    ],
    alwaysBuildReasons: [
      ...new Set([
        ...source.unknowns,
        ...variables.unknowns,
        ...unbounded.unknowns,
        ...(dependencies.regions === null ? ['its ami_regions are known only during the build'] : []),
      ]),
    ],
    wholeWorkspaceReasons: unbounded.doubts,
    sourceAmi: source.sourceAmi,
    secrets: {
      ...variables.secrets,
      uncounted: [...variables.secrets.uncounted, ...texts.uncounted],
    },
  };
}

/** What is another at each build, and the files that are not known: any of the workspace, or any at all. */
function findUnboundedReads(
  { reads }: RecipeDependencies,
  templates: Templates,
): { readonly unknowns: readonly string[]; readonly doubts: readonly string[] } {
  const place = ({ what, file, line }: Unresolved): string => `${what} (${file}:${line})`;
  const unresolved = templates.reads === null ? [...reads.unresolved.values()] : [];
  return {
    unknowns: [
      ...[...reads.changing.values()].map((item) => `${place(item)} is another at each build`),
      ...unresolved
        .filter(({ outside }) => outside)
        .map((item) => `${place(item)}: list the files that it reads in the input reads`),
    ],
    doubts: unresolved.filter(({ outside }) => !outside).map(place),
  };
}

interface VariableInputs {
  readonly inputs: readonly FingerprintInput[];
  readonly unknowns: readonly string[];
  readonly secrets: SecretVariables;
}

/**
 * Every variable that is read, except those that the action fills in and those whose version it resolves. Without a key
 * sensitive ones do not count either: a fingerprint is public, and a PIN can be found from one by trying.
 */
function collectVariableInputs({
  dependencies,
  templates,
  filledVariables,
  fingerprintKey: key,
}: FingerprintRequest): VariableInputs {
  const needed = findNeededArtifacts(dependencies, templates, filledVariables);
  const resolved = new Set<string>(needed.map((name) => artifactVariables[name]));
  const inputs: FingerprintInput[] = [];
  const unknowns: string[] = [];
  const uncounted: string[] = [];
  const guessable: string[] = [];
  for (const name of dependencies.reads.variables) {
    const variable = templates.variables.declared.get(name);
    const given = templates.variables.given(name);
    const converted = templates.variables.value(name);
    if (variable === undefined || given === undefined || converted === undefined) continue;
    if (filledVariables.values.has(name) || resolved.has(name)) continue;
    if (variable.sensitive && key === null) {
      uncounted.push(name);
      continue;
    }
    // What Packer makes of a value may not be known where the value and the type are.
    const hasType = variable.type !== '' && variable.type !== 'any';
    const value = hasType && firstUnknown(converted) !== null ? given : converted;
    const unknown = firstUnknown(value);
    if (unknown !== null) {
      unknowns.push(
        unknown.reason.kind === 'digits'
          ? `the value of var.${name} has a number of too many digits to be compared: put it in quotes`
          : `the value of var.${name} is not known before the build`,
      );
      continue;
    }
    const json = JSON.stringify(toJson(value));
    const text = typeof value === 'string' ? value : json;
    const { file: place, type } = variable;
    // Equal lists and objects of several types are not the same to a template; texts, numbers and bools are.
    const isTold = value === converted && ['', 'string', 'number', 'bool'].includes(type);
    const content = isTold ? json : `${json}\0${type}`;
    const isNamedSecret = secretName.test(name);
    if (isNamedSecret && key === null) guessable.push(name);
    inputs.push(
      variable.sensitive || isNamedSecret
        ? createSecretInput('variable', name, content, { place, key })
        : createInput('variable', name, content, { value: text, place }),
    );
  }
  return { inputs, unknowns, secrets: { uncounted, guessable } };
}

function collectArtifactInputs({
  dependencies,
  templates,
  filledVariables,
  resolved,
}: FingerprintRequest): FingerprintInput[] {
  return findNeededArtifacts(dependencies, templates, filledVariables).flatMap((name) => {
    const artifact = resolved.artifacts[name];
    if (artifact === undefined) return [];
    const { version, url, sha256 } = artifact;
    return [createInput('artifact', name, `${version}\0${url}\0${sha256}`, { value: version })];
  });
}

/** The text of the source and the build, and of each local and data source that they reach; sensitive ones as secrets. */
function collectTemplateInputs(
  { parts, reads }: RecipeDependencies,
  { locals, data }: Templates,
  key: string | null,
): { readonly inputs: readonly FingerprintInput[]; readonly uncounted: readonly string[] } {
  const inputs = parts.map(({ what, file, canonical }) =>
    createInput('template', what, canonical, { place: file }),
  );
  const uncounted: string[] = [];
  const definitions = [
    ...[...reads.locals].map((name) => [`local.${name}`, locals.get(name)] as const),
    ...[...reads.data].map((name) => [`data.${name}`, data.get(name)] as const),
  ];
  for (const [name, definition] of definitions) {
    if (definition === undefined) continue;
    const { canonical, file: place, sensitive } = definition;
    if (!sensitive) inputs.push(createInput('template', name, canonical, { place }));
    else if (key === null) uncounted.push(name);
    else inputs.push(createSecretInput('template', name, canonical, { place, key }));
  }
  return { inputs, uncounted };
}

function collectParentInputs(parents: ReadonlyMap<string, string>): FingerprintInput[] {
  return [...parents].map(([name, fingerprint]) =>
    createInput('parent', name, fingerprint, { value: fingerprint.slice(0, displayedLength) }),
  );
}

/** Packer's plugins, Packer itself if the templates read its version, and the Go programs if they take them. */
function collectToolInputs(
  { plugins, reads }: RecipeDependencies,
  templates: Templates,
  { pluginVersion, packerVersion, goProgramsDigest }: ResolvedInputs,
): FingerprintInput[] {
  return [
    createInput('plugin', 'amazon', pluginVersion, { value: pluginVersion }),
    ...plugins.map((name) => createInput('plugin', name, templates.plugins.get(name) ?? '')),
    ...(reads.others.has('packer')
      ? [createInput('packer', 'packer', packerVersion, { value: packerVersion })]
      : []),
    ...(reads.others.has('cwd')
      ? [createInput('variable', 'path.cwd', templates.cwd, { value: templates.cwd })]
      : []),
    ...(reads.others.has('agent') ? [createInput('agent', 'agent', goProgramsDigest ?? '')] : []),
  ];
}
