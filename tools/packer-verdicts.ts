// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/**
 * Templates that Packer accepts or refuses. A unit test compares the plan with these verdicts, and the suite `parts` compares
 * them with real Packer's `packer validate`.
 */

export interface Verdict {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Packer's argument, in the folder of the files. Default: that folder. */
  readonly target?: string;
  /** Null where Packer accepts the templates, else what the plan says, with its place. */
  readonly refusal: RegExp | null;
}

const source = `source "amazon-ebs" "x" {
  ami_name      = "verdict"
  region        = "us-east-1"
  source_ami    = "ami-0123456789abcdef0"
  ssh_username  = "ubuntu"
  instance_type = "t3.micro"
}
`;
const build = (inner = ''): string => `build {\n  sources = ["amazon-ebs.x"]\n${inner}}\n`;

/** Lines of `y.pkr.hcl`, beside a source and a build. */
const beside = (name: string, text: string, refusal: RegExp | null = null): Verdict => ({
  name,
  files: { 'x.pkr.hcl': source + build(), 'y.pkr.hcl': `${text}\n` },
  refusal,
});
const local = (expression: string, refusal: RegExp | null = null): Verdict =>
  beside(`a local ${expression}`, `locals {\n  a = ${expression}\n}`, refusal);
const variable = (inner: string, refusal: RegExp | null = null): Verdict =>
  beside(`a variable with ${inner.replaceAll(/\s+/g, ' ')}`, `variable "v" {\n  ${inner}\n}`, refusal);
const step = (name: string, inner: string, refusal: RegExp | null = null): Verdict => ({
  name,
  files: { 'x.pkr.hcl': source, 'y.pkr.hcl': build(inner), 'there.sh': 'true\n' },
  refusal,
});
const plugin = (entry: string, refusal: RegExp | null = null): Verdict =>
  beside(`a required plugin ${entry}`, `packer {\n  required_plugins {\n    ${entry}\n  }\n}`, refusal);
const values = (inner: string, value: string, refusal: RegExp | null = null): Verdict => ({
  name: `a variable with ${inner.replaceAll(/\s+/g, ' ')} and the value ${value}`,
  files: {
    'x.pkr.hcl': source + build(),
    'y.pkr.hcl': `variable "v" {\n  ${inner}\n}\n`,
    'v.auto.pkrvars.hcl': `v = ${value}\n`,
  },
  refusal,
});

/** A variable that is valid where the condition holds. */
const valid = (inner: string, condition: string, refusal: RegExp | null = null): Verdict =>
  variable(
    `${inner}\n  validation {\n    condition     = ${condition}\n    error_message = "Must be."\n  }`,
    refusal,
  );

const amazon = (version: string): string =>
  `amazon = {\n      version = "${version}"\n      source  = "github.com/hashicorp/amazon"\n    }`;

/** Templates in `packer`, of a Packer that runs in the folder above. */
const elsewhere = (name: string, text: string, refusal: RegExp | null = null): Verdict => ({
  name: `${name}, from the folder above`,
  files: {
    'packer/x.pkr.hcl': source + (text.startsWith('locals') ? build() + text : build(text)),
    'packer/x.txt': 'true\n',
    'scripts/x.sh': 'true\n',
  },
  target: 'packer',
  refusal,
});
const shell = (script: string): string => `  provisioner "shell" {\n    script = "${script}"\n  }\n`;

export const verdicts: readonly Verdict[] = [
  beside('plain templates', ''),
  // What Packer does not evaluate, it does not refuse.
  beside(
    'an unused source with an undeclared variable',
    'source "amazon-ebs" "y" {\n  ami_name = var.nope\n}',
  ),
  local('true ? 1 : var.nope'),
  local('try(var.nope, 1)'),
  local('try(nope(), 1)'),
  local('can(var.nope)'),
  local('[for x in [] : nope(x)]'),
  local('false && var.nope'),
  local('var.nope && false'),
  local('true ? "" : file("nope")'),
  local('[for var in [{ x = 1 }] : var.x]'),
  local('convert(["a"], set(string))'),
  local('path.root'),
  local('packer.version'),
  local('"$$${var.nope} %%%{nope}"'),
  local('1e3'),
  local('[{ b = 1 }][*].b'),
  local('source.name'),
  local('var.size', /y\.pkr\.hcl:2:7: the templates declare no variable "size"; there are: none/),
  beside(
    'a misspelt variable',
    'variable "size" {\n  default = 1\n}\nlocals {\n  a = "${var.sice}"\n}',
    /y\.pkr\.hcl:5:10: the templates declare no variable "sice"; did you mean "size"\?/,
  ),
  local('local.nope', /y\.pkr\.hcl:2:7: the templates declare no local "nope"; there are: a/),
  local('true ? 1 : local.nope', /no local "nope"/),
  local('try(local.nope, 1)', /no local "nope"/),
  local('data.amazon-ami.nope.id', /no data source "amazon-ami\.nope"/),
  local('vars.x', /there is no "vars"; did you mean "var"\?/),
  local('path.rot', /path has no "rot"; did you mean "root"\?/),
  local('build.name', /build is known only in the blocks of a build/),
  local('uper("a")', /y\.pkr\.hcl:2:7: Packer has no function uper\(\); did you mean "upper"\?/),
  local('[for x in [1] : nope(x)]', /no function nope\(\)/),
  local('env("HOME")', /env\(\) can only be called in the default of a variable/),
  local('file("nope")', /y\.pkr\.hcl:2:12: file\(\) reads "nope", and there is no such file/),
  local('templatefile("nope", {})', /templatefile\(\) reads "nope"/),
  local('<<EOT\nx ${var.nope} y\nEOT', /y\.pkr\.hcl:3:5: the templates declare no variable "nope"/),
  beside(
    'a data source with an undeclared variable',
    'data "amazon-parameterstore" "a" {\n  name = var.nope\n}',
    /y\.pkr\.hcl:2:10: the templates declare no variable "nope"/,
  ),
  // Types.
  variable('type = number\n  default = "12"'),
  variable('type = bool\n  default = "true"'),
  variable('type = bool\n  default = "1"'),
  variable('type = string\n  default = null'),
  variable('type = number\n  default = 1e3'),
  variable('type = map(string)\n  default = { a = 1 }'),
  variable('type = set(string)\n  default = ["a", "a"]'),
  variable('type = list(any)\n  default = ["a", 1]'),
  variable('type = object({ a = string, c = optional(number, 3) })\n  default = { a = "x" }'),
  variable('type = object({ a = string })\n  default = { a = "x", z = 1 }'),
  variable('default = env("HOME")'),
  variable('default = [for x in ["a"] : x]'),
  variable(
    'type = list(string)\n  default = "a"',
    /y\.pkr\.hcl:3:13: the default of v must be a list, not a string/,
  ),
  variable('type = number\n  default = "a"', /must be a number/),
  variable('type = bool\n  default = 1', /must be a bool, not a number/),
  variable('type = map(number)\n  default = { a = "x" }', /must be a number in \.a, not a string/),
  variable('type = object({ a = string, c = number })\n  default = { a = "x" }', /the attribute "c"/),
  variable('type = tuple([string, number])\n  default = ["a"]', /must have 2 elements, not 1/),
  variable('type = "string"\n  default = "a"', /y\.pkr\.hcl:2:10: this is not a type/),
  variable('type = text\n  default = "a"', /this is not a type/),
  variable('type = list\n  default = []', /this is not a type/),
  variable('type = number', /the variable v has no value/),
  variable('default = var.nope', /y\.pkr\.hcl:2:13: the default of a variable cannot refer to anything/),
  variable('default = upper("a")', /can call env\(\) only/),
  variable(
    'typ = number\n  default = 1',
    /y\.pkr\.hcl:2:3: a variable block has no attribute "typ"; did you mean "type"\?/,
  ),
  variable('default = 5\n  validation {\n    condition = var.v > 3\n    error_message = "Too small."\n  }'),
  variable(
    'default = 1\n  validation {\n    condition = var.v > 3\n    error_message = "Too small."\n  }',
    /y\.pkr\.hcl:1:1: the value of v is not valid: Too small\./,
  ),
  // Values as Packer converts them.
  valid('type = object({ a = string })\n  default = { a = 5 }', 'var.v.a == "5"'),
  valid('type = object({ a = string })\n  default = { a = 5 }', 'var.v.a == 5', /value of v is not valid/),
  valid('type = object({ a = string })\n  default = { a = 5, b = 1 }', 'length(keys(var.v)) == 1'),
  valid('type = object({ a = optional(string, "x") })\n  default = {}', 'var.v.a == "x"'),
  valid('type = object({ a = optional(number, "1") })\n  default = { a = null }', 'var.v.a == 1'),
  valid('type = object({ a = optional(string) })\n  default = {}', 'var.v.a == null'),
  valid(
    'type = list(object({ a = optional(object({ b = optional(string, "x") }), {}) }))\n  default = [{}]',
    'var.v[0].a.b == "x"',
  ),
  valid('type = tuple([string, number])\n  default = [1, "2"]', 'var.v[1] == 2 && var.v[0] == "1"'),
  valid('type = bool\n  default = "1"', 'var.v == true'),
  valid('type = list(any)\n  default = ["a", 1]', 'var.v[1] == "1"'),
  valid('type = map(any)\n  default = { a = "x", b = 1 }', 'var.v.b == "1"'),
  valid('type = list(string)\n  default = []', 'var.v != []'),
  valid('type = map(string)\n  default = {}', 'var.v != {}'),
  valid('type = list(string)\n  default = ["a"]', 'var.v == "a"', /value of v is not valid/),
  valid('default = "true"', 'alltrue([var.v]) && anytrue(["0", var.v])'),
  valid('default = "a/b/"', 'dirname(var.v) == "a/b"'),
  valid('default = "a👨‍👩‍👧"', 'length(var.v) == 2'),
  valid('default = 12345678901234567890', 'var.v != 12345678901234567891'),
  valid('default = 1e21', '"v${var.v}" == "v1000000000000000000000"'),
  valid('default = "x"', 'contains(["a", "b"], var.v)', /value of v is not valid/),
  values(
    'default = 3\n  validation {\n    condition = var.v == 5\n    error_message = "Must be."\n  }',
    '"5"',
  ),
  values(
    'default = "3"\n  validation {\n    condition = var.v == "5"\n    error_message = "Must be."\n  }',
    '5',
  ),
  values('type = string\n  default = ""', '5'),
  values('default = ["a"]', '["b"]'),
  values('default = []', '["b", "c"]'),
  values('default = "a"', '5'),
  values(
    'type = number\n  default = 1',
    '"x"',
    /v\.auto\.pkrvars\.hcl:1:5: v must be a number, not a string/,
  ),
  values('default = ["a"]', '["b", "c"]', /v must have 1 elements, not 2/),
  values('default = "a"', '["b"]', /v must be a string, not a list/),
  // Declarations.
  beside('a block of a communicator', 'communicator "ssh" "a" {\n}'),
  beside(
    'an unknown block',
    'resource "a" "b" {\n}',
    /y\.pkr\.hcl:1:1: Packer has no top-level block "resource"/,
  ),
  beside(
    'a dynamic block at the top',
    'dynamic "build" {\n  for_each = []\n  content {\n  }\n}',
    /no top-level block "dynamic"/,
  ),
  beside('an attribute at the top', 'a = 1', /y\.pkr\.hcl:1:1: a template has no attribute "a"/),
  beside(
    'a variable with two labels',
    'variable "b" "c" {\n  default = 1\n}',
    /y\.pkr\.hcl:1:1: .*variable "NAME"/,
  ),
  beside(
    'a variable with a space in its name',
    'variable "b c" {\n  default = 1\n}',
    /"b c" is not the name/,
  ),
  beside(
    'a local that is set twice',
    'locals {\n  a = 1\n  a = 2\n}',
    /y\.pkr\.hcl:3:3: a is set twice, first in line 2/,
  ),
  beside(
    'a variable that is declared twice',
    'variable "b" {\n  default = 1\n}\nvariables {\n  b = 1\n}',
    /y\.pkr\.hcl:5:3: the variable "b" is declared twice, first at .*y\.pkr\.hcl:1/,
  ),
  beside(
    'a local that is declared twice',
    'locals {\n  a = 1\n}\nlocals {\n  a = 1\n}',
    /the local "a" is declared twice/,
  ),
  beside(
    'a source that is declared twice',
    source,
    /y\.pkr\.hcl:1:1: the source amazon-ebs\.x is declared twice, first at .*x\.pkr\.hcl:1; if the files are alternatives/,
  ),
  beside(
    'a data source that is declared twice',
    'data "null" "a" {\n  input = "x"\n}\ndata "null" "a" {\n  input = "x"\n}',
    /the data source "null\.a" is declared twice/,
  ),
  step(
    'an unknown block in a build',
    '  provision "shell" {\n  }\n',
    /y\.pkr\.hcl:3:3: .*no block "provision"; did you mean "provisioner"\?/,
  ),
  step('an unknown attribute in a build', '  nam = "a"\n', /no attribute "nam"; did you mean "name"\?/),
  // Versions.
  beside('a version of Packer with metadata', 'packer {\n  required_version = ">= 1.0.0+meta.1"\n}'),
  beside('a version of Packer that fits', 'packer {\n  required_version = ">= 1.7, < 2"\n}'),
  beside(
    'a version of Packer that does not fit',
    'packer {\n  required_version = "~> 1.15.0"\n}',
    /y\.pkr\.hcl:2:22: the templates require Packer ~> 1\.15\.0, but the input packer-version is 1\.16\.0/,
  ),
  beside(
    'a version that is none',
    'packer {\n  required_version = "new"\n}',
    /"new" is not a version constraint/,
  ),
  plugin(amazon('~> 1.8')),
  plugin(amazon('>= 1.2.8, < 2.0.0')),
  plugin(amazon('v1.8.2')),
  plugin(
    amazon('= 1.2.8'),
    /y\.pkr\.hcl:4:17: the templates require the amazon plugin = 1\.2\.8, but the input plugin-version is 1\.8\.2/,
  ),
  plugin(amazon('~> 1.2.8'), /the amazon plugin ~> 1\.2\.8/),
  plugin(amazon('!= 1.8.2'), /the amazon plugin != 1\.8\.2/),
  plugin(amazon('>= 1.2.8-dev'), /names a prerelease/),
  plugin(
    'amazon = {\n      source = "github.com/hashicorp/amazon"\n    }',
    /a required plugin has a source and a version/,
  ),
  plugin('amazon = "1.2.8"', /y\.pkr\.hcl:3:14: a required plugin has a source and a version/),
  plugin(amazon('>= 1').replace('amazon', 'Amazon'), /Amazon is not the name of a plugin/),
  plugin(amazon('>= 1').replace('amazon', 'aws-ebs')),
  beside(
    'one plugin that is required in two blocks',
    `packer {\n  required_plugins {\n    ${amazon('>= 1')}\n  }\n}\npacker {\n  required_plugins {\n    ${amazon('>= 1')}\n  }\n}`,
    /y\.pkr\.hcl:11:5: the plugin amazon is required twice, first at .*y\.pkr\.hcl:3/,
  ),
  // Steps.
  step('a script that is there', '  provisioner "shell" {\n    script = "there.sh"\n  }\n'),
  step(
    'a missing file that is generated',
    '  provisioner "file" {\n    source      = "nope"\n    destination = "/tmp/x"\n    generated   = true\n  }\n',
  ),
  step(
    'a missing file that is downloaded',
    '  provisioner "file" {\n    source      = "nope"\n    destination = "/tmp/x"\n    direction   = "download"\n  }\n',
  ),
  step(
    "a missing script of another source's step",
    '  provisioner "shell" {\n    except = ["amazon-ebs.x"]\n    script = "nope.sh"\n  }\n',
  ),
  step(
    'an undeclared variable in a dynamic block of no elements',
    '  dynamic "provisioner" {\n    for_each = []\n    labels   = ["shell"]\n    content {\n      inline = [var.nope]\n    }\n  }\n',
  ),
  step(
    'an undeclared local in a branch that is not taken',
    '  provisioner "shell" {\n    inline = [true ? "" : local.nope]\n  }\n',
  ),
  step(
    'a name of the source and the build',
    '  provisioner "shell" {\n    inline = ["echo ${build.ID} ${source.name}"]\n  }\n'.replace(
      '${build.ID}',
      '${build.name}',
    ),
  ),
  step(
    'a missing script',
    '  provisioner "shell" {\n    script = "nope.sh"\n  }\n',
    /y\.pkr\.hcl:4:14: script is "nope\.sh", and there is no such file/,
  ),
  step(
    'one missing script of two',
    '  provisioner "shell" {\n    scripts = ["there.sh", "nope.sh"]\n  }\n',
    /y\.pkr\.hcl:4:28: scripts is "nope\.sh"/,
  ),
  step(
    'a missing file',
    '  provisioner "file" {\n    source      = "nope"\n    destination = "/tmp/x"\n  }\n',
    /source is "nope"/,
  ),
  step(
    'a missing script of this machine',
    '  provisioner "shell-local" {\n    script = "nope.sh"\n  }\n',
    /script is "nope\.sh"/,
  ),
  step(
    'a missing script of a post-processor',
    '  post-processor "shell-local" {\n    script = "nope.sh"\n  }\n',
    /script is "nope\.sh"/,
  ),
  step(
    'a missing script of the clean-up',
    '  error-cleanup-provisioner "shell" {\n    script = "nope.sh"\n  }\n',
    /script is "nope\.sh"/,
  ),
  step(
    'an undeclared data source in a step',
    '  provisioner "shell" {\n    inline = [data.null.x.output]\n  }\n',
    /no data source "null\.x"/,
  ),
  step(
    'an attribute that source does not have',
    '  provisioner "shell" {\n    inline = [source.nope]\n  }\n',
    /source has no "nope"/,
  ),
  {
    name: 'a missing user_data_file',
    files: { 'x.pkr.hcl': source.replace('}', '  user_data_file = "nope"\n}') + build() },
    refusal: /x\.pkr\.hcl:7:20: user_data_file is "nope"/,
  },
  {
    name: "a build's name in a source",
    files: { 'x.pkr.hcl': source.replace('"verdict"', '"verdict-${build.name}"') + build() },
    refusal: /x\.pkr\.hcl:2:30: build is known only in the blocks of a build/,
  },
  {
    name: "a source's name in a source",
    files: { 'x.pkr.hcl': source.replace('"verdict"', '"verdict-${source.name}"') + build() },
    refusal: null,
  },
  {
    name: 'a build of an unknown source',
    files: { 'x.pkr.hcl': source + build().replace('ebs.x', 'ebs.y') },
    refusal: /x\.pkr\.hcl:8:1: there is no source amazon-ebs\.y; did you mean "amazon-ebs\.x"\?/,
  },
  {
    name: 'a build without sources',
    files: { 'x.pkr.hcl': `${source}${build()}build {\n}\n` },
    refusal: /x\.pkr\.hcl:11:1: the build names no source/,
  },
  // Where Packer runs, and what it is given.
  elsewhere('a script in the working folder', shell('scripts/x.sh')),
  elsewhere("a script in the templates' folder", shell('packer/x.txt')),
  elsewhere('a script by path.root', shell('${path.root}/x.txt')),
  elsewhere('a script that only the other folder has', shell('x.txt'), /script is "x\.txt"/),
  elsewhere("file() of the templates' folder", 'locals {\n  a = file("x.txt")\n}\n'),
  elsewhere(
    'file() by path.root',
    'locals {\n  a = file("${path.root}/x.txt")\n}\n',
    /file\(\) reads "packer\/x\.txt"/,
  ),
  elsewhere('filebase64() of the working folder', 'locals {\n  a = filebase64("scripts/x.sh")\n}\n'),
  elsewhere('filebase64() by path.root', 'locals {\n  a = filebase64("${path.root}/x.txt")\n}\n'),
  {
    name: 'one of two files that are alternatives',
    files: { 'packer/a.pkr.hcl': source + build(), 'packer/b.pkr.hcl': source + build() },
    target: 'packer/a.pkr.hcl',
    refusal: null,
  },
];
