/** Finds the manifests that the templates' own post-processors write: no build reads them. */

import { resolve } from 'node:path';
import { expandBlocks, findAttribute } from '../evaluate/blocks.ts';
import { Dependencies } from '../evaluate/dependencies.ts';
import type { Evaluator } from '../evaluate/evaluator.ts';
import type { HclFile } from '../hcl/ast.ts';

/** Where `output` is not set (post-processor/manifest/post-processor.go of Packer 1.16.0). */
const usualName = 'packer-manifest.json';

/** Absolute paths of the manifests that any build of these files writes. */
export function findManifests(files: readonly HclFile[], evaluator: Evaluator, cwd: string): string[] {
  return files.flatMap((file) => {
    const scope = { names: new Map(), reads: new Dependencies(), file: file.path };
    const inside = (type: string, blocks: ReturnType<typeof expandBlocks>) =>
      blocks
        .filter((block) => block.type === type)
        .flatMap(({ body, names }) => expandBlocks(body, evaluator, { ...scope, names }));
    const ofBuilds = inside('build', expandBlocks(file.body, evaluator, scope));
    return [...ofBuilds, ...inside('post-processors', ofBuilds)].flatMap(({ type, labels, body, names }) => {
      if (type !== 'post-processor' || labels[0] !== 'manifest') return [];
      const output = findAttribute(body, 'output');
      const path = output === undefined ? usualName : evaluator.evaluate(output.value, { ...scope, names });
      return typeof path === 'string' ? [resolve(cwd, path)] : [];
    });
  });
}
