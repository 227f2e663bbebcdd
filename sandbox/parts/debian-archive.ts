/** The archive of Debian 13, from which the guest and the parts that are Debian packages come, on whichever Debian or Ubuntu this runs. */
import { run } from '../process.ts';

export const debianSuite = 'trixie';

/** Debian's keys; the package debian-archive-keyring puts them there on Ubuntu too. */
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Where mmdebstrap's manual, which is inside the program, says which archive it uses by itself. */
const manualOfMmdebstrap = /^If no I<MIRROR> option is provided, L<(https?:[^>]+)> is used\.$/m;

/** Where the address is looked for; a test hands in its own. */
export interface ArchiveSources {
  readonly env: NodeJS.ProcessEnv;
  /** Runs a program of the host and returns its standard output. */
  run(file: string, args: readonly string[]): Promise<string>;
}

/**
 * Finds the address of a Debian archive, without a slash at its end: what the variable DEBIAN_ARCHIVE says, else the archive that this
 * host's apt uses, where it knows one of Debian's. Ubuntu's apt knows only Ubuntu's, which has no Debian 13: then it is Debian's public one, as mmdebstrap knows it, with which the guest is made.
 */
export async function findDebianArchive(host: ArchiveSources = { env: process.env, run }): Promise<string> {
  const chosen = host.env['DEBIAN_ARCHIVE'];
  if (chosen) return chosen.replace(/\/+$/, '');
  // Guests use the address too, so it has to be one that is reached over the network.
  const format = ['--format', '$(ORIGIN) $(LABEL) $(REPO_URI)', 'Created-By: Packages'];
  const targets = await host.run('apt-get', ['indextargets', ...format]);
  return /^Debian Debian (https?:\S+?)\/?$/m.exec(targets)?.[1] ?? (await findPublicArchive(host));
}

async function findPublicArchive(host: ArchiveSources): Promise<string> {
  const program = await host.run('sh', ['-c', 'cat "$(command -v mmdebstrap)"']);
  const archive = manualOfMmdebstrap.exec(program)?.[1];
  if (archive === undefined) {
    throw new Error(
      'neither apt nor mmdebstrap of this host names an archive of Debian: set DEBIAN_ARCHIVE to the address of one',
    );
  }
  return archive;
}

/** The line for an apt's list of sources that names the archive and trusts Debian's keys for it, whatever else the host trusts. */
export function sourceLine(archive: string): string {
  return `deb [signed-by=${keyring}] ${archive} ${debianSuite} main contrib non-free non-free-firmware`;
}
