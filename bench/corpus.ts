/**
 * Plans the AMIs of public repositories that nobody here wrote, twice: the second time in another checkout at another path, a year
 * later, in another environment and after a commit that changes the README alone. An AMI is reusable if the second plan finds the
 * first one's image. Also says which AMIs a new source file elsewhere in the repository builds again.
 *
 * `node bench/corpus.ts` fetches the repositories from GitHub into the temporary folder. `--from ADDRESS` fetches them from elsewhere:
 * `{owner}` and `{name}` in it stand for their names. `--packer PATH` asks a real Packer whether it accepts the same templates and sees
 * the same builds. `--write` renews docs/corpus.md. Other words select repositories.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readCases } from './corpus/cases.ts';
import { measureCase, type RunResult } from './corpus/measure.ts';
import { countResults, renderResults } from './corpus/table.ts';

const document = join(import.meta.dirname, '../docs/corpus.md');
const generated = /(?<=<!-- corpus:begin[^\n]*\n)[\s\S]*(?=<!-- corpus:end -->)/;

const { values, positionals } = parseArgs({
  options: {
    from: { type: 'string', default: 'https://github.com/{owner}/{name}' },
    packer: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const options = {
  from: values.from,
  scratch: join(tmpdir(), 'ami-action-corpus'),
  packer: values.packer ?? null,
};
const results: RunResult[] = [];
for (const corpusCase of await readCases()) {
  if (positionals.length > 0 && !positionals.some((word) => corpusCase.repository.includes(word))) continue;
  console.log(corpusCase.repository);
  for (const result of await measureCase(corpusCase, options)) {
    const { run, refusal, amis, disagreement } = result;
    if (refusal !== null) console.log(`  ${run.templates} is refused: ${refusal}`);
    if (disagreement !== null) console.log(`  ${run.templates}: ${disagreement}`);
    for (const { ami, why, whyElsewhere } of amis) {
      const after = whyElsewhere === null ? '' : `; after a new file elsewhere: ${whyElsewhere}`;
      console.log(`  ${run.templates}: ${ami}: ${why ?? `reusable${after}`}`);
    }
    results.push(result);
  }
}
const { amis, reusable, builtElsewhere } = countResults(results);
console.log(
  `${reusable} of ${amis} AMIs are reusable, ${builtElsewhere} of them only while no file is added elsewhere`,
);
if (values.write) {
  const text = await readFile(document, 'utf8');
  await writeFile(
    document,
    text.replace(generated, () => `\n${renderResults(results)}\n\n`),
  );
}
