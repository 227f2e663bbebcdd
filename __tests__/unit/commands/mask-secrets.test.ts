/** What is masked in the log. */
import { expect, test } from '@jest/globals';
import { findTextsToMask } from '../../../src/commands/mask-secrets.ts';
import type { VariableValue } from '../../../src/inputs/variables.ts';
import { readTemplates } from '../../../src/templates/read.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

const templates = `
variable "login" {
  default   = {}
  sensitive = true
}
variable "pin" {
  default   = "0000"
  sensitive = true
}
variable "owner" { default = "nobody" }
source "amazon-ebs" "x" { ami_name = "x" }
build { sources = ["source.amazon-ebs.x"] }
`;

async function masksOf(
  variables: Readonly<Record<string, VariableValue>>,
  more: { readonly env?: Readonly<Record<string, string>>; readonly file?: string } = {},
): Promise<string[]> {
  const { env = {}, file = '' } = more;
  const folder = temporaryFolder({ 'x.pkr.hcl': templates, 'x.auto.pkrvars.hcl': file });
  const { variables: values } = await readTemplates(folder, { variables, env });
  return findTextsToMask(values, 'us-east-1');
}

test('the value of a sensitive variable is masked, wherever it was set, and its default is not', async () => {
  expect(await masksOf({})).toEqual([]);
  expect(await masksOf({ pin: '0451' })).toEqual(['0451']);
  expect(await masksOf({}, { env: { PKR_VAR_pin: '0452' } })).toEqual(['0452']);
  expect(await masksOf({}, { file: 'pin = "0453"\n' })).toEqual(['0453']);
});

test('ordinary words in a sensitive object are no masks', async () => {
  const login = {
    user: 'catalyst',
    region: 'us-east-1',
    port: 5,
    tls: true,
    password: 'hunter2',
    old: ['sesame'],
  };
  expect(await masksOf({ login, owner: 'catalyst' })).toEqual(['hunter2', 'sesame']);
});
