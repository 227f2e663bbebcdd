/** The content of a folder of Packer templates. */

import type { Attribute, Block } from '../hcl/ast.ts';
import type { NamedVariable } from '../inputs/named-variables.ts';
import type { VariableValue } from '../inputs/variables.ts';
import type { UsedVersions } from './check/versions.ts';
import type { Definition } from './definitions.ts';
import type { Files } from './files.ts';
import type { Recipe } from './recipes.ts';
import type { NamedFile } from './template-files.ts';
import type { Variables } from './variables.ts';

export interface Templates {
  /** Absolute path. */
  readonly folder: string;
  /** The folder's name in messages, as the user wrote it. */
  readonly displayName: string;
  /** The folder that Packer runs in, absolute: relative paths in provisioners start there. */
  readonly cwd: string;
  /** Packer's argument: the folder or the one file of templates, relative to `cwd`. */
  readonly packerTarget: string;
  /** Absolute paths of the files that Packer's `-var-file` names, in their order. */
  readonly varFiles: readonly string[];
  readonly recipes: readonly Recipe[];
  readonly variables: Variables;
  /** Values that the inputs set; Packer finds all others itself. */
  readonly providedVariables: Readonly<Record<string, VariableValue>>;
  readonly locals: ReadonlyMap<string, Definition<Attribute>>;
  /** By `type.name`. */
  readonly data: ReadonlyMap<string, Definition<Block>>;
  /** By the name that `required_plugins` gives a plugin: its constraint and source as written. */
  readonly plugins: ReadonlyMap<string, string>;
  readonly files: Files;
  /** Absolute paths that count where it cannot be told what a recipe reads; null if the input `reads` is not set. */
  readonly reads: readonly string[] | null;
}

export interface ReadOptions {
  /** The input `variables`; a name that the templates do not declare is an error. */
  readonly variables?: Readonly<Record<string, VariableValue>>;
  /** Inputs of the action that set a variable. */
  readonly named?: readonly NamedVariable[];
  /** Environment variables, for PKR_VAR_name and env(). Default: those of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The input `ami`, so that unknown names are reported together with unknown variables. Default: none. */
  readonly ami?: readonly string[] | 'all';
  /** The folder's name in messages. Default: `folder`. */
  readonly displayName?: string;
  /** The folder that Packer runs in. Default: the templates' folder. */
  readonly cwd?: string;
  /** The folder of the repository that holds the templates, absolute. Default: where Packer runs. */
  readonly workspace?: string;
  /** The input `reads`: paths and globs relative to the workspace. Default: none is set. */
  readonly reads?: readonly string[] | null;
  /** Files of values for variables, as Packer's `-var-file` takes them: a later one wins. */
  readonly varFiles?: readonly NamedFile[];
  /** Whether inputs could not be read, so that the templates are judged without their values. Default: false. */
  readonly isPartial?: boolean;
  /** What `required_version` and `required_plugins` are compared with. Default: nothing. */
  readonly versions?: UsedVersions;
}
