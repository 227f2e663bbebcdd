/** Expressions of the parser's tree to plain data. Handles every kind of node in the grammar; another one is a bug. */

import type { Node } from 'web-tree-sitter';
import type { Call, Conditional, Expression, For, Operation, Span, Step } from './ast.ts';
import { unescapeString } from './escapes.ts';
import { childrenWithoutComments, spanOf } from './nodes.ts';
import { readTemplate } from './template-strings.ts';
import type { TokenList } from './tokens.ts';

/** Reads the expressions of one file and adds their tokens to its list. */
export class ExpressionReader {
  readonly #text: string;
  readonly #tokens: TokenList;

  constructor(text: string, tokens: TokenList) {
    this.#text = text;
    this.#tokens = tokens;
  }

  /** Reads an `expression` node, or a term of an operation, which the grammar does not wrap in one. */
  read(node: Node): Expression {
    return this.#readTerms(node.type === 'expression' ? childrenWithoutComments(node) : [node]);
  }

  /** A value followed by any number of `.name`, `[index]` and splats, all siblings in the tree. */
  #readTerms(nodes: readonly Node[]): Expression {
    const [first, second, close] = nodes;
    if (first === undefined) throw new Error('an expression without content');
    if (first.type !== '(' || second === undefined) {
      return this.#readAccesses(this.#readTerm(first), nodes.slice(1));
    }
    this.#tokens.add(first);
    const inner = this.read(second);
    if (close !== undefined) this.#tokens.add(close);
    return this.#readAccesses(inner, nodes.slice(3));
  }

  #readAccesses(target: Expression, nodes: readonly Node[]): Expression {
    return nodes.reduce<Expression>(
      (term, node) => ({
        kind: 'access',
        ...joinSpans(term, spanOf(node)),
        target: term,
        step: this.#readStep(node),
      }),
      target,
    );
  }

  #readTerm(node: Node): Expression {
    const span = spanOf(node);
    const { type } = node;
    switch (type) {
      case 'literal_value':
      case 'collection_value':
      case 'operation':
      case 'for_expr': {
        const inner = node.firstChild;
        if (inner === null) throw new Error(`empty ${type}`);
        return this.#readTerm(inner);
      }
      case 'string_lit':
        return { kind: 'literal', ...span, value: unescapeString(this.#tokens.add(node).slice(1, -1)) };
      case 'numeric_lit': {
        const digits = this.#tokens.add(node);
        return { kind: 'literal', ...span, value: Number(digits), digits };
      }
      case 'bool_lit':
        return { kind: 'literal', ...span, value: this.#tokens.add(node) === 'true' };
      case 'null_lit':
        this.#tokens.add(node);
        return { kind: 'literal', ...span, value: null };
      case 'variable_expr':
        return { kind: 'reference', ...span, name: this.#tokens.add(node) };
      case 'template_expr':
        // One token: the whitespace inside means something.
        return this.#tokens.addWhole(node, () =>
          readTemplate(node, this.#text, (expression) => this.read(expression)),
        );
      case 'tuple':
        return { kind: 'tuple', ...span, items: this.#readAll(node) };
      case 'object':
        return { kind: 'object', ...span, entries: this.#readEntries(node) };
      case 'function_call':
        return this.#readCall(node);
      case 'conditional':
        return this.#readConditional(node);
      case 'unary_operation':
      case 'binary_operation':
        return this.#readOperation(node);
      case 'for_tuple_expr':
      case 'for_object_expr':
        return this.#readFor(node);
      default:
        throw new Error(`unsupported node in an expression: ${type}`);
    }
  }

  /** The `expression` children of a node, in order; all others are tokens. */
  #readAll(node: Node): Expression[] {
    const expressions: Expression[] = [];
    for (const child of childrenWithoutComments(node)) {
      if (child.type === 'expression') expressions.push(this.read(child));
      else this.#tokens.add(child);
    }
    return expressions;
  }

  #readEntries(node: Node): { key: Expression; value: Expression }[] {
    const entries: { key: Expression; value: Expression }[] = [];
    for (const child of childrenWithoutComments(node)) {
      if (child.type !== 'object_elem') this.#tokens.add(child);
      else {
        const [key, value] = this.#readAll(child);
        if (key === undefined || value === undefined) throw new Error('half an entry of an object');
        entries.push({ key: hasBareKey(child) ? toLiteral(key) : key, value });
      }
    }
    return entries;
  }

  #readCall(node: Node): Call {
    const [nameNode, ...others] = childrenWithoutComments(node);
    const name = nameNode === undefined ? '' : this.#tokens.add(nameNode);
    const args: Expression[] = [];
    let spread = false;
    for (const child of others) {
      if (child.type !== 'function_arguments') this.#tokens.add(child);
      else {
        args.push(...this.#readAll(child));
        spread = child.children.some((part) => part.type === 'ellipsis');
      }
    }
    return { kind: 'call', ...spanOf(node), name, args, spread };
  }

  #readConditional(node: Node): Conditional {
    const [test, yes, no] = this.#readAll(node);
    if (test === undefined || yes === undefined || no === undefined) throw new Error('half a conditional');
    return { kind: 'conditional', ...spanOf(node), test, yes, no };
  }

  #readOperation(node: Node): Operation {
    const operands: Expression[] = [];
    let operator = '';
    let term: Node[] = [];
    for (const child of childrenWithoutComments(node)) {
      const isOperator = !child.isNamed && child.type !== '(' && child.type !== ')';
      if (isOperator) {
        if (term.length > 0) operands.push(this.#readTerms(term));
        term = [];
        operator = this.#tokens.add(child);
      } else term.push(child);
    }
    operands.push(this.#readTerms(term));
    return { kind: 'operation', ...spanOf(node), operator, operands };
  }

  #readFor(node: Node): For {
    let intro: Pick<For, 'keyName' | 'itemName' | 'collection'> | undefined;
    let test: Expression | null = null;
    let grouped = false;
    const results: Expression[] = [];
    for (const child of childrenWithoutComments(node)) {
      if (child.type === 'for_intro') intro = this.#readForIntro(child);
      else if (child.type === 'for_cond') test = this.#readAll(child)[0] ?? null;
      else if (child.type === 'expression') results.push(this.read(child));
      else {
        this.#tokens.add(child);
        grouped ||= child.type === 'ellipsis';
      }
    }
    const value = results.pop();
    const [key = null] = results;
    if (intro === undefined || value === undefined) throw new Error('half a for');
    return { kind: 'for', ...spanOf(node), ...intro, key, value, grouped, test };
  }

  /** `for item in collection :` or `for key, item in collection :` */
  #readForIntro(node: Node): Pick<For, 'keyName' | 'itemName' | 'collection'> {
    const names: string[] = [];
    let collection: Expression | undefined;
    for (const child of childrenWithoutComments(node)) {
      if (child.type === 'expression') collection = this.read(child);
      else {
        const token = this.#tokens.add(child);
        if (child.type === 'identifier') names.push(token);
      }
    }
    const itemName = names.pop();
    const [keyName = null] = names;
    if (collection === undefined || itemName === undefined) throw new Error('half a for');
    return { keyName, itemName, collection };
  }

  #readStep(node: Node): Step {
    switch (node.type) {
      case 'get_attr': {
        const tokens = childrenWithoutComments(node).map((part) => this.#tokens.add(part));
        return { kind: 'attribute', name: tokens.at(-1) ?? '' };
      }
      case 'index':
        return { kind: 'index', index: this.#readIndex(node.firstChild) };
      case 'splat':
        return {
          kind: 'splat',
          full: node.firstChild?.type === 'full_splat',
          steps: this.#readSplat(node.firstChild),
        };
      default:
        throw new Error(`unsupported node after a value: ${node.type}`);
    }
  }

  /** `[index]`, or the legacy `.0` */
  #readIndex(node: Node | null): Expression {
    if (node?.type === 'legacy_index') {
      const digits = this.#tokens.add(node).slice(1);
      return { kind: 'literal', ...spanOf(node), value: Number(digits), digits };
    }
    const [index] = node === null ? [] : this.#readAll(node);
    if (index === undefined) throw new Error('an index without content');
    return index;
  }

  #readSplat(node: Node | null): Step[] {
    const steps: Step[] = [];
    for (const child of node === null ? [] : childrenWithoutComments(node)) {
      if (child.isNamed) steps.push(this.#readStep(child));
      else this.#tokens.add(child);
    }
    return steps;
  }
}

/** `name = 1` in an object means the word; `(name) = 1` means the value. */
function hasBareKey(entry: Node): boolean {
  const [key] = childrenWithoutComments(entry);
  return (
    key !== undefined && childrenWithoutComments(key)[0]?.type === 'variable_expr' && key.childCount === 1
  );
}

function toLiteral(key: Expression): Expression {
  if (key.kind !== 'reference') return key;
  const { start, end, line, column, name } = key;
  return { kind: 'literal', start, end, line, column, value: name };
}

function joinSpans(first: Span, last: Span): Span {
  return { start: first.start, end: last.end, line: first.line, column: first.column };
}
