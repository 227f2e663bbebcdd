// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** The evaluator, beside the answers of `packer console`. */

import { describe, expect, test } from '@jest/globals';
import { Dependencies } from '../../../src/evaluate/dependencies.ts';
import { Evaluator } from '../../../src/evaluate/evaluator.ts';
import { fromJson } from '../../../src/evaluate/json.ts';
import type { EvaluationEnvironment } from '../../../src/evaluate/scope.ts';
import { isList, isObject, OneOf, Unknown, type Value } from '../../../src/evaluate/values.ts';
import { parseHcl } from '../../../src/hcl/parse.ts';
import type { VariableValue } from '../../../src/inputs/variables.ts';

/**
 * Evaluates with these variables; any other variable is unknown. An unknown value is printed as `?`, one of several as
 * `a|b`.
 */
async function evaluate(source: string, variables: Record<string, VariableValue> = {}) {
  const reads = new Dependencies();
  const environment: EvaluationEnvironment = {
    variable(name, dependencies) {
      dependencies.variables.add(name);
      return name in variables ? fromJson(variables[name] ?? null) : new Unknown({ kind: 'time' });
    },
    local: () => null,
    data: () => {},
    variableNames: () => Object.keys(variables),
    localNames: () => [],
    dataRefs: () => [],
    path: () => '/folder',
    callEnvironmentFunction: () => 'content',
  };
  const { body } = await parseHcl('test.pkr.hcl', `value = ${source}\n`);
  const expression = body.attributes[0]?.value;
  if (expression === undefined) throw new Error('no expression');
  const value = new Evaluator(environment).evaluate(expression, {
    names: new Map(),
    reads,
    file: 'test.pkr.hcl',
  });
  return { value: toPrintable(value), reads };
}

function toPrintable(value: Value): unknown {
  if (value instanceof Unknown) return '?';
  if (value instanceof OneOf)
    return value.options.map((option) => JSON.stringify(toPrintable(option))).join('|');
  if (isList(value)) return value.map(toPrintable);
  return isObject(value)
    ? Object.fromEntries([...value].map(([key, item]) => [key, toPrintable(item)]))
    : value;
}

// The answers of `packer console` 1.16.0.
test.each<[string, unknown]>([
  ['7 % 4 * 2 - 1', 5],
  ['true || false && false', true],
  ['-1 + 2 * 3 > 4 && !false ? "yes" : "no"', 'yes'],
  ['"1" == 1', false],
  ['10 / 4', 2.5],
  ['[for k, v in { b = 1, a = 2 } : "${k}${v}" if v > 1]', ['a2']],
  ['{ for v in ["a", "b", "a"] : v => upper(v)... }', { a: ['A', 'A'], b: ['B'] }],
  ['flatten([[1, [2]], [3]])', [1, 2, 3]],
  ['[{ a = 1 }, { a = 2 }].*.a', [1, 2]],
  ['[{ a = 1 }, { a = 2 }][*].a', [1, 2]],
  ['{ a = { b = [1, 2] } }.a.b[1]', 2],
  ['format("%s-%d", "a", 7)', 'a-7'],
  ['substr("hello", 1, 3)', 'ell'],
  ['substr("hello", -3, -1)', 'llo'],
  ['replace("a.b.c", ".", "")', 'abc'],
  ['element(["a", "b", "c"], 4)', 'b'],
  ['split(",", "a,b,,c")', ['a', 'b', '', 'c']],
  ['join("-", ["a", "b"], ["c"])', 'a-b-c'],
  ['basename("/a/b/")', 'b'],
  ['dirname("abc")', '.'],
  ['compact(["a", "", "b"])', ['a', 'b']],
  ['coalesce("", "x")', 'x'],
  ['lookup({ a = "1" }, "b", "d")', 'd'],
  ['merge({ a = 1 }, { a = 2, b = 3 })', { a: 2, b: 3 }],
  ['range(1, 10, 4)', [1, 5, 9]],
  ['jsondecode("{\\"a\\":[1,true,null]}")', { a: [1, true, null] }],
  ['jsonencode({ b = 1, a = "x" })', '{"a":"x","b":1}'],
  ['trim("..a..", ".")', 'a'],
  ['sort(["b", "a", "C"])', ['C', 'a', 'b']],
  ['length("héllo")', 5],
  ['"tab\\there \\"quoted\\" \\u00e9 $${x} %%{y}"', 'tab\there "quoted" é ${x} %{y}'],
  ['"$$${x} $$$$${x} %%%{y} $%${1}"', '$${x} $$$${x} %%{y} $%1'],
  ['<<EOT\n$$${x} %%%{y} $${1}${2}\nEOT', '$${x} %%{y} ${1}2\n'],
  ['"%{ if 1 == 1 }yes%{ else }no%{ endif } %{ for x in [1, 2] }(${x})%{ endfor }"', 'yes (1)(2)'],
  [
    '<<-EOT\n      one ${1 + 1}\n    two\n        three ${"x"} four\n\n      five\n  EOT',
    '  one 2\ntwo\n    three x four\n\n  five\n',
  ],
  // Disagreements that __tests__/parts/packer-evaluation.test.ts found.
  ['"e\u0301" == "\\u00e9"', true],
  ['length("e\u0301")', 1],
  ['strrev("ae\u0301")', '\u00e9a'],
  ['range(3, 1)', [3, 2]],
  ['range(-2)', [0, -1]],
  ['basename("")', '.'],
  ['dirname("/a/b/")', '/a/b'],
  ['compact([1, "", null])', ['1']],
  ['(0 - 2) % 2', 0],
  ['substr("a.sh", -2, 0)', 'sh'],
  ['[1, null][1]', null],
  ['formatlist("%s.sh", ["a", "b"])', ['a.sh', 'b.sh']],
  ['try({ for x in ["b", "b"] : x => upper(x) }, "twice")', 'twice'],
  ['try({ a = 1 }.b, "next")', 'next'],
  ['try({ a = { x = 1 } }.a.x, "next")', 1],
  ['can({ a = 1 }.b)', false],
  ['<<EOT\n  ${"q"}\n\ttab \\n $${no}\nEOT', '  q\n\ttab \\n ${no}\n'],
])('the expression %j has the value that Packer computes', async (source, expected) => {
  expect((await evaluate(source)).value).toEqual(expected);
});

describe('unknown values', () => {
  test.each<[string, unknown]>([
    ['timestamp()', '?'],
    ['[] == []', '?'],
    ['{} != {}', '?'],
    ['[1] == [2]', false],
    ['[] == {}', false],
    ['contains([[]], [])', '?'],
    ['9007199254740993', '?'],
    ['"9007199254740993" + 1', '?'],
    ['1e21', '?'],
    ['1.10', 1.1],
    ['1.5e2', 150],
    ['sum([0.1, 0.2])', '?'],
    ['jsondecode("[9007199254740993, 1.0]")', ['?', 1]],
    ['formatdate("YYYY", timestamp())', '?'],
    ['"a-${uuidv4()}"', '?'],
    ['0.1 + 0.2', '?'],
    ['replace("aXb", "/X/", "-")', '?'],
    ['"%{ if true ~} x %{ endif }"', '?'],
    ['var.unknown == "" ? "a" : "b"', '"a"|"b"'],
    ['concat(var.unknown == "" ? ["a"] : [], ["b"])', '["a","b"]|["b"]'],
    ['"${var.unknown == "" ? "x" : "y"}/z"', '"x/z"|"y/z"'],
    ['[timestamp(), "a"]', ['?', 'a']],
    ['length([timestamp()])', 1],
    ['{ a = "x", b = "y" }[var.unknown]', '"x"|"y"'],
    ['coalesce(var.unknown, "", "x", "never")', '"?"|"x"'],
    ['try(var.unknown, "x")', '"?"|"x"'],
    ['false && var.unknown', false],
    // Packer refuses or converts some of these; try() may take either argument then.
    ['try(lookup({ a = "1" }, "b"), "x")', 'null|"x"'],
    ['try(element([], 0), "x")', '"?"|"x"'],
    ['try(slice(["a"], 0, 2), "x")', '"?"|"x"'],
    ['try(base64decode("!!!"), "x")', '"?"|"x"'],
    ['true ? [1] : ["a"]', '?'],
    ['concat(["a"], [1])', '?'],
    ['distinct([1, "1"])', '?'],
    ['contains([1, "a"], "1")', '?'],
    ['flatten([var.unknown])', '?'],
    ['true + 1', '?'],
    ['-0', '?'],
    ['coalesce(1, "a")', '?'],
    ['var.known.a', 1],
  ])('the expression %j is evaluated as far as it is known', async (source, expected) => {
    expect((await evaluate(source, { known: { a: 1 } })).value).toEqual(expected);
  });

  test('a conditional reads the branch that it takes, and both where its test is unknown', async () => {
    const known = await evaluate('var.test ? var.a : var.b', { test: true, a: 1, b: 2 });
    expect([...known.reads.variables]).toEqual(['test', 'a']);
    const open = await evaluate('var.open ? var.a : var.b', { a: 1, b: 2 });
    expect([...open.reads.variables]).toEqual(['open', 'a', 'b']);
  });

  test('a variable whose name is unknown may be any variable, and all are read', async () => {
    const { reads } = await evaluate('var[var.open]', { a: 1, b: 2 });
    expect([...reads.variables].sort()).toEqual(['a', 'b', 'open']);
  });

  test('the body of a for over an unknown collection is read', async () => {
    const { reads } = await evaluate('[for x in var.open : "${x}${var.a}"]', { a: 1 });
    expect([...reads.variables].sort()).toEqual(['a', 'open']);
  });

  test('a value with too many possibilities is unknown', async () => {
    const choice = '(var.open == "" ? "a" : "b")';
    const { value } = await evaluate(`join("", [${Array(8).fill(choice).join(', ')}])`);
    expect(value).toBe('?');
    expect((await evaluate(`"${Array(8).fill(`\${${choice}}`).join('')}"`)).value).toMatch(/^[?|"]+$/);
  });

  test('a function that Packer does not have may read any file', async () => {
    const { reads } = await evaluate('readeverything("x")');
    expect([...reads.unresolved.values()]).toEqual([
      { what: 'the function readeverything()', file: 'test.pkr.hcl', line: 1, outside: true },
    ]);
  });

  test('artifacts that are read by name are noted by name, and a loop over them reads all', async () => {
    const byName = await evaluate('var.resolved_artifacts["nebula"].url');
    expect([...byName.reads.artifacts]).toEqual(['nebula']);
    const all = await evaluate('[for name, artifact in var.resolved_artifacts : artifact.url]');
    expect([...all.reads.artifacts]).toEqual(['*']);
  });
});
