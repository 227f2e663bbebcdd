/** What Packer itself says of templates: `packer fmt -check` and `packer validate`, neither of which asks AWS. */

import type { Problem } from '../errors.ts';
import { formatArguments, type PackerTemplates, validateArguments } from './command-line.ts';

export interface ValidateOptions extends PackerTemplates {
  /** Packer's executable. */
  readonly packer: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that Packer runs in. */
  readonly cwd: string;
  /** What messages and annotations call a file that Packer names, relative to `cwd`. */
  readonly displayName: (path: string) => string;
  /** Runs a program to its end; a non-zero exit code is not an error. */
  readonly run: (
    file: string,
    args: readonly string[],
    options: Pick<ValidateOptions, 'cwd' | 'env'>,
  ) => Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>;
}

/** Everything that Packer refuses in the templates, and each file that it would format otherwise. */
export async function findTemplateFaults(options: ValidateOptions): Promise<Problem[]> {
  const { packer, cwd, env, target, run, displayName } = options;
  const formatted = await run(packer, formatArguments(target), { cwd, env });
  const validated = await run(packer, validateArguments(options), { cwd, env });
  return [
    ...(formatted.exitCode === 0 ? [] : readFormatFaults(formatted.stdout, formatted.stderr, displayName)),
    ...(validated.exitCode === 0
      ? []
      : readDiagnostics(`${validated.stdout}\n${validated.stderr}`, displayName)),
  ];
}

/** `fmt -check` names a file on each line (formatter.go of Packer 1.16.0). */
function readFormatFaults(
  stdout: string,
  stderr: string,
  displayName: ValidateOptions['displayName'],
): Problem[] {
  const paths = stdout.split('\n').filter((line) => /\.(pkr|pkrvars)\.hcl$/.test(line.trim()));
  if (paths.length === 0) return [{ message: `packer fmt failed: ${(stderr || stdout).trim()}` }];
  return paths.map((path) => {
    const file = displayName(path.trim());
    return { message: `${file}: not formatted as Packer does; run packer fmt`, location: { file } };
  });
}

const place = /^ {2}on (.+) line (\d+)(?:, in .*)?:$/;

/** Diagnostics as writeDiags prints them (command/meta.go): `Error: …`, `  on FILE line N:`, a line of source, details. */
function readDiagnostics(output: string, displayName: ValidateOptions['displayName']): Problem[] {
  const problems = output
    .split(/^(?=(?:Error|Warning): )/m)
    .filter((block) => block.startsWith('Error: '))
    .map((block) => toProblem(block.slice('Error: '.length), displayName));
  return problems.length > 0 ? problems : [{ message: `packer validate failed: ${output.trim()}` }];
}

function toProblem(block: string, displayName: ValidateOptions['displayName']): Problem {
  const lines = block.split('\n').filter((line) => line.trim() !== '');
  const [, path, line] = lines.map((text) => place.exec(text)).find((match) => match !== null) ?? [];
  const isSource = (text: string): boolean =>
    place.test(text) || /^ {2}(\(source code not|\s*\d+: )/.test(text);
  const text = lines
    .filter((item) => !isSource(item))
    .join(' ')
    .replace(/^\d+ error\(s\) occurred:\s*/, '')
    .trim();
  if (path === undefined || line === undefined) return { message: `packer validate: ${text}` };
  const file = displayName(path);
  return {
    message: `${file}:${line}: packer validate: ${text}`,
    location: { file, line: Number(line) },
  };
}
