/**
 * What HCL says, as a text: equal for two texts that differ only in comments, layout, trailing commas, the order of
 * attributes, the indentation under `<<-`, or how a string is written. Made from the syntax tree, of which nothing is left out.
 */

import type { Block, Body, Expression, ObjectExpression, Step, TemplatePart } from './ast.ts';

/** A tree of JSON; its text is the canonical form. */
type Form = string | number | boolean | null | readonly Form[];

export function canonicalBlock(block: Block): string {
  return JSON.stringify(blockForm(block));
}

export function canonicalExpression(expression: Expression): string {
  return JSON.stringify(expressionForm(expression));
}

function blockForm({ type, labels, body }: Block): Form {
  return [type, labels, ...bodyForm(body)];
}

/** A body's attributes have no order; its blocks do, for provisioners run in it. */
function bodyForm({ attributes, blocks }: Body): readonly [Form, Form] {
  const named = attributes.map(({ name, value }): readonly [string, Form] => [name, expressionForm(value)]);
  return [sortByKey(named), blocks.map(blockForm)];
}

function expressionForm(expression: Expression): Form {
  switch (expression.kind) {
    case 'literal':
      // A number may have more digits than a double holds.
      return expression.digits === undefined ? expression.value : ['number', expression.digits];
    case 'template':
      return templateForm(expression.parts, expression.exact ? null : expression.written);
    case 'tuple':
      return ['tuple', ...expression.items.map(expressionForm)];
    case 'object':
      return ['object', ...objectForm(expression)];
    case 'reference':
      return ['reference', expression.name];
    case 'access':
      return ['access', expressionForm(expression.target), stepForm(expression.step)];
    case 'call':
      return ['call', expression.name, expression.spread, ...expression.args.map(expressionForm)];
    case 'conditional':
      return ['if', ...[expression.test, expression.yes, expression.no].map(expressionForm)];
    case 'operation':
      return ['operation', expression.operator, ...expression.operands.map(expressionForm)];
    case 'for': {
      const { keyName, itemName, collection, key, value, grouped, test } = expression;
      const optional = [key, test].map((item) => (item === null ? null : [expressionForm(item)]));
      return ['for', keyName, itemName, grouped, ...optional, ...[collection, value].map(expressionForm)];
    }
  }
}

/** Entries whose keys are all written out have no order, but of two with the same key the last one counts. */
function objectForm({ entries }: ObjectExpression): readonly Form[] {
  const forms = entries.map(({ key, value }) => [expressionForm(key), expressionForm(value)] as const);
  if (!entries.every(({ key }) => key.kind === 'literal')) return forms;
  return sortByKey(forms.map(([key, value]) => [typeof key === 'string' ? key : JSON.stringify(key), value]));
}

function sortByKey(entries: readonly (readonly [string, Form])[]): readonly (readonly [string, Form])[] {
  return entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function stepForm(step: Step): Form {
  switch (step.kind) {
    case 'attribute':
      return ['attribute', step.name];
    case 'index':
      return ['index', expressionForm(step.index)];
    case 'splat':
      return ['splat', step.full, ...step.steps.map(stepForm)];
  }
}

/** A template of text alone is a string, however it is quoted. */
function templateForm(parts: readonly TemplatePart[], written: string | null): Form {
  if (written !== null) return ['template as written', written];
  const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  return texts.length === parts.length ? texts.join('') : ['template', ...parts.map(partForm)];
}

function partForm(part: TemplatePart): Form {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'value':
      return ['value', expressionForm(part.value)];
    case 'if':
      return ['if', expressionForm(part.test), part.yes.map(partForm), part.no.map(partForm)];
    case 'for':
      return ['for', part.key, part.item, expressionForm(part.collection), part.body.map(partForm)];
  }
}
