/** What the rooms say to a person. They are handed a Log; only the entries know where it goes. */

import type { SourceLocation } from '../errors.ts';
import type { Workflow } from './workflow-commands.ts';

export interface Log {
  info(message: string): void;
  notice(message: string, place?: SourceLocation): void;
  warning(message: string, place?: SourceLocation): void;
  debug(message: string): void;
  /** Runs `work` with its lines under a foldable title. Not for work that runs beside other work: lines would mix. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
}

/** A Log that speaks the runner's workflow commands, or plain text where no runner listens. */
export function createWorkflowLog(workflow: Workflow): Log {
  return {
    info: (message) => workflow.print(message),
    notice: (message, place) => workflow.annotate('notice', message, place),
    warning: (message, place) => workflow.annotate('warning', message, place),
    debug: (message) => workflow.debug(message),
    async group(title, work) {
      workflow.startGroup(title);
      try {
        return await work();
      } finally {
        workflow.endGroup();
      }
    },
  };
}
