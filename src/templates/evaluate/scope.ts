/** What an expression can refer to. */

import type { Call } from '../hcl/ast.ts';
import type { Dependencies } from './dependencies.ts';
import type { Value } from './values.ts';

/** Names that a block or a `for` gives: `each`, the iterator of a dynamic block, `source`, `build`. */
export type Names = ReadonlyMap<string, Value>;

/** What surrounds an expression. */
export interface Scope {
  readonly names: Names;
  readonly reads: Dependencies;
  /** The file the expression stands in, as explanations call it. */
  readonly file: string;
}

/** What the names `var`, `local`, `data`, `path` and `packer` mean, and the functions that read files. */
export interface EvaluationEnvironment {
  variable(name: string, reads: Dependencies): Value;
  local(name: string, reads: Dependencies): Value;
  data(ref: string, reads: Dependencies): void;
  variableNames(): Iterable<string>;
  localNames(): Iterable<string>;
  dataRefs(): Iterable<string>;
  path(name: string): Value;
  callEnvironmentFunction(call: Call, args: readonly Value[], scope: Scope): Value;
}
