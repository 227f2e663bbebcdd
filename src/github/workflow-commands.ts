/**
 * What a step says to GitHub's runner, through @actions/core, and to a person where no runner listens. Added to core is
 * that foreign text can be printed in between: it gives the runner no command.
 */

import { randomBytes } from 'node:crypto';
import { EOL } from 'node:os';
import type * as actionsCore from '@actions/core';
import type { SourceLocation } from '../errors.ts';
import type { Environment } from './environment.ts';

export type Severity = 'notice' | 'warning' | 'error';

export interface Workflow {
  /** True where a runner reads the output; otherwise everything is plain text for a person. */
  readonly onRunner: boolean;
  print(line: string): void;
  debug(message: string): void;
  annotate(severity: Severity, message: string, place?: SourceLocation, title?: string): void;
  startGroup(title: string): void;
  endGroup(): void;
  /** Has the runner blot out the value in all later output, line by line. */
  mask(secret: string): void;
  setOutput(name: string, value: string): void;
  /** Kept for `post`, which finds it as STATE_name even if this process was killed. A later value replaces an earlier one. */
  saveState(name: string, value: string): void;
  /** Adds Markdown to the job's summary; nowhere where there is none. */
  addSummary(markdown: string): Promise<void>;
  /**
   * From here to resumeCommands the runner takes no command from the output, so foreign text can be printed. Commands
   * of this object still get through: each lifts the stop for itself.
   */
  stopCommands(): void;
  resumeCommands(): void;
}

/** What is used of @actions/core. */
export type Core = Pick<
  typeof actionsCore,
  | 'debug'
  | 'notice'
  | 'warning'
  | 'error'
  | 'startGroup'
  | 'endGroup'
  | 'setSecret'
  | 'setOutput'
  | 'saveState'
  | 'summary'
>;

interface RunnerEnvironment {
  readonly env: Environment;
  readonly write: (text: string) => void;
  readonly core: Core;
}

export function createWorkflow({ env, write, core }: RunnerEnvironment): Workflow {
  const onRunner = env['GITHUB_ACTIONS'] === 'true';
  const emit = (line: string) => write(`${line}${EOL}`);
  let stopToken: string | null = null;
  const stop = () => {
    stopToken = `stop-${randomBytes(16).toString('hex')}`;
    emit(`::stop-commands::${stopToken}`);
  };
  const resume = () => {
    if (stopToken !== null) emit(`::${stopToken}::`);
    stopToken = null;
  };
  const command = (issue: () => void) => {
    const stopped = stopToken !== null;
    if (stopped) resume();
    issue();
    if (stopped) stop();
  };
  const print = (line: string) => write(`${onRunner ? escapeWorkflowCommands(line) : line}${EOL}`);
  return {
    onRunner,
    print,
    debug(message) {
      if (onRunner) command(() => core.debug(message));
      else if (env['RUNNER_DEBUG'] === '1') print(`debug: ${message}`);
    },
    annotate(severity, message, place, title) {
      if (onRunner) {
        const { file, line: startLine, column: startColumn } = place ?? {};
        const given = Object.entries({ title, file, startLine, startColumn }).filter(
          ([, value]) => value !== undefined,
        );
        command(() => core[severity](message, Object.fromEntries(given)));
        return;
      }
      const where =
        place === undefined
          ? ''
          : `${[place.file, place.line].filter((part) => part !== undefined).join(':')}: `;
      print(severity === 'notice' ? `${where}${message}` : `${severity}: ${where}${message}`);
    },
    startGroup: (title) => (onRunner ? command(() => core.startGroup(title)) : print(`== ${title}`)),
    endGroup: () => {
      if (onRunner) command(() => core.endGroup());
    },
    mask(secret) {
      if (!onRunner) return;
      for (const line of secret.split(/\r?\n/)) if (line.trim() !== '') command(() => core.setSecret(line));
    },
    setOutput(name, value) {
      if (env['GITHUB_OUTPUT']) core.setOutput(name, value);
      else print(`${name}: ${value}`);
    },
    saveState(name, value) {
      if (env['GITHUB_STATE']) core.saveState(name, value);
    },
    async addSummary(markdown) {
      if (env['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(markdown, true).write();
    },
    stopCommands: () => {
      if (onRunner && stopToken === null) stop();
    },
    resumeCommands: resume,
  };
}

/**
 * A text whose lines the runner takes for no command. It honours `##[name]` anywhere in a line, and `::name::` at its
 * beginning (after white space).
 */
export function escapeWorkflowCommands(text: string): string {
  return text.replaceAll('##[', '# #[').replace(/^([\s\u0085]*):(?=:)/gm, '$1: ');
}
