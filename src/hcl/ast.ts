/** HCL's syntax as plain data, so that only this folder depends on the parser. */

/** A position: offsets in the file's text; line and column count from 1. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
}

/** `name = value` */
export interface Attribute extends Span {
  readonly name: string;
  readonly value: Expression;
}

/** `type "label" … { body }` */
export interface Block extends Span {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
}

export type Expression =
  | Literal
  | Template
  | Tuple
  | ObjectExpression
  | Reference
  | Access
  | Call
  | Conditional
  | Operation
  | For;

/** A string, number, boolean or null. */
export interface Literal extends Span {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
  /** A number as written: it may have more digits than `value` holds. */
  readonly digits?: string;
}

/** A quoted string or a heredoc with interpolations. A template of a single interpolation keeps its value's type. */
export interface Template extends Span {
  readonly kind: 'template';
  readonly parts: readonly TemplatePart[];
  /** False where `~` strips whitespace, or `<<-` indentation around directives: the exact text is then unknown. */
  readonly exact: boolean;
  readonly written: string;
}

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly value: Expression }
  | {
      readonly kind: 'if';
      readonly test: Expression;
      readonly yes: readonly TemplatePart[];
      readonly no: readonly TemplatePart[];
    }
  | {
      readonly kind: 'for';
      readonly key: string | null;
      readonly item: string;
      readonly collection: Expression;
      readonly body: readonly TemplatePart[];
    };

export interface Tuple extends Span {
  readonly kind: 'tuple';
  readonly items: readonly Expression[];
}

/** `{ key = value }`; a key that is a bare word is a Literal. */
export interface ObjectExpression extends Span {
  readonly kind: 'object';
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
}

/** The first word of a reference: `var`, `local`, `data`, `path`, or a name that a `for` defines. */
export interface Reference extends Span {
  readonly kind: 'reference';
  readonly name: string;
}

/** A value and a step after it: `.name`, `[index]`, or a splat `.*` / `[*]` that applies `steps` to every element. */
export interface Access extends Span {
  readonly kind: 'access';
  readonly target: Expression;
  readonly step: Step;
}

export type Step =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'index'; readonly index: Expression }
  /** `[*]` is full: unlike `.*`, it takes the indices after it to every element. */
  | { readonly kind: 'splat'; readonly full: boolean; readonly steps: readonly Step[] };

export interface Call extends Span {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
  /** `f(list...)`: the last argument's elements are the arguments. */
  readonly spread: boolean;
}

export interface Conditional extends Span {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly yes: Expression;
  readonly no: Expression;
}

/** One operand for `!` and `-`, else two. */
export interface Operation extends Span {
  readonly kind: 'operation';
  readonly operator: string;
  readonly operands: readonly Expression[];
}

/** `[for k, v in collection : value if test]`, or `{for … : key => value}` where `key` is given. */
export interface For extends Span {
  readonly kind: 'for';
  readonly keyName: string | null;
  readonly itemName: string;
  readonly collection: Expression;
  readonly key: Expression | null;
  readonly value: Expression;
  readonly grouped: boolean;
  readonly test: Expression | null;
}

/** One parsed file. */
export interface HclFile {
  /** The path in errors and explanations, with forward slashes. */
  readonly path: string;
  readonly body: Body;
  /** The text between two offsets without comments and layout, by which templates are compared. */
  canonical(span: { readonly start: number; readonly end: number }): string;
}
