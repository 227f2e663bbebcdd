/** Runs the built action as a process on a runner of its own, for tests that see it only from outside. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finished, Step } from '../e2e/step.ts';
import { temporaryFolder } from '../helpers/folders.ts';

/** A folder of templates with these AMIs, which take run tags. */
export function templates(...amis: readonly string[]): Record<string, string> {
  const builds = amis.map(
    (ami) => `
source "amazon-ebs" "${ami}" {
  ami_name     = "test-${ami}-\${substr(var.fingerprint, 0, 12)}"
  region       = var.aws_region
  source_ami   = "ami-0123456789abcdef0"
  ssh_username = "ubuntu"
  run_tags     = var.run_tags
  tags         = merge(var.run_tags, var.ami_tags)
}

build {
  name    = "${ami}"
  sources = ["source.amazon-ebs.${ami}"]
}
`,
  );
  const variables = `
variable "aws_region" { default = "us-east-1" }
variable "fingerprint" { default = "" }
variable "password" {
  default   = ""
  sensitive = true
}
variable "run_tags" {
  type    = map(string)
  default = {}
}
variable "ami_tags" {
  type    = map(string)
  default = {}
}
`;
  return { 'packer/all.pkr.hcl': variables + builds.join('') };
}

/** Creates a runner whose workspace has these files. */
export async function runner(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const inWorkspace = Object.entries(files).map(([name, text]) => [`workspace/${name}`, text]);
  const folder = temporaryFolder(Object.fromEntries(inWorkspace));
  for (const name of ['workspace', 'temp', 'tools']) await mkdir(join(folder, name), { recursive: true });
  return folder;
}

/** An environment without credentials, in which no metadata service is asked for any. */
export const noCredentials = {
  HOME: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
} as unknown as NodeJS.ProcessEnv;

export function withCredentials(endpoint: string): NodeJS.ProcessEnv {
  return {
    ...noCredentials,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: endpoint,
  };
}

export function startMain(
  folder: string,
  inputs: Readonly<Record<string, string>>,
  env = noCredentials,
): Promise<Step> {
  return Step.start(folder, 'dist/index.js', inputs, {}, env);
}

export async function runMain(
  folder: string,
  inputs: Readonly<Record<string, string>>,
  env = noCredentials,
): Promise<Finished> {
  return await (await startMain(folder, inputs, env)).finished;
}

export async function runPost(
  folder: string,
  state: Readonly<Record<string, string>>,
  env = noCredentials,
): Promise<Finished> {
  return await (await Step.start(folder, 'dist/post.js', {}, state, env)).finished;
}

/** The errors that a step annotated, as the runner reads them. */
export function errorsOf({ output }: Finished): string[] {
  const decode = (text: string) =>
    text.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
  return [...output.matchAll(/^::error[^:]*::(.*)$/gm)].map(([, text = '']) => decode(text));
}

export async function reportOf({ outputs }: Finished): Promise<unknown> {
  return JSON.parse(await readFile(outputs['report'] ?? '', 'utf8'));
}
