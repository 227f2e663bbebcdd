/** A folder of Packer templates, read. */

import type { NamedVariable } from '../inputs/named-variables.ts';
import type { VariableValue } from '../inputs/variables.ts';
import type { Definition } from './definitions.ts';
import type { Files } from './files.ts';
import type { Attribute, Block } from './hcl/ast.ts';
import type { Recipe } from './recipes.ts';
import type { Variables } from './variables.ts';

export interface Templates {
  /** Absolute path. */
  readonly folder: string;
  /** What messages put before a file's name: the folder as the user gave it. */
  readonly shown: string;
  /** Where Packer is to run, absolute: relative paths in provisioners start there. */
  readonly cwd: string;
  readonly recipes: readonly Recipe[];
  readonly variables: Variables;
  /** What the inputs give to variables; all other values Packer finds itself. */
  readonly given: Readonly<Record<string, VariableValue>>;
  readonly locals: ReadonlyMap<string, Definition<Attribute>>;
  /** By `type.name`. */
  readonly data: ReadonlyMap<string, Definition<Block>>;
  /** By the name that `required_plugins` gives it: the constraint and source as written. */
  readonly plugins: ReadonlyMap<string, string>;
  /** Text of a part of a file without comments and layout. */
  canonical(file: string, span: { readonly start: number; readonly end: number }): string;
  readonly files: Files;
}

export interface ReadOptions {
  /** Values the user gives by name; one that the templates do not declare is a fault. */
  readonly variables?: Readonly<Record<string, VariableValue>>;
  readonly named?: readonly NamedVariable[];
  /** The environment: PKR_VAR_name and env(). Default: the process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What will be asked for, so that unknown names are told together with unknown variables. Default: nothing. */
  readonly ami?: readonly string[] | 'all';
  /** How messages call the folder. Default: as given. */
  readonly shown?: string;
  /** Default: the folder itself. */
  readonly cwd?: string;
}
