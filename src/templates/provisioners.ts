/** The attributes of Packer's own provisioners that name local files, as of Packer 1.16.0. */

import type { Value } from './evaluate/values.ts';

export interface ProvisionerReads {
  readonly paths: readonly { readonly name: string; readonly value: Value }[];
  /** Why it may read other files too; null if it does not. */
  readonly doubt: string | null;
  /** Whether a path may name a file that only exists during the build. */
  readonly mayAppear: boolean;
}

const scriptAttributes = ['script', 'scripts'];
const scriptRunners = new Set(['shell', 'powershell', 'windows-shell']);
const readingNothing = new Set(['breakpoint', 'sleep', 'windows-restart', 'hcp-sbom']);

export function findProvisionerReads(type: string, values: ReadonlyMap<string, Value>): ProvisionerReads {
  const pathsIn = (names: readonly string[]): ProvisionerReads['paths'] =>
    names.flatMap((name) => {
      const value = values.get(name);
      return value === undefined ? [] : [{ name: `${name} of the provisioner ${type}`, value }];
    });
  if (scriptRunners.has(type)) return { paths: pathsIn(scriptAttributes), doubt: null, mayAppear: false };
  if (readingNothing.has(type)) return { paths: [], doubt: null, mayAppear: false };
  if (type === 'file') {
    const download = values.get('direction') === 'download';
    const paths = download ? [] : pathsIn(['source', 'sources']);
    return { paths, doubt: null, mayAppear: (values.get('generated') ?? false) !== false };
  }
  if (type === 'shell-local') {
    return {
      paths: pathsIn(scriptAttributes),
      doubt: 'the provisioner shell-local, whose commands run on this machine',
      mayAppear: false,
    };
  }
  return { paths: [], doubt: `the provisioner ${type}, which may read any file`, mayAppear: false };
}
