/** Blocks as Packer sees them: `dynamic` ones unfolded. */

import type { Attribute, Block, Body, Span } from '../hcl/ast.ts';
import type { Evaluator } from './evaluator.ts';
import type { Names, Scope } from './scope.ts';
import { asText, isList, isObject, OneOf, type Value } from './values.ts';

export interface ExpandedBlock {
  readonly type: string;
  /** Null where a label of a dynamic block is not known. */
  readonly labels: readonly (string | null)[];
  readonly body: Body;
  /** What names mean inside it. */
  readonly names: Names;
  /** Where its text stands; all blocks of one `dynamic` share it. */
  readonly span: Span;
}

/** The blocks of a body. A `dynamic` block over something that is not known gives one block with unknown values. */
export function expandBlocks(body: Body, evaluator: Evaluator, around: Scope): ExpandedBlock[] {
  return body.blocks.flatMap((block) =>
    block.type === 'dynamic'
      ? expandDynamic(block, evaluator, around)
      : [{ type: block.type, labels: block.labels, body: block.body, names: around.names, span: block }],
  );
}

function expandDynamic(block: Block, evaluator: Evaluator, around: Scope): ExpandedBlock[] {
  const [type = ''] = block.labels;
  const content = block.body.blocks.find((inner) => inner.type === 'content');
  const forEach = attribute(block.body, 'for_each');
  if (content === undefined || forEach === undefined) return [];
  const iterator = attribute(block.body, 'iterator')?.value;
  const name = iterator?.kind === 'reference' ? iterator.name : type;
  const labels = attribute(block.body, 'labels');
  return elements(evaluator.evaluate(forEach.value, around)).map(([key, value]) => {
    const names = new Map(around.names).set(
      name,
      new Map([
        ['key', key],
        ['value', value],
      ]),
    );
    const given = labels === undefined ? [] : evaluator.evaluate(labels.value, { ...around, names });
    return {
      type,
      labels: isList(given) ? given.map(asText) : [null],
      body: content.body,
      names,
      span: block,
    };
  });
}

function elements(collection: Value): [Value, Value][] {
  if (isList(collection)) return collection.map((item, index) => [index, item]);
  if (isObject(collection)) return [...collection].sort(([one], [two]) => (one < two ? -1 : 1));
  if (collection instanceof OneOf) return collection.options.flatMap(elements);
  return [[collection, collection]];
}

export function attribute(body: Body, name: string): Attribute | undefined {
  return body.attributes.find((one) => one.name === name);
}
