/** The walls between src's folders, on a src of three files. */
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readRooms, wallFaults } from '../../../tools/walls.ts';
import { temporaryFolder, writeFiles } from '../../helpers/folders.ts';

const table = `
| folder | duty | may import |
| --- | --- | --- |
| \`errors.ts\` | the errors | nothing |
| \`aws\` | asks | nothing |
| \`plan\` | decides | aws (types) |
| \`apply\` | carries out | plan |
`;
const sound = {
  'errors.ts': 'export const a = 1;\n',
  'aws/types.ts': 'export interface Image {}\nexport const b = 1;\n',
  'plan/plan.ts': "import { a } from '../errors.ts';\nimport type { Image } from '../aws/types.ts';\n",
  'apply/apply.ts': "import { c } from '../plan/plan.ts';\n",
};

/** What is wrong in a src of these files, a sound one beside them. */
async function faultsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const root = temporaryFolder();
  writeFiles(join(root, 'src'), { ...sound, ...files });
  return wallFaults(root, readRooms(table));
}

test('imports that the table allows are no fault', async () => {
  expect(await faultsOf({})).toEqual([]);
});

test('an import of a folder that the table does not name is a fault', async () => {
  expect(await faultsOf({ 'aws/ec2.ts': "import type { P } from '../plan/plan.ts';\n" })).toEqual([
    'src/aws/ec2.ts: imports plan/plan.ts, and src/aws may not',
  ]);
});

test.each([
  "import { b } from '../aws/types.ts';\n",
  "import { b, type Image } from '../aws/types.ts';\n",
  "export { b } from '../aws/types.ts';\n",
])('a value across a wall for types is a fault: %j', async (text) => {
  expect(await faultsOf({ 'plan/decide.ts': text })).toEqual([
    'src/plan/decide.ts: imports values of aws/types.ts, and src/plan may import only its types',
  ]);
});

test('a folder without a row is a fault', async () => {
  expect(await faultsOf({ 'prove/prove.ts': '' })).toEqual(['src/prove is no row of docs/architecture.md']);
});

test('a row without a folder is a fault, and one that names no row cannot be read', async () => {
  const root = temporaryFolder({ 'src/errors.ts': '', 'src/aws/a.ts': '', 'src/plan/p.ts': '' });
  expect(await wallFaults(root, readRooms(table))).toEqual(['docs/architecture.md: there is no src/apply']);
  expect(() => readRooms(table.replace('| plan |', '| plans |'))).toThrow('apply may import plans');
});
