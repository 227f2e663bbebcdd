/** `make lint`: types, formats and rules of every language here, in seconds. What needs a program of the sandbox's parts is in parts-checks.ts. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { installPrograms, thisHost } from '../sandbox/host/preflight.ts';
import { endWhenInterrupted } from '../sandbox/interrupts.ts';
import { findStaleBundle } from './bundle.ts';
import { type Check, faultList, runChecks } from './checks.ts';
import type { Count } from './counts.ts';
import { updateDocuments } from './readme.ts';
import { faultOf, outputOf } from './run.ts';
import { readTexts, scripts, type Text } from './scripts.ts';
import { flatteringTests, hasHeader, hiddenImports, privateMembers, shortTitles } from './source-rules.ts';
import { killStragglersOnExit } from './stragglers.ts';
import { templateScripts } from './template-scripts.ts';
import { listFiles } from './tree.ts';
import { readRooms, renderBiome, wallFaults } from './walls.ts';

/** Holds titles that break the rule, as text. */
const ruleExamples = ':(exclude)__tests__/unit/repository/source-rules.test.ts';
/** What protoc has written. */
const generated = ':(exclude)*.pb.go';

/** Whether a shell script has an interpreter; one without is sourced, and is as strict as what sources it. */
const isProgram = (text: string): boolean => text.startsWith('#!');

/** The names of the files, each with what the rule finds in it. */
async function findInTexts(
  root: string,
  specs: readonly string[],
  rule: (file: Text) => readonly string[],
): Promise<string[]> {
  const texts = await readTexts(root, ...specs);
  return texts.flatMap((file) => rule(file).map((found) => `${file.name}: ${found}`));
}

const checks: readonly Check[] = [
  // This takes longest, so that it begins first.
  { name: 'dist/ is what src/ builds', run: findStaleBundle },
  { name: 'types', run: (root) => faultOf('tsc', ['--noEmit'], { cwd: root }) },
  { name: 'biome', run: (root) => faultOf('biome', ['check', '--error-on-warnings', '.'], { cwd: root }) },
  {
    name: 'every file says in a sentence at its top what it is',
    run: async (root) => {
      const texts = [...(await readTexts(root, '*.ts')), ...(await scripts(root, 'python'))];
      const bare = texts.filter(({ name, text }) => !hasHeader(name, text)).map(({ name }) => name);
      return faultList('without a header', bare);
    },
  },
  {
    name: 'test titles are sentences',
    run: async (root) =>
      faultList(
        'not read alone in a log',
        await findInTexts(root, ['*.test.ts', ruleExamples], ({ text }) => shortTitles(text)),
      ),
  },
  {
    name: 'no test passes by failing or at a second try',
    run: async (root) =>
      faultList(
        'flattering',
        await findInTexts(root, ['*.test.ts', ruleExamples], ({ text }) => flatteringTests(text)),
      ),
  },
  {
    name: 'every import is a statement that lint sees',
    run: async (root) =>
      faultList(
        'hidden',
        await findInTexts(root, ['src/*.ts', 'sandbox/*.ts'], ({ text }) => hiddenImports(text)),
      ),
  },
  {
    name: 'private members are #private',
    run: async (root) =>
      faultList('private', await findInTexts(root, ['*.ts'], ({ text }) => privateMembers(text))),
  },
  {
    name: 'shellcheck',
    run: async (root) => {
      if (!(await thisHost().has('shellcheck'))) await installPrograms({ shellcheck: 'shellcheck' }, log);
      const names = (await scripts(root, 'shell')).map(({ name }) => name);
      return faultOf('shellcheck', ['--severity=style', ...names], { cwd: root });
    },
  },
  {
    name: 'shellcheck of scripts in templates',
    run: async (root) => {
      const scratch = await mkdtemp(join(tmpdir(), 'ami-action-scripts-'));
      try {
        const names: string[] = [];
        for (const { name, text } of await templateScripts(root)) {
          names.push(name.replaceAll('/', '-'));
          await writeFile(join(scratch, names.at(-1) ?? ''), text);
        }
        return await faultOf('shellcheck', ['--severity=style', ...names], { cwd: scratch });
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    },
  },
  {
    name: 'shell scripts are strict',
    run: async (root) => {
      const lax = (await scripts(root, 'shell')).filter(
        ({ text }) => isProgram(text) && !/^set -E?euo pipefail$/m.test(text),
      );
      return faultList(
        'without "set -euo pipefail"',
        lax.map(({ name }) => name),
      );
    },
  },
  {
    name: 'gofmt',
    run: async (root) => {
      const names = await listFiles(root, '*.go', generated);
      const unformatted = await outputOf('gofmt', ['-l', ...names], { cwd: root });
      return faultList('run `gofmt -w`', unformatted.split('\n').filter(Boolean));
    },
  },
  {
    name: 'Python compiles',
    run: async (root) => {
      // What compileall would do, without its files in the tree.
      const program = 'import sys\nfor name in sys.argv[1:]:\n    compile(open(name).read(), name, "exec")';
      const names = (await scripts(root, 'python')).map(({ name }) => name);
      return faultOf('python3', ['-W', 'error', '-c', program, ...names], { cwd: root });
    },
  },
  {
    name: 'YAML is YAML',
    run: async (root) =>
      faultList(
        'not YAML',
        await findInTexts(root, ['*.yml', '*.yaml'], ({ text }) =>
          parseAllDocuments(text).flatMap(({ errors }) =>
            errors.map(({ message }) => message.split('\n', 1)[0] ?? message),
          ),
        ),
      ),
  },
  {
    name: 'package-lock.json is complete',
    run: (root) => faultOf('npm', ['ci', '--dry-run', '--ignore-scripts', '--loglevel=error'], { cwd: root }),
  },
  {
    name: 'tables of README and docs say what action.yml and the templates say',
    run: async (root) => faultList('run `make fmt`', await updateDocuments(root, 'check')),
  },
  {
    name: 'walls are those of docs/architecture.md',
    run: async (root) => {
      const markdown = await readFile(join(root, 'docs/architecture.md'), 'utf8');
      const biome = await readFile(join(root, 'biome.json'), 'utf8');
      if (compact(renderBiome(biome, markdown)) !== compact(biome))
        return 'biome.json differs: run `make fmt` and commit it';
      return faultList('walls', await wallFaults(root, readRooms(markdown)));
    },
  },
];

/** JSON without its format, which is Biome's. */
const compact = (json: string): string => JSON.stringify(JSON.parse(json));
const log = { info: (line: string) => console.log(`    ${line}`) };

export function lint(root: string): Promise<Count> {
  return runChecks(checks, root, availableParallelism());
}

if (process.argv[1] === import.meta.filename) {
  endWhenInterrupted();
  killStragglersOnExit();
  const { passed, failed } = await lint(join(import.meta.dirname, '..'));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
