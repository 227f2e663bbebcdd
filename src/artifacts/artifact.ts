/** The downloads that templates may ask for. */

export interface Artifact {
  readonly version: string;
  /** Upstream's https URL, also where it was resolved through a mirror. */
  readonly url: string;
  /** Hex, lower case. */
  readonly sha256: string;
}

/** Each artifact, and the variable of the templates that has its version. */
export const artifactVariables = {
  nebula: 'nebula_version',
  k3s: 'k3s_version',
  k3s_images: 'k3s_version',
  ollama: 'ollama_version',
  liqoctl: 'liqo_version',
  liqo_chart: 'liqo_version',
} as const;

export type ArtifactName = keyof typeof artifactVariables;
export type VersionVariable = (typeof artifactVariables)[ArtifactName];
export const artifactNames = Object.keys(artifactVariables) as readonly ArtifactName[];
export type Artifacts = Readonly<Partial<Record<ArtifactName, Artifact>>>;
