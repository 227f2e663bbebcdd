// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** Random folders of templates that name files in every way that the action follows, and changes of them. */
import {
  appendFileSync,
  chmodSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { writeFiles } from '../helpers/folders.ts';
import type { Pick } from '../helpers/seeds.ts';
import { declarations, Grammar } from './expressions.ts';

/** By their paths from the workspace; the templates lie in `packer`. */
const files: Readonly<Record<string, string>> = {
  'packer/scripts/a.sh': 'echo a\n',
  'packer/scripts/b.sh': 'echo b\r\n',
  'packer/scripts/c.sh': 'echo c',
  'packer/files/c.txt': 'é\n',
  'packer/files/t.tpl': 'x is ${x}\n',
  'packer/files/reads.tpl': '${file("../outer/n.txt")}\n',
  'packer/up/one': '1\n',
  'packer/up/deep/two': '2\n',
  'packer/up/.git/HEAD': 'ref\n',
  'packer/data.json': '{ "scripts": ["scripts/a.sh", "../outer/x.sh"], "a": "b.sh" }\n',
  'packer/data.yaml': 'script: ../outer/y.sh\n',
  'outer/x.sh': 'echo x\n',
  'outer/y.sh': 'echo y\n',
  'outer/n.txt': 'n\n',
  'outer/lib/z': 'z\n',
};

const scripts = ['scripts/a.sh', 'scripts/b.sh', 'scripts/c.sh', '../outer/x.sh', '../outer/y.sh'];

class FolderGrammar {
  readonly #pick: Pick;

  constructor(pick: Pick) {
    this.#pick = pick;
  }

  #of<T>(items: readonly T[], otherwise: T): T {
    return items[this.#pick(items.length)] ?? otherwise;
  }

  #values(): Grammar {
    return new Grammar(this.#pick, this.#pick(3));
  }

  /** A script's path from the folder of the templates. */
  #script(): string {
    return this.#of(scripts, 'scripts/a.sh');
  }

  /** An expression of a script's path. */
  path(depth = 2): string {
    const script = this.#script();
    const values = this.#values();
    const inner = (): string => (depth === 0 ? `"${this.#script()}"` : this.path(depth - 1));
    const [folder = '', name = ''] = [
      script.slice(0, script.lastIndexOf('/')),
      script.slice(script.lastIndexOf('/') + 1),
    ];
    const forms: readonly (() => string)[] = [
      () => `"${script}"`,
      () => `"\${path.root}/${script}"`,
      () => `"\${path.cwd}/${script}"`,
      () => `"{{pwd}}/${script}"`,
      () => `abspath("\${path.root}/${script}")`,
      () => `abspath(${inner()})`,
      () => `format("%s/%s", "${folder}", "${name}")`,
      () => `formatlist("${folder}/%s", ["${name}", "zz"])[0]`,
      () => `join("/", ["${folder}", "${name}"])`,
      () => `join("", ["${folder}/", lower("${name.toUpperCase()}")])`,
      () => `replace("${folder}X${name}", "X", "/")`,
      () => `replace("${folder}X${name}", "/X/", "/")`,
      () => `regex_replace("${folder}XX${name}", "X+", "/")`,
      () => `"\${dirname("${script}")}/\${basename("${script}")}"`,
      () => `trimsuffix("${script}.bak", ".bak")`,
      () => `substr("${script}zzz", 0, ${script.length})`,
      () => `split(",", "x,${script}")[1]`,
      () => `base64decode("${Buffer.from(script).toString('base64')}")`,
      () => `(${values.flag()} ? ${inner()} : ${inner()})`,
      () => `element([${inner()}, ${inner()}, ${inner()}], ${values.number()})`,
      () => `[${inner()}, ${inner()}][${values.flag()} ? 0 : 1]`,
      () => `lookup({ a = ${inner()}, "b.sh" = ${inner()} }, ${values.text()}, ${inner()})`,
      () => `try({ a = ${inner()} }[${values.text()}], ${inner()})`,
      () => `try(${values.any()}.script.x, ${inner()})`,
      () => `try(file(${values.text()}), ${inner()})`,
      () => `try(slice([${inner()}], ${values.number()}, ${values.number()})[0], ${inner()})`,
      () => `try(element(${values.list()}, 0) == "a" ? ${inner()} : ${inner()}, ${inner()})`,
      () => `coalesce("", ${inner()})`,
      () => `coalescelist([], [${inner()}])[0]`,
      () => `sort([${inner()}, ${inner()}])[0]`,
      () => `reverse([${inner()}, ${inner()}])[0]`,
      () => `distinct([${inner()}, ${inner()}])[0]`,
      () => `compact(["", ${inner()}])[0]`,
      () => `flatten([[${inner()}], [[${inner()}]]])[1]`,
      () => `concat(${values.list()}, [${inner()}])[length(${values.list()})]`,
      () => `values({ (${values.text()}) = ${inner()} })[0]`,
      () => `merge({ a = ${inner()} }, { (${values.text()}) = ${inner()} }).a`,
      () => `zipmap(["a", ${values.text()}], [${inner()}, ${inner()}]).a`,
      () => `[for x in [${inner()}, ${inner()}] : x if ${values.flag()}][0]`,
      () => `{ for x in [${inner()}] : "k" => x }.k`,
      () => `contains(${values.list()}, ${values.text()}) ? ${inner()} : ${inner()}`,
      () => `can(${values.any()}) ? ${inner()} : ${inner()}`,
      () => `fileexists(${inner()}) ? ${inner()} : ${inner()}`,
      () => 'jsondecode(file("data.json")).scripts[1]',
      () => 'yamldecode(file("data.yaml")).script',
      () => 'var.map["a"]',
      () => `var.flag ? ${inner()} : ${inner()}`,
      () => `local.object.script == "a.sh" ? ${inner()} : ${inner()}`,
      () => `"%{ if var.number > 1 }${script}%{ else }scripts/a.sh%{ endif }"`,
    ];
    return `(${this.#of(forms, () => `"${script}"`)()})`;
  }

  provisioner(): string {
    const values = this.#values();
    const shell = (body: string): string => `provisioner "shell" {\n    ${body}\n  }`;
    const forms: readonly (() => string)[] = [
      () => shell(`script = ${this.path()}`),
      () => shell(`script = ${this.path()}\n    binary = ${this.#of(['true', 'var.flag', 'false'], 'true')}`),
      () => shell(`scripts = [${this.path()}, ${this.path(0)}]`),
      () =>
        shell(
          `scripts = [for f in fileset(path.root, "${this.#of(['scripts/*.sh', '**/b.sh', 'linked/*.txt', '../outer/?.sh', 'up/**'], '*')}") : "\${path.root}/\${f}"]`,
        ),
      () =>
        shell(
          `inline = ["echo"]\n    environment_vars = ["X=\${${values.text()}}", "Y=\${jsonencode(${values.any()})}"]`,
        ),
      () => shell(`inline = [file(${this.path()})]`),
      () => shell(`inline = [filebase64(${this.path()})]`),
      () => shell(`inline = [templatefile("files/t.tpl", { x = ${values.text()} })]`),
      () => shell('inline = [templatefile("files/reads.tpl", {})]'),
      () =>
        shell(
          `inline = [fileexists("${this.#of(['files/new', 'scripts/a.sh', '../outer/new'], 'x')}") ? "a" : "b"]`,
        ),
      () => `provisioner "file" {\n    source      = ${this.path()}\n    destination = "/x"\n  }`,
      () =>
        `provisioner "file" {\n    source      = "${this.#of(['up', 'up/', './up/deep', 'linked', '../outer', '../outer/lib/'], 'up')}"\n    destination = "/x"\n  }`,
      () => `provisioner "file" {\n    sources     = [${this.path()}, "up"]\n    destination = "/x/"\n  }`,
      () => `provisioner "file" {\n    content     = ${values.text()}\n    destination = "/x"\n  }`,
      () =>
        `provisioner "shell-local" {\n    inline = ["${this.#of(['cat ../outer/n.txt', 'cat scripts/*', 'cd ../outer && cat lib/z', 'ls files', 'sh ../outer/y.sh'], 'ls')}"]\n  }`,
    ];
    return this.#of(forms, () => shell('inline = ["true"]'))();
  }
}

/** Writes a workspace whose folder `packer` holds random templates, in place of what is there; returns their provisioners. */
export function writeWorkspace(workspace: string, pick: Pick): string {
  const grammar = new FolderGrammar(pick);
  const steps = Array.from({ length: 1 + pick(2) }, () => grammar.provisioner());
  const template = `${declarations}
source "amazon-ebs" "x" {
  ami_name   = "x"
  source_ami = "ami-1"
}
build {
  sources = ["amazon-ebs.x"]
  ${steps.join('\n  ')}
}
`;
  for (const name of readdirSync(workspace)) rmSync(join(workspace, name), { recursive: true });
  writeFiles(workspace, { ...files, 'packer/x.pkr.hcl': template });
  symlinkSync('files', join(workspace, 'packer/linked'));
  return steps.join('\n');
}

/** Something that happens to a workspace. */
export interface Change {
  readonly what: string;
  readonly apply: (workspace: string) => void;
}

const values = [
  'text   = "a"',
  'number = 3',
  'flag   = false',
  'list   = ["c"]',
  'set    = ["b"]',
  'map    = { a = "scripts/b.sh" }',
];

export const changes: readonly Change[] = [
  ...Object.keys(files).flatMap((name): Change[] => [
    { what: `a line more in ${name}`, apply: (folder) => appendFileSync(join(folder, name), '\n#\n') },
    { what: `another mode of ${name}`, apply: (folder) => chmodSync(join(folder, name), 0o600) },
    { what: `CRLF in ${name}`, apply: (folder) => convert(join(folder, name)) },
  ]),
  ...['packer/scripts/d.sh', 'packer/files/new', 'packer/up/deep/new', 'outer/new', 'packer/files/d.txt'].map(
    (name): Change => ({
      what: `a new ${name}`,
      apply: (folder) => writeFileSync(join(folder, name), 'new\n'),
    }),
  ),
  ...['packer/scripts/b.sh', 'packer/up/one', 'outer/lib/z'].map(
    (name): Change => ({ what: `no ${name}`, apply: (folder) => rmSync(join(folder, name)) }),
  ),
  ...values.map(
    (line): Change => ({
      what: `the variable ${line}`,
      apply: (folder) => writeFileSync(join(folder, 'packer/v.auto.pkrvars.hcl'), `${line}\n`),
    }),
  ),
];

function convert(path: string): void {
  writeFileSync(path, readFileSync(path, 'utf8').replace(/\r?\n/g, '\r\n'));
}
