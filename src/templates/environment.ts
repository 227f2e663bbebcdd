/** Resolves `var`, `local`, `data`, `path` and the functions that read files for one folder of templates. */

import { resolve } from 'node:path';
import type { Attribute, Block, Call } from '../hcl/ast.ts';
import type { Definition } from './definitions.ts';
import { expandBlocks } from './evaluate/blocks.ts';
import { Dependencies } from './evaluate/dependencies.ts';
import { Evaluator } from './evaluate/evaluator.ts';
import type { EvaluationEnvironment, Scope } from './evaluate/scope.ts';
import { firstUnknown, unsupported, type Value } from './evaluate/values.ts';
import type { Files } from './files.ts';
import { globMatcher } from './glob.ts';
import type { Variables } from './variables.ts';

export interface Definitions {
  readonly folder: string;
  /** The folder that Packer runs in: relative paths of provisioners start there. */
  readonly cwd: string;
  readonly variables: Variables;
  readonly locals: ReadonlyMap<string, Definition<Attribute>>;
  readonly data: ReadonlyMap<string, Definition<Block>>;
}

/** Placeholder for the folder of Go programs, which the action fills in; no real path contains a NUL. */
export const goProgramsDir = '/\u0000agent';

/** Functions that would read more files if a file that `templatefile` renders calls them. */
const fileFunction = /\b(file|filebase64|fileset|fileexists|templatefile)\s*\(/;

export class TemplateEnvironment implements EvaluationEnvironment {
  readonly evaluator: Evaluator;
  readonly #definitions: Definitions;
  readonly #files: Files;
  /** Values of variables that the action fills in, instead of their own. */
  readonly #filledVariables: ReadonlyMap<string, Value>;
  readonly #locals = new Map<string, { readonly value: Value; readonly reads: Dependencies }>();
  readonly #dataReads = new Map<string, Dependencies>();

  constructor(definitions: Definitions, files: Files, filledVariables: ReadonlyMap<string, Value>) {
    this.#definitions = definitions;
    this.#files = files;
    this.#filledVariables = filledVariables;
    this.evaluator = new Evaluator(this);
  }

  variable(name: string, reads: Dependencies): Value {
    reads.variables.add(name);
    const filled = this.#filledVariables.get(name);
    if (filled === goProgramsDir) reads.others.add('agent');
    return filled ?? this.#definitions.variables.value(name) ?? unsupported(`var.${name}`);
  }

  /** Evaluates each local once, and adds what it reads to `reads`. */
  local(name: string, reads: Dependencies): Value {
    const known = this.#locals.get(name);
    if (known !== undefined) {
      reads.merge(known.reads);
      return known.value;
    }
    const definition = this.#definitions.locals.get(name);
    const own = new Dependencies();
    own.locals.add(name);
    // Unknown while it is evaluated, which ends a circle of locals; Packer refuses these.
    this.#locals.set(name, { value: unsupported(`local.${name}`), reads: own });
    if (definition === undefined) return unsupported(`local.${name}`);
    const value = this.evaluator.evaluate(definition.at.value, {
      names: new Map(),
      reads: own,
      file: definition.file,
    });
    this.#locals.set(name, { value, reads: own });
    reads.merge(own);
    return value;
  }

  data(ref: string, reads: Dependencies): void {
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

  /** Packer resolves paths against the templates' folder, but that of filebase64 against the folder that it runs in. */
  callEnvironmentFunction(call: Call, args: readonly Value[], scope: Scope): Value {
    const [path = null, pattern = null] = args;
    const doubt = (): Value => {
      scope.reads.doubt({ what: `${call.name}()`, file: scope.file, line: call.line });
      return firstUnknown([...args]) ?? unsupported(`${call.name}()`);
    };
    if (typeof path !== 'string' || path.startsWith(goProgramsDir) || path.startsWith('~')) return doubt();
    if (call.name === 'env') return unsupported('env() outside of a default');
    const base = call.name === 'filebase64' ? this.#definitions.cwd : this.#definitions.folder;
    const absolute = resolve(base, path);
    if (call.name === 'fileset') {
      return typeof pattern === 'string' ? (this.#fileset(absolute, pattern, scope) ?? doubt()) : doubt();
    }
    scope.reads.files.add(absolute);
    const content = this.#files.content(absolute);
    switch (call.name) {
      case 'file':
        return content?.toString('utf8') ?? unsupported(`a missing file: ${path}`);
      case 'filebase64':
        return content?.toString('base64') ?? unsupported(`a missing file: ${path}`);
      case 'fileexists':
        return content !== null;
      default:
        if (fileFunction.test(content?.toString('utf8') ?? '')) doubt();
        return firstUnknown([...args]) ?? unsupported('templatefile()');
    }
  }

  #fileset(folder: string, pattern: string, scope: Scope): Value | null {
    const matches = globMatcher(pattern);
    if (matches === null) return null;
    scope.reads.listings.add(`${folder}\u0000${pattern}`);
    return this.#files.list(folder).filter(matches);
  }
}

/**
 * Reads all attributes of a body and of the blocks in it.
 * @param region whether an attribute `region = var.x` is left out of what is read: it chooses where the build runs, and
 *   is not an input of the image
 */
export function readBody(
  evaluator: Evaluator,
  body: Block['body'],
  scope: Scope,
  region: boolean,
): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const { name, value } of body.attributes) {
    const choosesRegion = region && name === 'region' && isVariable(value);
    values.set(
      name,
      evaluator.evaluate(value, choosesRegion ? { ...scope, reads: new Dependencies() } : scope),
    );
  }
  for (const block of expandBlocks(body, evaluator, scope)) {
    readBody(evaluator, block.body, { ...scope, names: block.names }, false);
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
