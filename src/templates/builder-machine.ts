/** What a recipe's source says of the machine that it is built on. */

import { findAttribute } from '../evaluate/blocks.ts';
import { Dependencies } from '../evaluate/dependencies.ts';
import { fromJson } from '../evaluate/json.ts';
import { isList, isObject, type Value } from '../evaluate/values.ts';
import { TemplateEnvironment } from './environment.ts';
import { sourceNames } from './recipe-dependencies.ts';
import type { Recipe } from './recipes.ts';
import type { Templates } from './templates.ts';

type TagMap = Readonly<Record<string, string>>;

export interface BuilderMachine {
  readonly instanceType: string;
  /** Null where the source names none. */
  readonly subnetId: string | null;
  readonly tags: TagMap;
  readonly volumeTags: TagMap;
  /** Whether Packer makes a key pair or a security group for it. */
  readonly createsKeyPair: boolean;
  readonly createsSecurityGroup: boolean;
}

/** Blocks by which the plugin chooses what it only knows when it builds. */
const choosingBlocks = new Set(['run_tag', 'run_volume_tag', 'subnet_filter', 'vpc_filter']);

/**
 * The machine of a recipe whose variable `run_tags` has these values. Null where not all of it is known before the build, and for
 * spot instances, whose type EC2 chooses.
 */
export function readBuilderMachine(
  { source, addition, ...recipe }: Recipe,
  templates: Templates,
  runTags: TagMap,
): BuilderMachine | null {
  const blocks = addition === null ? [source] : [addition, source];
  const inner = blocks.flatMap(({ body }) => body.blocks.map(({ type }) => type));
  if (inner.some((type) => choosingBlocks.has(type))) return null;
  const filled = new Map([['run_tags', fromJson(runTags)]]);
  const { evaluator } = new TemplateEnvironment(templates, templates.files, filled);
  const read = (key: string): Value => {
    for (const { body, file, names } of blocks) {
      const attribute = findAttribute(body, key);
      if (attribute === undefined) continue;
      const own = new Map([['source', sourceNames(recipe)], ...names]);
      return evaluator.evaluate(attribute.value, { names: own, reads: new Dependencies(), file });
    }
    return null;
  };
  const isUnset = (key: string): boolean => isEmpty(read(key));
  const [instanceType, subnetId] = [read('instance_type'), read('subnet_id')];
  const [tags, volumeTags] = [toTagMap(read('run_tags')), toTagMap(read('run_volume_tags'))];
  if (typeof instanceType !== 'string' || instanceType === '' || !isUnset('vpc_id')) return null;
  if (tags === null || volumeTags === null) return null;
  if (!isEmpty(subnetId) && typeof subnetId !== 'string') return null;
  return {
    instanceType,
    subnetId: typeof subnetId === 'string' && subnetId !== '' ? subnetId : null,
    tags,
    volumeTags,
    createsKeyPair: isUnset('ssh_keypair_name'),
    createsSecurityGroup:
      isUnset('security_group_id') &&
      isUnset('security_group_ids') &&
      !inner.includes('security_group_filter'),
  };
}

function isEmpty(value: Value): boolean {
  return value === null || value === '' || (isList(value) && value.length === 0);
}

/** Null where a part is not known, or holds a text that the plugin fills in when it builds. */
function toTagMap(value: Value): TagMap | null {
  if (value === null) return {};
  if (!isObject(value)) return null;
  const entries = [...value];
  const texts = entries.flatMap(([key, item]) => (typeof item === 'string' ? [[key, item] as const] : []));
  const isKnown = texts.length === entries.length && !texts.some(([, text]) => text.includes('{{'));
  return isKnown ? Object.fromEntries(texts) : null;
}
