/** What an expression can refer to. */

import type { Call, Expression } from '../hcl/ast.ts';
import type { Dependencies } from './dependencies.ts';
import type { Value } from './values.ts';

/** Names that a block or a `for` defines: `each`, the iterator of a dynamic block, `source`, `build`. */
export type Names = ReadonlyMap<string, Value>;

export interface Scope {
  readonly names: Names;
  /** Where evaluations note what they read. */
  readonly reads: Dependencies;
  /** The file that holds the expression, as explanations call it. */
  readonly file: string;
}

export type Evaluate = (expression: Expression, scope: Scope) => Value;

/** What the names `var`, `local`, `data`, `path` and `packer` mean, and the functions that read files. */
export interface EvaluationEnvironment {
  variable(name: string, reads: Dependencies): Value;
  local(name: string, reads: Dependencies): Value;
  /** Notes what a data source reads; `ref` is `type.name`. */
  data(ref: string, reads: Dependencies): void;
  variableNames(): Iterable<string>;
  localNames(): Iterable<string>;
  dataRefs(): Iterable<string>;
  path(name: string): Value;
  /** Calls a function that reads files or environment variables. */
  callEnvironmentFunction(call: Call, args: readonly Value[], scope: Scope): Value;
}
