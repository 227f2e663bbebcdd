/** Renders the job summary in GitHub's Markdown: a table of AMIs, and what went wrong. */

import type { Problem } from '../errors.ts';
import { formatDuration } from '../github/duration.ts';
import type { AmiReport, Report } from './report.ts';

/** GitHub drops a step's summary that is larger than 1 MiB. */
export const maxSummary = 1024 * 1024;

const marks: Readonly<Record<AmiReport['result'], string>> = {
  built: '✅ built',
  reused: '♻️ reused',
  failed: '❌ failed',
  'timed-out': '⏱️ timed out',
  cancelled: '⏹️ cancelled',
  planned: '🔨 to build',
  pending: '⏳ built by another run',
};
/** For `planned` without AWS credentials: whether it has to be built can't be known. */
const unknownMark = '❔ unknown';

export function renderSummary(report: Report): string {
  const failures = report.amis.filter(({ cause }) => cause !== null);
  const text = [heading(report), table(report), ...failures.map(failure)].join('\n');
  return limit(text);
}

/** For a run that ended before it had AMIs to tell of. */
export function renderProblems(problems: readonly Problem[]): string {
  const list = problems.map(({ message, location }) => {
    const isPlaced = location === undefined || message.startsWith(location.file);
    return fence(isPlaced ? message : `${location.file}:${location.line ?? 1}: ${message}`);
  });
  return limit(['### No AMI', ...list, ''].join('\n\n'));
}

/** Shortens a text that GitHub would drop altogether. */
function limit(text: string): string {
  if (Buffer.byteLength(text) <= maxSummary) return text;
  const note = '\n\n… the rest is in the JSON report.\n';
  const room = maxSummary - Buffer.byteLength(note);
  const cut = Buffer.from(text)
    .subarray(0, room)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
  return cut.slice(0, cut.lastIndexOf('\n')) + note;
}

function heading({ mode, amis, region, account, durationSeconds }: Report): string {
  if (account === null) return `### AMIs in ${region}: ${amis.length} unknown (no AWS credentials)\n`;
  const available = amis.filter(({ id }) => id !== null).length;
  if (mode === 'plan')
    return `### AMIs in ${region}: ${available} exist, ${amis.length - available} to build\n`;
  const took = formatDuration(durationSeconds * 1000);
  return `### AMIs in ${region}: ${available} of ${amis.length} available, ${took}\n`;
}

function table({ amis, account }: Report): string {
  const rows = amis.map((item) => [
    `**${cell(item.ami)}**`,
    account === null && item.result === 'planned' ? unknownMark : marks[item.result],
    item.id === null ? '' : `\`${item.id}\``,
    item.region,
    source(item),
    cell(
      Object.entries(item.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ),
    item.durationSeconds === null ? '' : formatDuration(item.durationSeconds * 1000),
    item.log === null ? '' : `\`${cell(item.log)}\``,
    cell(item.why.join('; ')),
  ]);
  const titles = ['AMI', 'Result', 'Id', 'Region', 'Source image', 'Versions', 'Build', 'Log', 'Why'];
  return `${[titles, titles.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`;
}

function source({ sourceAmi, baseAmi }: AmiReport): string {
  const from = baseAmi ?? sourceAmi;
  return from === null ? '' : `\`${from}\``;
}

function failure({ ami, cause }: AmiReport): string {
  return `**${cell(ami)}** failed:\n\n${fence(cause ?? '')}\n`;
}

/** A code block that its text can't end. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  return `${mark}text\n${text}\n${mark}`;
}

function cell(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;');
}
