/** The walls between src's folders: read from docs/architecture.md, written into biome.json, and checked. */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';

/** What one folder, or file at src's root, may import. */
export interface Room {
  readonly name: string;
  /** Rooms that it may import, and whether only their types. */
  readonly imports: ReadonlyMap<string, 'all' | 'types'>;
}

/** What is read of biome.json. */
interface BiomeConfig {
  readonly overrides?: readonly { readonly includes: readonly string[] }[];
  readonly linter?: {
    readonly rules?: {
      readonly style?: { readonly noRestrictedImports?: { readonly options?: { readonly paths?: object } } };
    };
  };
}

/** May be imported by all; they import nothing. */
const common: readonly string[] = ['errors.ts', 'json.ts', 'tags.ts'];

/** The rooms of the table in docs/architecture.md, in its order. Throws where a row cannot be read or names no room. */
export function readRooms(markdown: string): Room[] {
  const rooms = [...markdown.matchAll(/^\| `([^`]+)` \| [^|]+ \| ([^|]+) \|$/gm)].map(
    ([, name = '', list = '']): Room => ({
      name,
      imports: new Map(list.trim() === 'nothing' ? [] : readList(list)),
    }),
  );
  const names = new Set(rooms.map(({ name }) => name));
  for (const { name, imports } of rooms) {
    const unknown = [...imports.keys()].filter((target) => !names.has(target));
    if (unknown.length > 0)
      throw new Error(`docs/architecture.md: ${name} may import ${unknown}, which is no row`);
  }
  return rooms;
}

function readList(list: string): [string, 'all' | 'types'][] {
  return list.split(',').map((item) => {
    const [, name, types] = /^\s*([a-z.-]+)( \(types\))?\s*$/.exec(item) ?? [];
    if (name === undefined) throw new Error(`docs/architecture.md: "${item.trim()}" is no folder of src`);
    return [name, types === undefined ? 'all' : 'types'];
  });
}

/**
 * One Biome override a room: every room that it may not import is a restricted import. An override replaces the options that
 * the rule has for all files, so `paths`, the modules that are restricted everywhere, are repeated in each.
 */
function wallOverrides(rooms: readonly Room[], paths: object = {}): object[] {
  return rooms.map(({ name, imports }) => {
    const others = rooms.map((room) => room.name).filter((other) => other !== name && !imports.has(other));
    const forbidden = common.includes(name) ? others : others.filter((other) => !common.includes(other));
    const options = {
      paths,
      patterns: [
        {
          group: forbidden.map((other) => (other.endsWith('.ts') ? `**/${other}` : `**/${other}/**`)),
          message: `docs/architecture.md says what src/${name} may import`,
        },
      ],
    };
    const rule = { level: 'error', options };
    return {
      includes: [name.endsWith('.ts') ? `src/${name}` : `src/${name}/**`],
      linter: { rules: { style: { noRestrictedImports: rule } } },
    };
  });
}

/** biome.json with the walls of the table; anything else in it stays. */
export function renderBiome(biome: string, markdown: string): string {
  const config = JSON.parse(biome) as BiomeConfig;
  const { paths } = config.linter?.rules?.style?.noRestrictedImports?.options ?? {};
  const others = (config.overrides ?? []).filter(
    ({ includes }) => !includes.every((glob) => glob.startsWith('src/')),
  );
  const overrides = [...others, ...wallOverrides(readRooms(markdown), paths)];
  return `${JSON.stringify({ ...config, overrides }, null, 2)}\n`;
}

/** What Biome cannot see: rooms that are in no row, values imported where only types may be, types by `import('...')`. A sentence each. */
export async function wallFaults(root: string, rooms: readonly Room[]): Promise<string[]> {
  const byName = new Map(rooms.map((room) => [room.name, room]));
  const faults = new Set<string>();
  for (const file of await readdir(join(root, 'src'), { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    const room = byName.get(roomOf(file));
    if (room === undefined) {
      faults.add(`src/${roomOf(file)} is no row of docs/architecture.md`);
      continue;
    }
    for (const { target, typesOnly } of importsOf(file, await readFile(join(root, 'src', file), 'utf8'))) {
      const other = roomOf(target);
      if (other === room.name || common.includes(other)) continue;
      const allowed = room.imports.get(other);
      if (allowed === undefined) faults.add(`src/${file}: imports ${target}, and src/${room.name} may not`);
      else if (allowed === 'types' && !typesOnly)
        faults.add(
          `src/${file}: imports values of ${target}, and src/${room.name} may import only its types`,
        );
    }
  }
  for (const { name } of rooms) {
    const there = await readdir(join(root, 'src')).then((names) => names.includes(name));
    if (!there) faults.add(`docs/architecture.md: there is no src/${name}`);
  }
  return [...faults];
}

/** The folder below src that a path lies in, or the file itself at its root. */
function roomOf(path: string): string {
  return path.split('/', 1)[0] as string;
}

function importsOf(file: string, text: string): { readonly target: string; readonly typesOnly: boolean }[] {
  const statements =
    /^(?:import|export) (type )?(?:\{([^}]*)\}|[^'{]*?)(?: from )?'(\.[^']+)';|import\('(\.[^']+)'\)/gm;
  return [...text.matchAll(statements)].map(([, type, list, source, dynamic]) => {
    const names = (list ?? '').split(',').filter((name) => name.trim() !== '');
    const allTypes = names.length > 0 && names.every((name) => name.trim().startsWith('type '));
    const target = normalize(join(dirname(file), (source ?? dynamic) as string));
    return { target, typesOnly: type !== undefined || allTypes };
  });
}

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, '..');
  const markdown = await readFile(join(root, 'docs/architecture.md'), 'utf8');
  const file = join(root, 'biome.json');
  await writeFile(file, renderBiome(await readFile(file, 'utf8'), markdown));
}
