/** Helpers for nodes of the parser's tree. */

import type { Node } from 'web-tree-sitter';
import type { Span } from './ast.ts';

/** A node's position; the parser counts lines and columns from 0, people from 1. */
export function spanOf(node: Node): Span {
  const { row, column } = node.startPosition;
  return { start: node.startIndex, end: node.endIndex, line: row + 1, column: column + 1 };
}

export function childrenWithoutComments(node: Node): Node[] {
  return node.children.filter((child) => child.type !== 'comment');
}
