/** The sandbox's command line; see usageText. */
import { guest } from './ec2/guest.ts';
import { type LaunchOptions, launch } from './host/launch.ts';
import { endWhenInterrupted } from './interrupts.ts';
import { type PublisherName, publisherNames } from './mirror/index.ts';
import { part } from './parts/index.ts';

const usageText = `usage: node sandbox/cli.ts COMMAND

  up [OPTION...]                   start a sandbox and keep it up until Ctrl-C
  run [OPTION...] -- CMD [ARG...]  start one, run CMD in it, take it down; the exit code is CMD's
  part NAME                        build a part where the cache lacks it, and print its folder

  --keep NAME       keep the account's images and snapshots for the next start with the same NAME
  --from FOLDER     begin with a copy of the account in this folder, as --keep leaves one in the cache
  --mirror A,B,...  what the mirror serves, which is built first: ${publisherNames.join(', ')}; all by default
`;

class UsageError extends Error {}

const log = { info: (message: string): void => void process.stderr.write(`sandbox: ${message}\n`) };

async function main(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === 'part') {
    const [name, ...more] = rest;
    if (!name || more.length > 0) throw new UsageError('part needs the name of one part');
    endWhenInterrupted();
    process.stdout.write(`${name === 'guest' ? await guest(log) : await part(name, log)}\n`);
    return 0;
  }
  if (verb !== 'up' && verb !== 'run')
    throw new UsageError(verb ? `unknown command "${verb}"` : 'a command is missing');
  const dashes = rest.indexOf('--');
  const options = dashes < 0 ? rest : rest.slice(0, dashes);
  const command = dashes < 0 ? [] : rest.slice(dashes + 1);
  if (verb === 'run' && command.length === 0) throw new UsageError('run needs "--" and a command');
  if (verb === 'up' && dashes >= 0) throw new UsageError('up takes no command; run does');
  const parsed = parseOptions(options);
  return launch({ command: verb === 'run' ? command : null, ...parsed, log });
}

type Options = Pick<LaunchOptions, 'keep' | 'from' | 'mirror'>;

function parseOptions(words: readonly string[]): Options {
  let options: Options = { keep: null, from: null, mirror: publisherNames };
  for (let index = 0; index < words.length; index += 2) {
    const [option, value] = words.slice(index, index + 2);
    if (value && option === '--keep') options = { ...options, keep: value };
    else if (value && option === '--from') options = { ...options, from: value };
    else if (value && option === '--mirror')
      options = { ...options, mirror: value.split(',').map(parsePublisher) };
    else throw new UsageError(`cannot read the options "${words.join(' ')}"`);
  }
  if (options.keep !== null && options.from !== null)
    throw new UsageError('--keep and --from: an account is kept, or a copy of one that was');
  return options;
}

function parsePublisher(name: string): PublisherName {
  const known = publisherNames.find((item) => item === name);
  if (!known)
    throw new UsageError(`--mirror: unknown publisher "${name}"; there are ${publisherNames.join(', ')}`);
  return known;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const usage = error instanceof UsageError ? `\n\n${usageText}` : '\n';
    process.stderr.write(`sandbox: ${error instanceof Error ? error.message : String(error)}${usage}`);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
