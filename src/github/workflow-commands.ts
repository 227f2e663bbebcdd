/**
 * GitHub's workflow commands, through @actions/core, or plain text for a person where there is no runner. Beyond core it
 * prints foreign text, such as Packer's output, so that the runner finds no command in it.
 */

import { randomBytes } from 'node:crypto';
import { EOL } from 'node:os';
import type * as actionsCore from '@actions/core';
import type { SourceLocation } from '../errors.ts';
import type { Environment } from './environment.ts';
import { listMaskedForms } from './masked-forms.ts';

type Severity = 'notice' | 'warning' | 'error';

export interface Workflow {
  /** True if a runner reads the output; otherwise everything is plain text for a person. */
  readonly onRunner: boolean;
  print(line: string): void;
  debug(message: string): void;
  annotate(severity: Severity, message: string, location?: SourceLocation, title?: string): void;
  startGroup(title: string): void;
  endGroup(): void;
  /** Masks each line of the value in all later output, encoded forms included. */
  mask(secret: string): void;
  setOutput(name: string, value: string): void;
  /** Saves a value for post, which gets it as STATE_name even if this process is killed. A later value replaces an earlier one. */
  saveState(name: string, value: string): void;
  /** Adds Markdown to the job's summary, if there is one. */
  addSummary(markdown: string): Promise<void>;
  /**
   * Stops the runner from reading commands in the output until resumeCommands, so that foreign text can be printed. Commands
   * of this object still work: each of them lifts the stop for itself.
   */
  stopCommands(): void;
  resumeCommands(): void;
}

/** The functions of @actions/core that are used. */
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
  const issueCommand = (issue: () => void) => {
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
      if (onRunner) issueCommand(() => core.debug(message));
      else if (env['RUNNER_DEBUG'] === '1') print(`debug: ${message}`);
    },
    annotate(severity, message, location, title) {
      if (onRunner) {
        const { file, line: startLine, column: startColumn } = location ?? {};
        const properties = Object.entries({ title, file, startLine, startColumn }).filter(
          ([, value]) => value !== undefined,
        );
        issueCommand(() => core[severity](message, Object.fromEntries(properties)));
        return;
      }
      const prefix =
        location === undefined || message.startsWith(location.file)
          ? ''
          : `${[location.file, location.line].filter((part) => part !== undefined).join(':')}: `;
      print(severity === 'notice' ? `${prefix}${message}` : `${severity}: ${prefix}${message}`);
    },
    startGroup: (title) => (onRunner ? issueCommand(() => core.startGroup(title)) : print(`== ${title}`)),
    endGroup: () => {
      if (onRunner) issueCommand(() => core.endGroup());
    },
    mask(secret) {
      if (!onRunner) return;
      for (const form of listMaskedForms(secret)) issueCommand(() => core.setSecret(form));
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
 * Changes a text so that the runner finds no command in it. The runner obeys `##[name]` anywhere in a line, and `::name::` at
 * its beginning, after white space.
 */
export function escapeWorkflowCommands(text: string): string {
  return text.replaceAll('##[', '# #[').replace(/^([\s\u0085]*):(?=:)/gm, '$1: ');
}
