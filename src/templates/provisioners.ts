/** The attributes of Packer's own provisioners that name local files, as of Packer 1.16.0. */

import type { Value } from '../evaluate/values.ts';
import type { Reading } from './walk.ts';

export interface ProvisionerReads {
  readonly paths: readonly { readonly name: string; readonly value: Value }[];
  /** How the files at these paths are read. */
  readonly as: Reading;
  /** Why it may read other files too; null if it does not. */
  readonly doubt: string | null;
  /** Whether a path may name a file that only exists during the build. */
  readonly mayAppear: boolean;
}

const scriptAttributes = ['script', 'scripts'];
const scriptRunners = new Set(['powershell', 'windows-shell']);
const readingNothing = new Set(['breakpoint', 'sleep', 'windows-restart', 'hcp-sbom']);

export function findProvisionerReads(type: string, values: ReadonlyMap<string, Value>): ProvisionerReads {
  const pathsIn = (names: readonly string[]): ProvisionerReads['paths'] =>
    names.flatMap((name) => {
      const value = values.get(name);
      return value === undefined ? [] : [{ name: `${name} of the provisioner ${type}`, value }];
    });
  const binary = values.get('binary') ?? false;
  if (type === 'shell') {
    // provisioner/shell/provisioner.go sends scripts through its UnixReader, without their modes, unless they are binary.
    const as = binary === false || binary === 'false' ? 'script' : 'bytes';
    return { paths: pathsIn(scriptAttributes), as, doubt: null, mayAppear: false };
  }
  if (scriptRunners.has(type)) {
    return { paths: pathsIn(scriptAttributes), as: 'upload', doubt: null, mayAppear: false };
  }
  if (readingNothing.has(type)) return { paths: [], as: 'bytes', doubt: null, mayAppear: false };
  if (type === 'file') {
    const download = values.get('direction') === 'download';
    const paths = download ? [] : pathsIn(['source', 'sources']);
    return { paths, as: 'upload', doubt: null, mayAppear: (values.get('generated') ?? false) !== false };
  }
  const doubt =
    type === 'shell-local'
      ? 'the provisioner shell-local, whose commands run on this machine'
      : `the provisioner ${type}, which may read any file`;
  const paths = type === 'shell-local' ? pathsIn(scriptAttributes) : [];
  return { paths, as: 'upload', doubt, mayAppear: false };
}
