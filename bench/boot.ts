/**
 * Cold start of a node: from RunInstances to each stage of the boot, and where the time goes. A lighthouse is there already,
 * as in a fleet that grows. Times inside are in seconds since the kernel started, which in the sandbox is this
 * machine's own clock.
 */
import { readFile } from 'node:fs/promises';
import { findBakedAmis } from '../__tests__/e2e/fleet/baked.ts';
import { type Boot, Fleet } from '../__tests__/e2e/fleet/fleet.ts';
import { createResult, type Result } from './measure.ts';

const boots = 7;

/** When each thing had happened, in seconds after the launch was asked for. */
interface Times {
  readonly [what: string]: number;
}

/** When the agent's /health first answered 200, which it does whether or not a control plane lists the node. */
const healthFile = '/run/bench-health';
const watchHealth = `
systemd-run --quiet --no-block bash -c '
  until curl -sf -o /dev/null http://127.0.0.1:8080/health; do sleep 0.02; done
  cut -d" " -f1 /proc/uptime >${healthFile}'
`;

const readUptime = async (): Promise<number> => Number.parseFloat(await readFile('/proc/uptime', 'utf8'));

export async function measureBoot(): Promise<Result[]> {
  const fleet = await Fleet.open(await findBakedAmis());
  try {
    const lighthouse = await fleet.lighthouse();
    await fleet.boot(lighthouse);
    const all: Times[] = [];
    for (let n = 0; n < boots; n++) {
      const ip = `10.100.1.${n + 1}`;
      await fleet.store(`catalyst/boot-${n}`, fleet.authority.sign(ip));
      const launched = await readUptime();
      const node = await fleet.launchWith('gpu-worker', ip, `catalyst/boot-${n}`, watchHealth);
      const boot = await fleet.boot(node);
      const healthy = Number(await fleet.root(node, `cat ${healthFile}`));
      const times = {
        ...secondsAfterLaunch(launched, boot),
        'the agent calls itself healthy': healthy - launched,
      };
      console.log(
        `  ${Object.entries(times)
          .map(([what, s]) => `${what} ${s.toFixed(2)}`)
          .join(', ')}`,
      );
      all.push(times);
      await fleet.end(node);
    }
    const samples = (what: string): number[] => all.map((times) => times[what] ?? Number.NaN);
    const between = (from: string, to: string): number[] =>
      all.map((times) => (times[to] ?? Number.NaN) - (times[from] ?? Number.NaN));
    return [
      createResult('cold start: configuration and secrets', 's', 3, between('user data', 'secret')),
      ...Object.keys(all[0] ?? {}).map((what) =>
        createResult(`cold start: launch until ${what}`, 's', null, samples(what)),
      ),
    ];
  } finally {
    await fleet.close();
  }
}

function secondsAfterLaunch(launched: number, { ok, userspace_started, stages }: Boot): Times {
  if (!ok) throw new Error(`the node did not boot: ${JSON.stringify(stages)}`);
  const done = (stage: string): number => (stages[stage]?.finished ?? Number.NaN) - launched;
  return {
    'user space': userspace_started - launched,
    'user data': done('user-data'),
    secret: done('secret'),
    Nebula: done('nebula'),
    'the lighthouse': done('lighthouse'),
    'the control plane lists the agent': done('worker-agent'),
    Ollama: done('ollama'),
    k3s: done('k3s'),
  };
}
