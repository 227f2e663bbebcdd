/** From versions to downloads: the URL and the publisher's SHA-256 of each artifact, resolved once, before any build. */

import { ConfigurationError, messageOf } from '../errors.ts';
import { type ArtifactName, type Artifacts, artifactVariables, type VersionVariable } from './artifact.ts';
import { resolveK3s } from './k3s.ts';
import { resolveLiqo } from './liqo.ts';
import { resolveNebula } from './nebula.ts';
import { resolveOllama } from './ollama.ts';
import { isVersion, type PublisherClient, type Resolver } from './publisher.ts';

export interface ArtifactRequest {
  readonly artifacts: Iterable<ArtifactName>;
  /** The values of the variables, such as `nebula_version: '1.9.0'`. */
  readonly versions: Readonly<Record<string, string>>;
}

const resolvers: Readonly<Record<VersionVariable, Resolver>> = {
  nebula_version: resolveNebula,
  k3s_version: resolveK3s,
  ollama_version: resolveOllama,
  liqo_version: resolveLiqo,
};

/** Asks each publisher once, concurrently. Throws one ConfigurationError with every failure, naming variable and URL. */
export async function resolveArtifacts(
  { artifacts, versions }: ArtifactRequest,
  client: PublisherClient,
): Promise<Artifacts> {
  const wanted = new Set(artifacts);
  const variables = [...new Set([...wanted].map((name) => artifactVariables[name]))];
  const outcomes = await Promise.all(
    variables.map(async (variable) => {
      const value = versions[variable] ?? '';
      try {
        const version = value.trim();
        if (!isVersion(version)) throw new Error('this is not a version');
        return { resolved: await resolvers[variable](version, client, wanted), problems: [] };
      } catch (error) {
        return {
          resolved: {},
          problems: [`${variable} = ${JSON.stringify(value)}: ${messageOf(error)}`],
        };
      }
    }),
  );
  const problems = outcomes.flatMap((outcome) => outcome.problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const entries = outcomes.flatMap(({ resolved }) => Object.entries(resolved));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
