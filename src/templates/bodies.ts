/** Reads the bodies of blocks. */

import { expandBlocks } from '../evaluate/blocks.ts';
import { Dependencies } from '../evaluate/dependencies.ts';
import type { Evaluator } from '../evaluate/evaluator.ts';
import { findChangingRender } from '../evaluate/rendered.ts';
import type { Scope } from '../evaluate/scope.ts';
import { textsIn, type Value } from '../evaluate/values.ts';
import type { Attribute, Block } from '../hcl/ast.ts';

/**
 * Attributes and blocks of a source that name the image or the machine that makes it, and do not change its content
 * (builder/ebs/builder.go, common/run_config.go and common/ami_config.go of packer-plugin-amazon 1.8.2).
 */
const labels = new Set(
  (
    'ami_name ami_description tags tag run_tags run_tag run_volume_tags run_volume_tag snapshot_tags snapshot_tag ' +
    'spot_tags spot_tag fleet_tags fleet_tag temporary_key_pair_name deprecate_at'
  ).split(' '),
);

/**
 * Reads all attributes of a body and of the blocks in it.
 * @param source whether it is that of a source or a data source: an attribute `region = var.x` is then left out of what
 *   is read, as it chooses where the build runs, and what is another at each build does not count in labels
 */
export function readBody(
  evaluator: Evaluator,
  body: Block['body'],
  scope: Scope,
  source: boolean,
): Map<string, Value> {
  const values = new Map<string, Value>();
  const readAs = (name: string, read: (reads: Dependencies) => void): void => {
    const isLabel = source && labels.has(name);
    const reads = isLabel ? new Dependencies() : scope.reads;
    read(reads);
    if (!isLabel) return;
    reads.changing.clear();
    scope.reads.merge(reads);
  };
  for (const { name, value, line } of body.attributes) {
    const choosesRegion = source && name === 'region' && isVariable(value);
    readAs(name, (own) => {
      const reads = choosesRegion ? new Dependencies() : own;
      const known = evaluator.evaluate(value, { ...scope, reads });
      values.set(name, known);
      // Packer renders what comes of variables and files, too.
      const call = findChangingRender(textsIn(known).join('\n'));
      if (call !== null) reads.change({ what: `{{${call}}}`, file: scope.file, line });
    });
  }
  for (const block of body.blocks) {
    const [made = ''] = block.labels;
    readAs(block.type === 'dynamic' ? made : block.type, (reads) => {
      const inner = { ...scope, reads };
      for (const expanded of expandBlocks({ attributes: [], blocks: [block] }, evaluator, inner)) {
        readBody(evaluator, expanded.body, { ...inner, names: expanded.names }, false);
      }
    });
  }
  return values;
}

function isVariable(value: Attribute['value']): boolean {
  return (
    value.kind === 'access' &&
    value.step.kind === 'attribute' &&
    value.target.kind === 'reference' &&
    value.target.name === 'var'
  );
}
