/** Which variables the action takes for its own. */

import { expect, test } from '@jest/globals';
import { findFilledVariables } from '../../../src/templates/filled-variables.ts';
import { readTemplates } from '../../../src/templates/read.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

const base =
  'source "amazon-ebs" "base" {\n  ami_name = "base"\n}\nbuild {\n  sources = ["amazon-ebs.base"]\n}\n';

async function filledOf(declaration: string): Promise<string[]> {
  const folder = temporaryFolder({ 'x.pkr.hcl': `${base}${declaration}\n` });
  const { values } = findFilledVariables(await readTemplates(folder, { env: {} }));
  return [...values.keys()];
}

test.each([
  ['variable "fingerprint" { default = "" }', ['fingerprint']],
  ['variable "fingerprint" { type = string }', ['fingerprint']],
  ['variable "source_ami" { default = "" }', ['source_ami']],
  ['variable "run_tags" { default = {} }', ['run_tags']],
  ['variable "ami_tags" {\n  type = map(string)\n  default = {}\n}', ['ami_tags']],
  ['variable "resolved_artifacts" {\n  type = any\n  default = {}\n}', ['resolved_artifacts']],
  ['variable "base_ami" { default = null }', ['base_ami']],
  ['variable "fingerprint" { default = "mine" }', []],
  ['variable "fingerprint" { default = [] }', []],
  ['variable "fingerprint" {\n  type = list(string)\n  default = []\n}', []],
  ['variable "run_tags" {\n  type = list(map(string))\n  default = []\n}', []],
  ['variable "run_tags" { default = [] }', []],
  ['variable "resolved_artifacts" {\n  type = list(string)\n  default = []\n}', []],
  ['variable "base_ami" {\n  type = map(string)\n  default = {}\n}', []],
])('of the templates %j the action fills in %j', async (declaration, names) => {
  expect(await filledOf(declaration)).toEqual(names);
});

test('a source_ami without a default is left to the user', async () => {
  await expect(filledOf('variable "source_ami" { type = string }')).rejects.toThrow(
    /x\.pkr\.hcl:7:1: the variable source_ami has no value/,
  );
});
