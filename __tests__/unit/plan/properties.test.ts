// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** Random folders of templates, of which it is known by construction which AMI reads what. */

import { expect, test } from '@jest/globals';
import type { VariableValue } from '../../../src/inputs/variables.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { fakeQueries, fingerprintsOf } from '../../helpers/planning.ts';
import { createPick, seedsOf } from '../../helpers/seeds.ts';

/** What a random folder of templates is planned with. */
interface Scenario {
  readonly files: Record<string, string>;
  readonly variables: Record<string, VariableValue>;
  readonly images: Record<string, string>;
}

interface Dependency {
  /** What a template says to read it, in a list of scripts or of environment variables. */
  readonly use: { readonly scripts?: string; readonly environment?: string };
  /** Blocks that it needs at the top. */
  readonly blocks: string;
  readonly start: (scenario: Scenario) => void;
  readonly change: (scenario: Scenario) => void;
}

/** Every way in which a template can read something, under a name of its own. */
const ways: readonly ((name: string) => Dependency)[] = [
  (name) => ({
    use: { environment: `"${name}=\${var.${name}}"` },
    blocks: `variable "${name}" {\n  default = "none"\n}\n`,
    start: (scenario) => {
      scenario.variables[name] = 'one';
    },
    change: (scenario) => {
      scenario.variables[name] = 'two';
    },
  }),
  (name) => ({
    use: { environment: `"${name}=\${local.${name}[1].deep}"` },
    blocks: `variable "${name}" {\n  default = {}\n}\nlocals {\n  ${name} = [0, { deep = lookup(var.${name}, "key", "none") }]\n}\n`,
    start: (scenario) => {
      scenario.variables[name] = { key: 'one' };
    },
    change: (scenario) => {
      scenario.variables[name] = { key: 'two' };
    },
  }),
  (name) => file(name, { scripts: `"\${path.root}/scripts/${name}"` }),
  (name) =>
    file(
      name,
      { scripts: `local.${name}` },
      `locals {\n  ${name} = format("%s/%s", path.root, join("/", ["scripts", "${name}"]))\n}\n`,
    ),
  (name) => file(name, { environment: `"${name}=\${file("scripts/${name}")}"` }),
  (name) =>
    file(name, { environment: `templatefile("\${path.root}/scripts/${name}", { x = var.run_tags })` }),
  (name) =>
    file(name, {
      environment: `[for f in fileset(path.root, "scripts/?${name.slice(1)}") : filebase64("\${path.root}/\${f}")][0]`,
    }),
  (name) =>
    file(
      name,
      { scripts: `var.${name} ? "\${path.root}/scripts/${name}" : "/dev/null"` },
      `variable "${name}" {\n  default = true\n}\n`,
    ),
  (name) => file(name, { scripts: `var.run_tags == {} ? "/dev/null" : "\${path.root}/scripts/${name}"` }),
  (name) => ({
    use: { environment: `data.amazon-parameterstore.${name}.value` },
    blocks: `data "amazon-parameterstore" "${name}" {\n  name = "/${name}"\n}\n`,
    start: (scenario) => {
      scenario.images[`/${name}`] = 'ami-one';
    },
    change: (scenario) => {
      scenario.images[`/${name}`] = 'ami-two';
    },
  }),
];

function file(name: string, use: Dependency['use'], blocks = ''): Dependency {
  const path = `scripts/${name}`;
  return {
    use,
    blocks,
    start: ({ files }) => {
      files[path] = 'one\n';
    },
    change: ({ files }) => {
      files[path] = 'two\n';
    },
  };
}

function list(dependencies: readonly Dependency[], kind: keyof Dependency['use']): string {
  return dependencies.flatMap(({ use }) => use[kind] ?? []).join(',\n      ');
}

function generate(seed: number) {
  const pick = createPick(seed);
  const dependencies = Array.from({ length: 4 + pick(12) }, (_, index) => {
    const way = ways[(index + seed) % ways.length];
    if (way === undefined) throw new Error('no way');
    return way(`i${index}x`);
  });
  const amis = Array.from({ length: 1 + pick(6) }, (_, index) => ({
    name: `ami${index}`,
    reads: dependencies.filter(() => pick(3) === 0),
  }));
  const scenario: Scenario = { files: {}, variables: {}, images: {} };
  for (const dependency of dependencies) dependency.start(scenario);
  const blocks = [
    'variable "run_tags" {\n  default = {}\n}\n',
    ...dependencies.map(({ blocks: text }) => text),
    ...amis.map(
      ({ name, reads }) => `source "amazon-ebs" "${name}" {
  ami_name   = "${name} \${timestamp()}"
  source_ami = "ami-0"
}
build {
  name    = "${name}"
  sources = ["amazon-ebs.${name}"]
  provisioner "shell" {
    environment_vars = [
      ${list(reads, 'environment')}
    ]
    scripts = [
      ${list(reads, 'scripts')}
    ]
  }
}
`,
    ),
  ];
  return { pick, dependencies, amis, scenario, blocks };
}

/** Lays the blocks into files in some order. */
function lay(blocks: readonly string[], scenario: Scenario, count: number, newline = '\n'): string {
  const texts = Array.from({ length: count }, () => '');
  for (const [index, block] of blocks.entries()) texts[index % count] += block;
  const templates = texts.map((text, index) => [`${index}.pkr.hcl`, text.replaceAll('\n', newline)] as const);
  const all = { ...Object.fromEntries(templates), ...scenario.files };
  return temporaryFolder(all);
}

function fingerprints(folder: string, { variables, images }: Scenario): Promise<Record<string, string>> {
  return fingerprintsOf(folder, { variables, queries: fakeQueries({ sources: images }) });
}

const seeds = seedsOf(24);

test.each(seeds)(
  'a single change of random templates changes exactly the AMIs that read it (seed %i)',
  async (seed) => {
    const { dependencies, amis, scenario, blocks } = generate(seed);
    const before = await fingerprints(lay(blocks, scenario, 3), scenario);
    expect(Object.keys(before).sort()).toEqual(amis.map(({ name }) => name).sort());
    for (const dependency of dependencies) {
      const changed = structuredClone(scenario);
      dependency.change(changed);
      const after = await fingerprints(lay(blocks, changed, 3), changed);
      const differ = Object.keys(before).filter((name) => before[name] !== after[name]);
      const readers = amis.filter(({ reads }) => reads.includes(dependency)).map(({ name }) => name);
      expect(differ.sort()).toEqual(readers.sort());
    }
  },
);

test.each(seeds)(
  'the order of blocks, their files, the folder and the line endings of templates change no fingerprint (seed %i)',
  async (seed) => {
    const { pick, scenario, blocks } = generate(seed);
    const before = await fingerprints(lay(blocks, scenario, 3), scenario);
    const shuffled = [...blocks].sort(() => pick(3) - 1);
    const after = await fingerprints(lay(shuffled, scenario, 1 + pick(5), '\r\n'), scenario);
    expect(after).toEqual(before);
  },
);
