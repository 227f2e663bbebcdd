/** Resolves `var`, `local`, `data`, `path` and the functions that read files for one folder of templates. */

import { isUtf8 } from 'node:buffer';
import { homedir } from 'node:os';
import { posix, relative, resolve } from 'node:path';
import { Dependencies } from '../evaluate/dependencies.ts';
import { Evaluator } from '../evaluate/evaluator.ts';
import { changingFunctions } from '../evaluate/functions.ts';
import { findChangingRender } from '../evaluate/rendered.ts';
import type { EvaluationEnvironment, Scope } from '../evaluate/scope.ts';
import { normalizeText } from '../evaluate/texts.ts';
import { firstUnknown, refused, SetValue, unsupported, type Value } from '../evaluate/values.ts';
import type { Attribute, Block, Call } from '../hcl/ast.ts';
import { readBody } from './bodies.ts';
import type { Definition } from './definitions.ts';
import type { Files } from './files.ts';
import { matchFiles } from './glob.ts';
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
const fileFunctions = new Set(['file', 'filebase64', 'fileset', 'fileexists', 'templatefile']);

/** Data sources that answer with a secret. */
const secretDataSources = new Set(['amazon-secretsmanager', 'hcp-vault-secrets']);

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
    const value = filled ?? this.#definitions.variables.value(name);
    // Null is a value: coalesce() passes it over, and an attribute that is null is unset.
    return value === undefined ? unsupported(`var.${name}`) : value;
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
        if (secretDataSources.has(ref.split('.')[0] ?? '')) {
          const { file, at } = definition;
          own.change({ what: `data.${ref}, whose secret may have changed`, file, line: at.line });
        }
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

  /** Packer is given the templates' folder relative to the one that it runs in: `path.root` is what it was given. */
  path(name: string): Value {
    const { folder, cwd } = this.#definitions;
    if (name === 'root') return relative(cwd, folder) || '.';
    return name === 'cwd' ? cwd : unsupported(`path.${name}`);
  }

  /**
   * Packer resolves paths against the templates' folder, but those of filebase64 and abspath against the folder that it
   * runs in; `~` is the user's home folder (filesystem.go of go-cty-funcs, hcl2template/function/filebase64.go).
   */
  callEnvironmentFunction(call: Call, args: readonly Value[], scope: Scope): Value {
    const [path = null, pattern = null] = args;
    const doubt = (outside = true): Value => {
      scope.reads.doubt({ what: `${call.name}()`, file: scope.file, line: call.line, outside });
      return firstUnknown([...args]) ?? unsupported(`${call.name}()`);
    };
    const { cwd, folder } = this.#definitions;
    const isOwn = typeof path === 'string' && !path.includes('\0');
    if (call.name === 'abspath') return isOwn ? resolve(cwd, path) : unknownPath(path, call.name);
    if (call.name === 'pathexpand') return isOwn ? expandHome(path) : unknownPath(path, call.name);
    if (!isOwn) return doubt();
    if (call.name === 'env') return unsupported('env() outside of a default');
    if (call.name === 'filebase64') return this.#readContent(resolve(cwd, path), 'base64', path, scope);
    if (call.name === 'fileset') {
      const base = posix.resolve(folder, path);
      if (typeof pattern !== 'string') return doubt();
      const leaves = pattern.includes('..') || !this.#files.isInWorkspace(base);
      return this.#fileset(base, pattern, scope) ?? doubt(leaves);
    }
    const expanded = expandHome(path);
    if (typeof expanded !== 'string') return expanded;
    const absolute = resolve(folder, expanded);
    if (call.name === 'file') return this.#readContent(absolute, 'utf8', path, scope);
    scope.reads.files.add(absolute);
    if (call.name === 'fileexists') {
      const kind = this.#files.kindOf(absolute);
      return kind === 'file' || kind === null ? kind === 'file' : refused(`${path} is not a file`);
    }
    const text = this.#files.content(absolute)?.toString() ?? '';
    if (mayCall(text, fileFunctions)) doubt();
    if (mayCall(text, changingFunctions) || findChangingRender(text) !== null) {
      scope.reads.change({ what: `a function that ${path} calls`, file: scope.file, line: call.line });
    }
    return firstUnknown([...args]) ?? unsupported('templatefile()');
  }

  #readContent(absolute: string, encoding: 'utf8' | 'base64', path: string, { reads }: Scope): Value {
    reads.files.add(absolute);
    const content = this.#files.content(absolute);
    if (content === null) {
      return this.#files.kindOf(absolute) === 'file'
        ? unsupported(`a file as long as ${path}`)
        : refused(`there is no file ${path}`);
    }
    if (encoding === 'utf8' && !isUtf8(content)) return refused(`${path} is not UTF-8`);
    // cty keeps texts in NFC.
    return content.toString(encoding).normalize();
  }

  #fileset(folder: string, pattern: string, scope: Scope): Value | null {
    const matches = matchFiles(this.#files, folder, pattern);
    if (matches === null) return null;
    scope.reads.listings.add(`${folder}\u0000${pattern}`);
    return SetValue.from(matches.map(normalizeText));
  }
}

/** `~/x` in the user's home folder; `~user` is refused (go-homedir's Expand). */
function expandHome(path: string): Value {
  if (!path.startsWith('~')) return path;
  return path === '~' || path.startsWith('~/')
    ? posix.join(homedir(), path.slice(1))
    : refused("another user's home folder");
}

/** Whether a text that `templatefile` renders calls one of the functions, or only looks as if it did. */
function mayCall(text: string, functions: ReadonlySet<string>): boolean {
  const [evaluated = ''] = /[$%]\{.*\}/s.exec(text) ?? [];
  const between = '(?:\\s|/\\*(?:(?!\\*/).)*\\*/|(?:#|//)[^\\n]*\\n)*';
  return new RegExp(`\\b(?:${[...functions].join('|')})${between}\\(`, 's').test(evaluated);
}

function unknownPath(path: Value, name: string): Value {
  return firstUnknown(path) ?? unsupported(`${name}()`);
}
