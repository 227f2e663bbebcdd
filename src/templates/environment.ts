/** What `var`, `local`, `data` and the functions that read files mean in one folder of templates. */

import type { Definition } from './definitions.ts';
import { expandBlocks } from './evaluate/blocks.ts';
import { Evaluator } from './evaluate/evaluator.ts';
import { Dependencies } from './evaluate/reads.ts';
import type { EvaluationEnvironment, Scope } from './evaluate/scope.ts';
import { firstUnknown, Unknown, unsupported, type Value } from './evaluate/values.ts';
import { absolute, type Files } from './files.ts';
import { globMatcher } from './glob.ts';
import type { Attribute, Block, Call } from './hcl/ast.ts';
import type { Variables } from './variables.ts';

export interface Definitions {
  readonly folder: string;
  /** Where Packer runs: what a provisioner's relative path is relative to. */
  readonly cwd: string;
  readonly variables: Variables;
  readonly locals: ReadonlyMap<string, Definition<Attribute>>;
  readonly data: ReadonlyMap<string, Definition<Block>>;
}

/** Stands for the folder of Go binaries, which the action fills in: no real path begins so. */
export const goProgramsDir = '/\u0000agent';

/** In a file that `templatefile` fills in, these would read further files. */
const readsFiles = /\b(file|filebase64|fileset|fileexists|templatefile)\s*\(/;

export class TemplateEnvironment implements EvaluationEnvironment {
  readonly evaluator: Evaluator;
  readonly #definitions: Definitions;
  readonly #files: Files;
  /** What a variable is that the action gives a value, instead of the value that it has by itself. */
  readonly #roles: ReadonlyMap<string, Value>;
  readonly #locals = new Map<string, { value: Value; reads: Dependencies }>();
  readonly #dataReads = new Map<string, Dependencies>();

  constructor(definitions: Definitions, files: Files, roles: ReadonlyMap<string, Value>) {
    this.#definitions = definitions;
    this.#files = files;
    this.#roles = roles;
    this.evaluator = new Evaluator(this);
  }

  variable(name: string, reads: Dependencies): Value {
    reads.variables.add(name);
    const role = this.#roles.get(name);
    if (role === goProgramsDir) reads.others.add('agent');
    return role ?? this.#definitions.variables.value(name) ?? unsupported(`var.${name}`);
  }

  /** Each local is evaluated once; what it reads is read by whoever reads it. */
  local(name: string, reads: Dependencies): Value {
    const known = this.#locals.get(name);
    if (known !== undefined) {
      reads.merge(known.reads);
      return known.value;
    }
    const definition = this.#definitions.locals.get(name);
    const own = new Dependencies();
    own.locals.add(name);
    // While it is evaluated it stands for something unknown, which ends a circle; Packer refuses circles.
    this.#locals.set(name, { value: unsupported(`local.${name}`), reads: own });
    if (definition === undefined) return unsupported(`local.${name}`);
    const around = { names: new Map(), reads: own, file: definition.file };
    const value = this.evaluator.evaluate(definition.at.value, around);
    this.#locals.set(name, { value, reads: own });
    reads.merge(own);
    return value;
  }

  data(ref: string, reads: Dependencies): boolean {
    let own = this.#dataReads.get(ref);
    const definition = this.#definitions.data.get(ref);
    if (own === undefined) {
      own = new Dependencies();
      own.data.add(ref);
      this.#dataReads.set(ref, own);
      if (definition !== undefined) {
        readBody(
          this.evaluator,
          definition.at.body,
          { names: new Map(), reads: own, file: definition.file },
          true,
        );
      }
    }
    reads.merge(own);
    return definition !== undefined;
  }

  variableNames(): Iterable<string> {
    return this.#definitions.variables.names();
  }

  localNames(): Iterable<string> {
    return this.#definitions.locals.keys();
  }

  dataRefs(): Iterable<string> {
    return this.#definitions.data.keys();
  }

  path(name: string): Value {
    if (name === 'root') return this.#definitions.folder;
    return name === 'cwd' ? this.#definitions.cwd : unsupported(`path.${name}`);
  }

  /** Packer takes these functions' paths relative to the templates' folder, but filebase64's relative to where it runs. */
  worldFunction(call: Call, args: readonly Value[], around: Scope): Value {
    const [path = null, pattern = null] = args;
    const doubt = (): Value => {
      around.reads.doubt({ what: `${call.name}()`, file: around.file, line: call.line });
      return firstUnknown([...args]) ?? unsupported(`${call.name}()`);
    };
    if (typeof path !== 'string' || path.startsWith(goProgramsDir) || path.startsWith('~')) return doubt();
    if (call.name === 'env') return unsupported('env() outside of a default');
    const base = call.name === 'filebase64' ? this.#definitions.cwd : this.#definitions.folder;
    const full = absolute(base, path);
    if (call.name === 'fileset') {
      return typeof pattern === 'string' ? (this.#fileset(full, pattern, around) ?? doubt()) : doubt();
    }
    around.reads.files.add(full);
    const content = this.#files.content(full);
    switch (call.name) {
      case 'file':
        return content?.toString('utf8') ?? unsupported(`a file that is not there: ${path}`);
      case 'filebase64':
        return content?.toString('base64') ?? unsupported(`a file that is not there: ${path}`);
      case 'fileexists':
        return content !== null;
      default:
        if (readsFiles.test(content?.toString('utf8') ?? '')) doubt();
        return firstUnknown([...args]) ?? unsupported('templatefile()');
    }
  }

  #fileset(folder: string, pattern: string, around: Scope): Value | null {
    const matches = globMatcher(pattern);
    if (matches === null) return null;
    around.reads.listings.add(`${folder}\u0000${pattern}`);
    return this.#files.list(folder).filter(matches);
  }
}

/**
 * Reads all attributes of a body and of the blocks in it. With `region`, an attribute `region = var.x` chooses where
 * the build runs and is no input of the image.
 */
export function readBody(
  evaluator: Evaluator,
  body: Block['body'],
  around: Scope,
  region: boolean,
): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const { name, value } of body.attributes) {
    const chooses = region && name === 'region' && isVariable(value);
    values.set(name, evaluator.evaluate(value, chooses ? { ...around, reads: new Dependencies() } : around));
  }
  for (const block of expandBlocks(body, evaluator, around)) {
    readBody(evaluator, block.body, { ...around, names: block.names }, false);
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

/** The reason of a value that is not known, if it is of that kind. */
export function isUnknown(value: Value, kind: Unknown['reason']['kind']): boolean {
  return value instanceof Unknown && value.reason.kind === kind;
}
