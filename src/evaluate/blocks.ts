/** Blocks as Packer sees them: `dynamic` blocks expanded. */

import type { Attribute, Block, Body } from '../hcl/ast.ts';
import type { Evaluator } from './evaluator.ts';
import type { Names, Scope } from './scope.ts';
import { asText, isList, isObject, OneOf, sortEntries, type Value } from './values.ts';

export interface ExpandedBlock {
  readonly type: string;
  /** Null for an unknown label of a dynamic block. */
  readonly labels: readonly (string | null)[];
  readonly body: Body;
  /** What names mean inside it. */
  readonly names: Names;
  /** The block as written; all blocks of one `dynamic` share it. */
  readonly span: Block;
}

/** The blocks of a body. A `dynamic` block over an unknown collection gives one block with unknown values. */
export function expandBlocks(body: Body, evaluator: Evaluator, scope: Scope): ExpandedBlock[] {
  return body.blocks.flatMap((block) =>
    block.type === 'dynamic'
      ? expandDynamic(block, evaluator, scope)
      : [{ type: block.type, labels: block.labels, body: block.body, names: scope.names, span: block }],
  );
}

function expandDynamic(block: Block, evaluator: Evaluator, scope: Scope): ExpandedBlock[] {
  const [type = ''] = block.labels;
  const content = block.body.blocks.find((inner) => inner.type === 'content');
  const forEach = findAttribute(block.body, 'for_each');
  if (content === undefined || forEach === undefined) return [];
  const iterator = findAttribute(block.body, 'iterator')?.value;
  const name = iterator?.kind === 'reference' ? iterator.name : type;
  const labels = findAttribute(block.body, 'labels');
  return listElements(evaluator.evaluate(forEach.value, scope)).map(([key, value]) => {
    const names = new Map(scope.names).set(
      name,
      new Map([
        ['key', key],
        ['value', value],
      ]),
    );
    const evaluated = labels === undefined ? [] : evaluator.evaluate(labels.value, { ...scope, names });
    return {
      type,
      labels: isList(evaluated) ? evaluated.map(asText) : [null],
      body: content.body,
      names,
      span: block,
    };
  });
}

/** Keys and values; of a collection that may be one of several, those of each. */
function listElements(collection: Value): (readonly [key: Value, value: Value])[] {
  if (isList(collection)) return collection.map((item, index) => [index, item]);
  if (isObject(collection)) return sortEntries(collection);
  if (collection instanceof OneOf) return collection.options.flatMap(listElements);
  return [[collection, collection]];
}

export function findAttribute(body: Body, name: string): Attribute | undefined {
  return body.attributes.find((item) => item.name === name);
}
