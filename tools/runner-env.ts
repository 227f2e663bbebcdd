/** What a process of ours inherits where a runner runs it: nothing of that runner's own job. */

const ofRunner = /^(GITHUB|RUNNER|ACTIONS|INPUT|STATE)_/;

/** The environment without a runner's variables; whatever is tested has a runner of its own. */
export function withoutRunner(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ofRunner.test(name) && name !== 'CI'));
}
