/** Human-readable logging. Only the entry points decide where it goes. */

import type { SourceLocation } from '../errors.ts';
import type { Workflow } from './workflow-commands.ts';

export interface Log {
  info(message: string): void;
  notice(message: string, location?: SourceLocation): void;
  warning(message: string, location?: SourceLocation): void;
  debug(message: string): void;
}

/** A Log that uses the runner's workflow commands, or plain text where there is no runner. */
export function createWorkflowLog(workflow: Workflow): Log {
  return {
    info: (message) => workflow.print(message),
    notice: (message, location) => workflow.annotate('notice', message, location),
    warning: (message, location) => workflow.annotate('warning', message, location),
    debug: (message) => workflow.debug(message),
  };
}
