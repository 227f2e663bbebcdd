/**
 * Ends what the tests have started and left running. An interrupt ends each process group that this program knows (sandbox/interrupts.ts), but tests
 * start programs that are detached on purpose, as the action starts Packer.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** Every process inherits its starter's environment: by this variable it is known whose it is, as by BUILD_ID in Jenkins. */
const marker = 'AMI_ACTION_STARTED_BY';

/** Kills, when this process exits, every process that it has started since, however far down and however detached. */
export function killStragglersOnExit(): void {
  const own = `${process.pid}.${randomBytes(6).toString('hex')}`;
  process.env[marker] = [process.env[marker] ?? '', own].join(' ').trim();
  process.on('exit', () => {
    // What is killed may just have started another.
    for (let round = 0; round < 3; round++) for (const pid of startedBy(own)) kill(pid);
  });
}

/** Every process but this one whose environment bears the mark. */
function startedBy(own: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => readEnvironment(pid).includes(own))
    .map(Number);
}

/** Empty where the process has ended or is another user's. */
function readEnvironment(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
