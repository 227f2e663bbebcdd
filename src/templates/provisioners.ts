/** Which attributes of Packer's own provisioners name files of the machine that runs Packer (Packer 1.16.0). */

import type { Value } from './evaluate/values.ts';

export interface ProvisionerReads {
  readonly paths: readonly { readonly name: string; readonly value: Value }[];
  /** Why it may read more than that; null where it does not. */
  readonly doubt: string | null;
  /** That a path may name what only appears during the build. */
  readonly mayAppear: boolean;
}

const scripts = ['script', 'scripts'];
const scriptRunners = new Set(['shell', 'powershell', 'windows-shell']);
const readNothing = new Set(['breakpoint', 'sleep', 'windows-restart', 'hcp-sbom']);

export function findProvisionerReads(type: string, values: ReadonlyMap<string, Value>): ProvisionerReads {
  const of = (names: readonly string[]): ProvisionerReads['paths'] =>
    names.flatMap((name) => {
      const value = values.get(name);
      return value === undefined ? [] : [{ name: `${name} of the provisioner ${type}`, value }];
    });
  if (scriptRunners.has(type)) return { paths: of(scripts), doubt: null, mayAppear: false };
  if (readNothing.has(type)) return { paths: [], doubt: null, mayAppear: false };
  if (type === 'file') {
    const download = values.get('direction') === 'download';
    const paths = download ? [] : of(['source', 'sources']);
    return { paths, doubt: null, mayAppear: (values.get('generated') ?? false) !== false };
  }
  if (type === 'shell-local') {
    return {
      paths: of(scripts),
      doubt: 'the provisioner shell-local, whose commands run here',
      mayAppear: false,
    };
  }
  return { paths: [], doubt: `the provisioner ${type}, which may read any file`, mayAppear: false };
}

/** Packer renders `{{ … }}` when it runs. */
export function isLocalPath(path: string): boolean {
  return !path.includes('{{') && !path.includes('\0');
}
