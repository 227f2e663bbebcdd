/** Logs and the runner's workflow commands, kept in memory. */
import * as core from '@actions/core';
import type { Log } from '../../src/github/log.ts';
import { type Core, createWorkflow, type Workflow } from '../../src/github/workflow-commands.ts';

export interface MemoryLog extends Log {
  /** Each as `level: message`. */
  readonly lines: readonly string[];
}

/** A Log that keeps its lines. */
export function memoryLog(): MemoryLog {
  const lines: string[] = [];
  const keep = (level: string) => (message: string) => {
    lines.push(`${level}: ${message}`);
  };
  return {
    lines,
    info: keep('info'),
    notice: keep('notice'),
    warning: keep('warning'),
    debug: keep('debug'),
  };
}

/** The real protocol, into memory: @actions/core reads process.env and writes to process.stdout, which are lent to it. */
export function memoryWorkflow(env: Record<string, string> = { GITHUB_ACTIONS: 'true' }): Workflow & {
  readonly text: () => string;
} {
  let text = '';
  const write = (part: string) => {
    text += part;
  };
  const lent = (name: keyof Core) => {
    // biome-ignore lint/performance/noDynamicNamespaceImportAccess: all of core is lent
    const original = core[name];
    if (typeof original !== 'function') return original;
    return (...args: unknown[]) => {
      const { env: ownEnv } = process;
      const ownWrite = process.stdout.write;
      process.env = { ...ownEnv, ...env };
      process.stdout.write = (part: string | Uint8Array) => {
        write(String(part));
        return true;
      };
      try {
        return (original as (...given: unknown[]) => unknown)(...args);
      } finally {
        process.stdout.write = ownWrite;
        process.env = ownEnv;
      }
    };
  };
  const lentCore = Object.fromEntries(
    Object.keys(core).map((name) => [name, lent(name as keyof Core)]),
  ) as unknown as Core;
  return { ...createWorkflow({ env, write, core: lentCore }), text: () => text };
}
