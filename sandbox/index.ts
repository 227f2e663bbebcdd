/** The sandbox: an EC2 on one box, in namespaces of its own, with a mirror of the publishers; its command line is cli.ts. */
export { cacheRoot, type StepLog } from './cache.ts';
export { type LaunchOptions, launch } from './host/launch.ts';
export { part } from './parts/index.ts';
