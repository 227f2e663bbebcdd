/** Quoted templates and heredocs of the parser's tree to plain data. */

import type { Node } from 'web-tree-sitter';
import type { Expression, Template, TemplatePart } from './ast.ts';
import { removeIndentation, unescapeString, unescapeTemplate } from './escapes.ts';
import { childrenWithoutComments, spanOf } from './nodes.ts';

/** A strip marker, or text that looks like one. */
const stripMarker = /[$%]\{~|~\}/;

type ReadExpression = (node: Node) => Expression;

/** Reads a `template_expr` of the file `text`; `read` reads the expressions inside it. */
export function readTemplate(node: Node, text: string, read: ReadExpression): Template {
  const inner = node.firstChild;
  if (inner === null) throw new Error('a template without content');
  const children = childrenWithoutComments(inner);
  const heredoc = inner.type === 'heredoc_template';
  const first = heredoc ? children[1] : children[0];
  const last = children.at(-1);
  if (first === undefined || last === undefined) throw new Error('half a template');
  const from = heredoc ? text.indexOf('\n', first.endIndex) + 1 : first.endIndex;
  const to = heredoc ? Math.max(from, text.lastIndexOf('\n', last.startIndex - 1) + 1) : last.startIndex;
  const parts = new TemplateReader(text, heredoc, read).readParts(children, from, to);
  const stripped = stripMarker.test(text.slice(from, to));
  const indented = heredoc && children[0]?.type === 'heredoc_start' && children[0].text === '<<-';
  const exact = !stripped && !(indented && parts.some(({ kind }) => kind === 'if' || kind === 'for'));
  return {
    kind: 'template',
    ...spanOf(node),
    parts: indented ? removeHeredocIndentation(parts) : parts,
    exact,
    written: text.slice(node.startIndex, node.endIndex),
  };
}

class TemplateReader {
  readonly #text: string;
  readonly #heredoc: boolean;
  readonly #read: ReadExpression;

  constructor(text: string, heredoc: boolean, read: ReadExpression) {
    this.#text = text;
    this.#heredoc = heredoc;
    this.#read = read;
  }

  /**
   * Parts between two offsets. Their text is taken from between the nodes, since the parser's own text nodes have lost
   * the whitespace at their ends.
   */
  readParts(children: readonly Node[], from: number, to: number): TemplatePart[] {
    const parts: TemplatePart[] = [];
    let position = from;
    for (const child of children) {
      if (child.type !== 'template_interpolation' && child.type !== 'template_directive') continue;
      parts.push(...this.#readText(position, child.startIndex));
      position = child.endIndex;
      if (child.type === 'template_directive') parts.push(this.#readDirective(child));
      else {
        const value = child.children.find((part) => part.type === 'expression');
        if (value !== undefined) parts.push({ kind: 'value', value: this.#read(value) });
      }
    }
    parts.push(...this.#readText(position, to));
    return parts;
  }

  #readText(start: number, end: number): TemplatePart[] {
    const raw = this.#text.slice(start, Math.max(start, end));
    return raw === ''
      ? []
      : [{ kind: 'text', text: this.#heredoc ? unescapeTemplate(raw) : unescapeString(raw) }];
  }

  #readDirective(node: Node): TemplatePart {
    const inner = node.firstChild;
    if (inner === null) throw new Error('a directive without content');
    const children = childrenWithoutComments(inner);
    const marks = children.filter((child) => /^template_(for|if|else)_(start|intro|end)$/.test(child.type));
    const [open] = marks;
    const close = marks.at(-1);
    if (open === undefined || close === undefined) throw new Error('half a directive');
    const expression = open.children.find((part) => part.type === 'expression');
    if (expression === undefined) throw new Error('a directive without a value');
    const between = (start: Node, end: Node): TemplatePart[] =>
      this.readParts(
        children.filter((child) => child.startIndex >= start.endIndex && child.endIndex <= end.startIndex),
        start.endIndex,
        end.startIndex,
      );
    const value = this.#read(expression);
    if (inner.type === 'template_if') {
      const other = marks.length > 2 ? marks[1] : undefined;
      const yes = between(open, other ?? close);
      return { kind: 'if', test: value, yes, no: other === undefined ? [] : between(other, close) };
    }
    const names = open.children.filter((part) => part.type === 'identifier').map((part) => this.#raw(part));
    const key = names.length > 1 ? (names[0] ?? null) : null;
    return { kind: 'for', key, item: names.at(-1) ?? '', collection: value, body: between(open, close) };
  }

  #raw(node: Node): string {
    return this.#text.slice(node.startIndex, node.endIndex);
  }
}

function removeHeredocIndentation(parts: readonly TemplatePart[]): TemplatePart[] {
  const texts = removeIndentation(parts.map((part) => (part.kind === 'text' ? part.text : null)));
  return parts.map((part, index) => {
    const text = texts[index];
    return part.kind === 'text' && typeof text === 'string' ? { kind: 'text', text } : part;
  });
}
