/** Expressions of the parser's tree to plain data. Every kind of node is known here; another one is a bug. */

import type { Node } from 'web-tree-sitter';
import type { Expression, Span, Step } from './ast.ts';
import { unescapeString } from './escapes.ts';
import { childrenWithoutComments, readTemplate, spanOf } from './template-strings.ts';

/** Reads expressions of one file and collects its tokens on the way. */
export class ExpressionReader {
  readonly #text: string;
  /** Start and end of each token, in order of the file; a whole string or heredoc is one token. */
  readonly #tokens: { start: number; end: number }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** Notes a node as a token and returns its text. */
  token(node: Node): string {
    this.#tokens.push({ start: node.startIndex, end: node.endIndex });
    return this.#raw(node);
  }

  /**
   * The tokens between two offsets, a line each: what is left when comments and layout are taken away. A string's
   * inside is never touched. Two texts with the same tokens mean the same.
   */
  canonical({ start, end }: { readonly start: number; readonly end: number }): string {
    const lines: string[] = [];
    for (let index = this.#firstTokenFrom(start); index < this.#tokens.length; index += 1) {
      const token = this.#tokens[index];
      if (token === undefined || token.start >= end) break;
      lines.push(this.#text.slice(token.start, token.end));
    }
    return lines.join('\n');
  }

  #firstTokenFrom(start: number): number {
    let low = 0;
    let high = this.#tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#tokens[middle]?.start ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** An `expression` node, or one of the terms that the grammar puts in an operation without wrapping it. */
  read(node: Node): Expression {
    return node.type === 'expression'
      ? this.#readTerms(childrenWithoutComments(node))
      : this.#readTerms([node]);
  }

  /** A term is a value followed by any number of `.name`, `[index]` and splats, all siblings in the tree. */
  #readTerms(nodes: readonly Node[]): Expression {
    const [first, second] = nodes;
    if (first === undefined) throw new Error('an expression without content');
    let rest = nodes.slice(1);
    let term: Expression;
    if (first.type === '(' && second !== undefined) {
      this.token(first);
      term = this.read(second);
      const close = nodes[2];
      if (close !== undefined) this.token(close);
      rest = nodes.slice(3);
    } else term = this.#readOne(first);
    for (const node of rest) {
      term = { kind: 'access', ...joinSpans(term, spanOf(node)), target: term, step: this.#readStep(node) };
    }
    return term;
  }

  #readOne(node: Node): Expression {
    const span = spanOf(node);
    const inner = node.firstChild;
    switch (node.type) {
      case 'literal_value':
      case 'collection_value':
      case 'operation':
      case 'for_expr':
        if (inner === null) throw new Error(`empty ${node.type}`);
        return this.#readOne(inner);
      case 'string_lit':
        return { kind: 'literal', ...span, value: unescapeString(this.token(node).slice(1, -1)) };
      case 'numeric_lit':
        return { kind: 'literal', ...span, value: Number(this.token(node)) };
      case 'bool_lit':
        return { kind: 'literal', ...span, value: this.token(node) === 'true' };
      case 'null_lit':
        this.token(node);
        return { kind: 'literal', ...span, value: null };
      case 'variable_expr':
        return { kind: 'reference', ...span, name: this.token(node) };
      case 'template_expr':
        return this.#readTemplate(node);
      case 'tuple':
        return { kind: 'tuple', ...span, items: this.#readAll(node) };
      case 'object':
        return { kind: 'object', ...span, entries: this.#readEntries(node) };
      case 'function_call':
        return this.#readCall(node);
      case 'conditional': {
        const [test, yes, no] = this.#readAll(node);
        if (test === undefined || yes === undefined || no === undefined)
          throw new Error('half a conditional');
        return { kind: 'conditional', ...span, test, yes, no };
      }
      case 'unary_operation':
      case 'binary_operation':
        return this.#readOperation(node);
      case 'for_tuple_expr':
      case 'for_object_expr':
        return this.#readFor(node);
      default:
        throw new Error(`the grammar knows ${node.type}, this program does not`);
    }
  }

  /** The `expression` children of a node, in order; all else are tokens. */
  #readAll(node: Node): Expression[] {
    const found: Expression[] = [];
    for (const child of childrenWithoutComments(node)) {
      if (child.type === 'expression') found.push(this.read(child));
      else this.token(child);
    }
    return found;
  }

  #readEntries(node: Node): { key: Expression; value: Expression }[] {
    const entries: { key: Expression; value: Expression }[] = [];
    for (const child of childrenWithoutComments(node)) {
      if (child.type !== 'object_elem') this.token(child);
      else {
        const bare = this.#bareKey(child);
        const [key, value] = this.#readAll(child);
        if (key === undefined || value === undefined) throw new Error('half an entry of an object');
        entries.push({ key: bare && key.kind === 'reference' ? toLiteral(key) : key, value });
      }
    }
    return entries;
  }

  /** `name = 1` in an object means the word; `(name) = 1` means the value. */
  #bareKey(entry: Node): boolean {
    const key = childrenWithoutComments(entry)[0];
    return (
      key !== undefined && childrenWithoutComments(key)[0]?.type === 'variable_expr' && key.childCount === 1
    );
  }

  #readCall(node: Node): Expression {
    const children = childrenWithoutComments(node);
    const name = children[0] === undefined ? '' : this.token(children[0]);
    const args: Expression[] = [];
    let spread = false;
    for (const child of children.slice(1)) {
      if (child.type !== 'function_arguments') this.token(child);
      else {
        args.push(...this.#readAll(child));
        spread = child.children.some((part) => part.type === 'ellipsis');
      }
    }
    return { kind: 'call', ...spanOf(node), name, args, spread };
  }

  #readOperation(node: Node): Expression {
    const operands: Expression[] = [];
    let operator = '';
    let term: Node[] = [];
    for (const child of childrenWithoutComments(node)) {
      const isOperator = !child.isNamed && child.type !== '(' && child.type !== ')';
      if (isOperator) {
        if (term.length > 0) operands.push(this.#readTerms(term));
        term = [];
        operator = this.token(child);
      } else term.push(child);
    }
    operands.push(this.#readTerms(term));
    return { kind: 'operation', ...spanOf(node), operator, operands };
  }

  #readFor(node: Node): Expression {
    const names: string[] = [];
    let intro: Expression | undefined;
    let test: Expression | null = null;
    let grouped = false;
    const values: Expression[] = [];
    for (const child of childrenWithoutComments(node)) {
      if (child.type === 'for_intro') {
        for (const part of childrenWithoutComments(child)) {
          if (part.type === 'expression') intro = this.read(part);
          else if (part.type === 'identifier') names.push(this.token(part));
          else this.token(part);
        }
      } else if (child.type === 'for_cond') test = this.#readAll(child)[0] ?? null;
      else if (child.type === 'expression') values.push(this.read(child));
      else {
        this.token(child);
        grouped ||= child.type === 'ellipsis';
      }
    }
    const value = values.at(-1);
    const itemName = names.at(-1);
    if (intro === undefined || value === undefined || itemName === undefined) throw new Error('half a for');
    return {
      kind: 'for',
      ...spanOf(node),
      keyName: names.length > 1 ? (names[0] ?? null) : null,
      itemName,
      collection: intro,
      key: values.length > 1 ? (values[0] ?? null) : null,
      value,
      grouped,
      test,
    };
  }

  #readStep(node: Node): Step {
    const inner = node.firstChild;
    switch (node.type) {
      case 'get_attr': {
        const parts = childrenWithoutComments(node).map((part) => this.token(part));
        return { kind: 'attribute', name: parts.at(-1) ?? '' };
      }
      case 'index': {
        if (inner?.type === 'legacy_index') {
          const digits = this.token(inner).slice(1);
          const index: Expression = { kind: 'literal', ...spanOf(inner), value: Number(digits) };
          return { kind: 'index', index };
        }
        const [index] = inner === null ? [] : this.#readAll(inner);
        if (index === undefined) throw new Error('an index without content');
        return { kind: 'index', index };
      }
      case 'splat': {
        const steps: Step[] = [];
        for (const part of inner === null ? [] : childrenWithoutComments(inner)) {
          if (part.isNamed) steps.push(this.#readStep(part));
          else this.token(part);
        }
        return { kind: 'splat', steps };
      }
      default:
        throw new Error(`the grammar knows ${node.type} after a value, this program does not`);
    }
  }

  /** A whole string or heredoc is one token: the layout inside it means something. */
  #readTemplate(node: Node): Expression {
    this.token(node);
    const noted = this.#tokens.length;
    const template = readTemplate(node, this.#text, (expression) => this.read(expression));
    this.#tokens.length = noted;
    return template;
  }

  #raw(node: Node): string {
    return this.#text.slice(node.startIndex, node.endIndex);
  }
}

function toLiteral(key: Expression & { kind: 'reference' }): Expression {
  const { start, end, line, column, name } = key;
  return { kind: 'literal', start, end, line, column, value: name };
}

function joinSpans(first: Span, last: Span): Span {
  return { start: first.start, end: last.end, line: first.line, column: first.column };
}
