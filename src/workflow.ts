/**
 * The protocol between a step and GitHub's runner: workflow commands on standard output, and files named by GITHUB_*.
 * It is spoken here in full, as @actions/core brings an HTTP client along that doubles the start-up of the action.
 * Source: docs.github.com, "Workflow commands for GitHub Actions".
 */

import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { EOL } from 'node:os';
import type { Place } from './errors.ts';

export type Severity = 'notice' | 'warning' | 'error';

export interface Workflow {
  /** True where a runner reads the output; otherwise everything is plain text for a person. */
  readonly onRunner: boolean;
  print(line: string): void;
  debug(message: string): void;
  annotate(severity: Severity, message: string, place?: Place, title?: string): void;
  startGroup(title: string): void;
  endGroup(): void;
  /** Has the runner blot out the value in all later output, line by line. */
  mask(secret: string): void;
  setOutput(name: string, value: string): void;
  /** Kept for `post`, which finds it as STATE_name even if this process was killed. A later value replaces an earlier one. */
  saveState(name: string, value: string): void;
  /**
   * From here to resumeCommands the runner takes no command from the output, so foreign text can be printed. Commands
   * of this object still get through: each lifts the stop for itself.
   */
  stopCommands(): void;
  resumeCommands(): void;
}

type Properties = Readonly<Record<string, string | number | undefined>>;

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly write: (text: string) => void;
}

export function workflow({ env, write }: Surroundings): Workflow {
  const onRunner = env['GITHUB_ACTIONS'] === 'true';
  const emit = (line: string) => write(`${line}${EOL}`);
  let stopToken: string | null = null;
  const stop = () => {
    stopToken = `stop-${randomBytes(16).toString('hex')}`;
    emit(formatCommand('stop-commands', stopToken));
  };
  const resume = () => {
    if (stopToken !== null) emit(formatCommand(stopToken, ''));
    stopToken = null;
  };
  const command = (name: string, message: string, properties: Properties = {}) => {
    const stopped = stopToken !== null;
    if (stopped) resume();
    emit(formatCommand(name, message, properties));
    if (stopped) stop();
  };
  const print = (line: string) => write(`${onRunner ? neutralise(line) : line}${EOL}`);
  const toFile = (variable: string, name: string, value: string): boolean => {
    const path = env[variable];
    if (path === undefined || path === '') return false;
    appendFileSync(path, formatKeyValue(name, value));
    return true;
  };
  return {
    onRunner,
    print,
    debug(message) {
      if (onRunner) command('debug', message);
      else if (env['RUNNER_DEBUG'] === '1') print(`debug: ${message}`);
    },
    annotate(severity, message, place, title) {
      if (onRunner) {
        command(severity, message, { file: place?.file, line: place?.line, col: place?.column, title });
        return;
      }
      const where =
        place === undefined
          ? ''
          : `${[place.file, place.line].filter((part) => part !== undefined).join(':')}: `;
      print(severity === 'notice' ? `${where}${message}` : `${severity}: ${where}${message}`);
    },
    startGroup: (title) => (onRunner ? command('group', title) : print(`== ${title}`)),
    endGroup: () => {
      if (onRunner) command('endgroup', '');
    },
    mask(secret) {
      if (!onRunner) return;
      for (const line of secret.split(/\r?\n/)) if (line.trim() !== '') command('add-mask', line);
    },
    setOutput(name, value) {
      if (!toFile('GITHUB_OUTPUT', name, value)) print(`${name}: ${value}`);
    },
    saveState(name, value) {
      toFile('GITHUB_STATE', name, value);
    },
    stopCommands: () => {
      if (onRunner && stopToken === null) stop();
    },
    resumeCommands: resume,
  };
}

/** `::name key=value,key=value::message`, escaped as the runner reads it. */
export function formatCommand(name: string, message: string, properties: Properties = {}): string {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined && value !== '');
  const list = given.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
  return `::${name}${list === '' ? '' : ` ${list}`}::${escapeData(message)}`;
}

/** An entry of a GITHUB_OUTPUT or GITHUB_STATE file; the random delimiter cannot occur in the value by design of another. */
export function formatKeyValue(name: string, value: string): string {
  const delimiter = `end-${randomBytes(16).toString('hex')}`;
  return `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`;
}

/**
 * A text whose lines the runner takes for no command. It honours `##[name]` anywhere in a line, and `::name::` at its
 * beginning (after white space).
 */
export function neutralise(text: string): string {
  return text.replaceAll('##[', '# #[').replace(/^([\s\u0085]*):(?=:)/gm, '$1: ');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
