import { type ExecFileOptions, execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a program to its end. A failure shows the last of what it printed: Packer and act tell their causes on standard output. */
export async function run(
  file: string,
  args: readonly string[],
  options: ExecFileOptions = {},
): Promise<{ stdout: string; stderr: string }> {
  const whole = { maxBuffer: 1 << 26, ...options, encoding: 'utf8' } as const;
  return await promisify(execFile)(file, args, whole).catch((error: Error & { stdout: string }) => {
    throw new Error(`${error.message}\n${error.stdout.slice(-4000)}`);
  });
}
