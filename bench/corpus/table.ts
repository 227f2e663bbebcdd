/** The corpus's results as Markdown. */
import type { CorpusRun } from './cases.ts';
import type { RunResult } from './measure.ts';

export interface Figures {
  readonly repositories: number;
  /** A refused run counts as one. */
  readonly amis: number;
  readonly reusable: number;
  /** Of the reusable ones, those that a new source file elsewhere builds again. */
  readonly builtElsewhere: number;
}

export function countResults(results: readonly RunResult[]): Figures {
  const amis = results.flatMap((result) => result.amis);
  const reusable = amis.filter(({ why }) => why === null);
  return {
    repositories: new Set(results.map(({ corpusCase }) => corpusCase.repository)).size,
    amis: amis.length + results.filter(({ refusal }) => refusal !== null).length,
    reusable: reusable.length,
    builtElsewhere: reusable.filter(({ whyElsewhere }) => whyElsewhere !== null).length,
  };
}

/** A sentence with the figures, a table with a row for each run, and the reasons, which the rows name by their numbers. */
export function renderResults(results: readonly RunResult[]): string {
  const { repositories, amis, reusable, builtElsewhere } = countResults(results);
  const percent = ((100 * reusable) / amis).toFixed(0);
  const reasons = new Reasons();
  const rows = results.map((result, index) => {
    const isFirst = results[index - 1]?.corpusCase !== result.corpusCase;
    return renderRow(result, isFirst, reasons);
  });
  return [
    `**${reusable} of ${amis} AMIs (${percent} %) in ${repositories} repositories are reusable.** ${builtElsewhere} of these are`,
    'built again after a commit that adds a source file elsewhere. The numbers in the last two columns are those of the reasons below.',
    '',
    '| repository at commit | templates | set besides | AMIs | reusable | not, because | after a file elsewhere not, because |',
    '| --- | --- | --- | ---: | ---: | --- | --- |',
    ...rows,
    '',
    ...reasons.lines(),
  ].join('\n');
}

/** Reasons in the order in which they occur, each once: places in a file are left out, as most differ in nothing else. */
class Reasons {
  readonly #known: string[] = [];

  /** The numbers of these reasons. */
  number(texts: readonly (string | null)[]): string {
    const numbers = texts.flatMap((text) => (text === null ? [] : [this.#numberOf(withoutPlaces(text))]));
    return [...new Set(numbers)].join(', ');
  }

  lines(): string[] {
    return this.#known.map((reason, index) => `${index + 1}. ${reason}`);
  }

  #numberOf(reason: string): number {
    if (!this.#known.includes(reason)) this.#known.push(reason);
    return this.#known.indexOf(reason) + 1;
  }
}

function withoutPlaces(reason: string): string {
  return reason
    .replaceAll(/ \([^()\s]+:\d+\)/g, '')
    .replaceAll(/\b[0-9a-f]{40} -> [0-9a-f]{40}/g, 'is the commit')
    .replaceAll(/ since ami-\S+/g, '')
    .replaceAll('\n', ' ');
}

/** @param isFirst whether the row above is another repository's */
function renderRow(
  { corpusCase: { repository, commit }, run, refusal, amis }: RunResult,
  isFirst: boolean,
  reasons: Reasons,
): string {
  const reusable = amis.filter(({ why }) => why === null);
  const cells = [
    isFirst ? `${repository} [${commit.slice(0, 10)}](https://github.com/${repository}/tree/${commit})` : '',
    `\`${run.templates}\``,
    describeInputs(run),
    String(Math.max(amis.length, 1)),
    String(reusable.length),
    reasons.number(refusal === null ? amis.map(({ why }) => why) : [`refused: ${refusal}`]),
    reasons.number(reusable.map(({ whyElsewhere }) => whyElsewhere)),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** What a run sets beside its templates; values of variables are in cases.json. */
function describeInputs(run: CorpusRun): string {
  const { variables = {}, env = {}, made = [] } = run;
  const texts = [
    run['working-directory'] === undefined ? [] : [`working-directory \`${run['working-directory']}\``],
    (run['var-files'] ?? []).map((file) => `var-file \`${file}\``),
    run['plugin-version'] === undefined ? [] : [`plugin-version ${run['plugin-version']}`],
    countOf(Object.keys(variables).length, 'variable'),
    countOf(Object.keys(env).length, 'environment variable'),
    countOf(made.length, 'made file'),
  ];
  return texts.flat().join(', ');
}

function countOf(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`];
}
