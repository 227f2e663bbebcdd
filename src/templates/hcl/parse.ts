/** A file's text to its syntax as plain data, with an error that names file, line and column. */

import type { Node } from 'web-tree-sitter';
import { ConfigurationError, type Problem } from '../../errors.ts';
import type { Attribute, Block, Body, HclFile } from './ast.ts';
import { unescapeString } from './escapes.ts';
import { ExpressionReader } from './expressions.ts';
import { loadParser } from './parser.ts';
import { childrenWithoutComments, spanOf } from './template-strings.ts';

/** Faults of one file that are told; an unclosed brace makes dozens. */
const maxProblems = 3;

/**
 * Parses HCL. CRLF counts as LF. Throws a ConfigurationError with the first few syntax errors.
 * `path` is what errors and explanations call the file.
 */
export async function parseHcl(path: string, content: string): Promise<HclFile> {
  const text = content.replaceAll('\r\n', '\n');
  const parser = await loadParser();
  const tree = parser.parse(text);
  if (tree === null) throw new Error(`the HCL parser gave no tree for ${path}`);
  try {
    if (tree.rootNode.hasError) throw new ConfigurationError(findSyntaxProblems(path, text, tree.rootNode));
    return readFile(path, text, tree.rootNode);
  } finally {
    tree.delete();
  }
}

function readFile(path: string, text: string, root: Node): HclFile {
  const reader = new FileReader(text);
  const body = reader.bodyOf(root);
  return { path, body, canonical: (span) => reader.expressions.canonical(span) };
}

class FileReader {
  readonly expressions: ExpressionReader;

  constructor(text: string) {
    this.expressions = new ExpressionReader(text);
  }

  /** The body among a node's children, empty where there is none. */
  bodyOf(node: Node): Body {
    const attributes: Attribute[] = [];
    const blocks: Block[] = [];
    const body = node.children.find((child) => child.type === 'body');
    for (const child of body?.children ?? []) {
      if (child.type === 'attribute') attributes.push(this.#attribute(child));
      if (child.type === 'block') blocks.push(this.#block(child));
    }
    return { attributes, blocks };
  }

  #attribute(node: Node): Attribute {
    const [name, equals, value] = childrenWithoutComments(node);
    if (name === undefined || value === undefined)
      throw new Error(`an attribute without a value: ${node.text}`);
    const text = this.expressions.token(name);
    if (equals !== undefined) this.expressions.token(equals);
    return { ...spanOf(node), name: text, value: this.expressions.read(value) };
  }

  #block(node: Node): Block {
    const labels: string[] = [];
    let type = '';
    let body: Body = { attributes: [], blocks: [] };
    for (const child of childrenWithoutComments(node)) {
      if (child.type === 'body') body = this.bodyOf(node);
      else {
        const token = this.expressions.token(child);
        if (child.type === 'string_lit') labels.push(unescapeString(token.slice(1, -1)));
        else if (child.type === 'identifier' && type === '') type = token;
        else if (child.type === 'identifier') labels.push(token);
      }
    }
    return { ...spanOf(node), type, labels, body };
  }
}

function findSyntaxProblems(path: string, text: string, root: Node): Problem[] {
  const problems: Problem[] = [];
  const visit = (node: Node): void => {
    if (problems.length >= maxProblems || !node.hasError) return;
    if (node.isMissing || node.isError) problems.push(toProblem(path, text, node));
    else for (const child of node.children) visit(child);
  };
  visit(root);
  return problems.length > 0 ? problems : [toProblem(path, text, root)];
}

function toProblem(path: string, text: string, node: Node): Problem {
  const { line, column } = spanOf(node);
  const what = node.isMissing
    ? `${JSON.stringify(node.type)} is missing`
    : `cannot read ${JSON.stringify(firstWords(text.slice(node.startIndex, node.endIndex)))}`;
  return {
    message: `${path}:${line}:${column}: this is not HCL: ${what}`,
    location: { file: path, line, column },
  };
}

function firstWords(text: string): string {
  const line = text.trimStart().split('\n', 1)[0] ?? '';
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
