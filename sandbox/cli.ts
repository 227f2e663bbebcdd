/** The sandbox's command line; see USAGE. */
import { guest } from './ec2/guest.ts';
import { type LaunchOptions, launch } from './host/launch.ts';
import { type PublisherName, publisherNames } from './mirror/index.ts';
import { part } from './parts/index.ts';

const usageText = `usage: node sandbox/cli.ts COMMAND

  up [OPTION...]                   start a sandbox and keep it up until Ctrl-C
  run [OPTION...] -- CMD [ARG...]  start one, run CMD in it, take it down; the exit code is CMD's
  part NAME                        make sure that a part is in the cache, and print its folder

  --keep NAME       the account's images and snapshots are there again at the next start with the same NAME
  --from FOLDER     the account begins as a copy of the one in this folder, such as a --keep's in the cache
  --mirror A,B,...  what the mirror serves (${publisherNames.join(', ')}); everything, unless said, which is built first
`;

class UsageError extends Error {}

const log = { info: (message: string): void => void process.stderr.write(`sandbox: ${message}\n`) };

async function main(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === 'part') {
    const [name, ...more] = rest;
    if (!name || more.length > 0) throw new UsageError('part takes the name of one part');
    process.stdout.write(`${name === 'guest' ? await guest(log) : await part(name, log)}\n`);
    return 0;
  }
  if (verb !== 'up' && verb !== 'run')
    throw new UsageError(verb ? `there is no command "${verb}"` : 'a command is missing');
  const dashes = rest.indexOf('--');
  const options = dashes < 0 ? rest : rest.slice(0, dashes);
  const command = dashes < 0 ? [] : rest.slice(dashes + 1);
  if (verb === 'run' && command.length === 0) throw new UsageError('run needs "--" and a command');
  if (verb === 'up' && dashes >= 0) throw new UsageError('up runs no command');
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
      options = { ...options, mirror: value.split(',').map(publisher) };
    else throw new UsageError(`cannot read the options "${words.join(' ')}"`);
  }
  if (options.keep !== null && options.from !== null)
    throw new UsageError('--keep and --from: an account is kept, or a copy of one that was');
  return options;
}

function publisher(name: string): PublisherName {
  const known = publisherNames.find((each) => each === name);
  if (!known) throw new UsageError(`--mirror: there is no "${name}", only ${publisherNames.join(', ')}`);
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
