/** Go's settings that decide what a build produces, found without Go: a plan needs none. */

import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { codeOf } from '../../errors.ts';
import type { Environment } from '../../github/environment.ts';

const names = ['GOTOOLCHAIN', 'GOFLAGS', 'GOEXPERIMENT', 'GOAMD64', 'GOARM64', 'CGO_ENABLED'];
/** Those that matter with cgo, where the machine's C compiler decides as well. */
const cgoNames = ['CC', 'CXX', 'CGO_CFLAGS', 'CGO_CPPFLAGS', 'CGO_CXXFLAGS', 'CGO_LDFLAGS'];

/**
 * The settings by name; empty where Go's default holds. Go's version is that of the `toolchain` line in go.work or go.mod,
 * which the build then uses; without one it is what the sources and GOTOOLCHAIN ask for, and whichever Go the job brings.
 * @param env the environment of the build
 */
export async function readGoSettings(folder: string, env: Environment): Promise<Record<string, string>> {
  const file = await readGoEnvironmentFile(env);
  const find = (name: string): string => env[name] || file.get(name) || '';
  const isCgo = find('CGO_ENABLED') === '1';
  const settings = Object.fromEntries(
    (isCgo ? [...names, ...cgoNames] : names).map((name) => [name, find(name)]),
  );
  // `local`, which actions/setup-go sets, and `auto` name no version.
  if (!/^go\d/.test(find('GOTOOLCHAIN'))) settings['GOTOOLCHAIN'] = await readToolchain(folder);
  return isCgo ? { ...settings, host: `${process.platform} ${process.arch}` } : settings;
}

/** The `toolchain` line of go.work, or else of go.mod (go.dev/doc/toolchain); empty where there is none. */
async function readToolchain(folder: string): Promise<string> {
  const text =
    (await readIfExists(join(folder, 'go.work'))) ?? (await readIfExists(join(folder, 'go.mod'))) ?? '';
  const [, name = ''] = /^toolchain[ \t]+(go\S+)/m.exec(text) ?? [];
  return name;
}

/** What `go env -w` has written: GOENV names the file, or `off`; by default it is go/env in the user's folder of settings. */
async function readGoEnvironmentFile(env: Environment): Promise<ReadonlyMap<string, string>> {
  const { GOENV: named = '', HOME: home = homedir(), XDG_CONFIG_HOME: xdg = '' } = env;
  if (named === 'off') return new Map();
  const usual =
    process.platform === 'darwin'
      ? join(home, 'Library', 'Application Support')
      : xdg || join(home, '.config');
  const text = (await readIfExists(named || join(usual, 'go', 'env'))) ?? '';
  return new Map(
    [...text.matchAll(/^([A-Z0-9_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
}

async function readIfExists(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}
