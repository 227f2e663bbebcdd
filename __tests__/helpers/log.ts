import type { Log } from '../../src/log.ts';
import { type Workflow, workflow } from '../../src/workflow.ts';

/** A Log that keeps its lines, each as `level: message`. */
export function memoryLog(): Log & { readonly lines: string[] } {
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
    async group(title, work) {
      lines.push(`group: ${title}`);
      return await work();
    },
  };
}

/** The real protocol, into memory. */
export function memoryWorkflow(env: Record<string, string> = { GITHUB_ACTIONS: 'true' }): Workflow & {
  readonly text: () => string;
} {
  let text = '';
  const write = (part: string) => {
    text += part;
  };
  return { ...workflow({ env, write }), text: () => text };
}
