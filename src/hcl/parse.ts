/** Parses HCL files into plain data. */

import type { Node } from 'web-tree-sitter';
import { ConfigurationError, type Problem } from '../errors.ts';
import type { Attribute, Block, Body, HclFile } from './ast.ts';
import { unescapeString } from './escapes.ts';
import { ExpressionReader } from './expressions.ts';
import { childrenWithoutComments, spanOf } from './nodes.ts';
import { loadParser } from './parser.ts';
import { TokenList } from './tokens.ts';

/** Syntax errors that are reported per file; a missing brace can cause dozens. */
const maxProblems = 3;

/**
 * Parses HCL. CRLF counts as LF, but in a heredoc, where Packer keeps it. Throws a ConfigurationError with file, line and column of the first syntax errors.
 * @param path the file's name in errors and explanations
 */
export async function parseHcl(path: string, text: string): Promise<HclFile> {
  const parser = await loadParser();
  const tree = parser.parse(toGrammar(text));
  if (tree === null) throw new Error(`the HCL parser gave no tree for ${path}`);
  try {
    if (tree.rootNode.hasError) throw new ConfigurationError(findSyntaxProblems(path, text, tree.rootNode));
    return readFile(path, text, tree.rootNode);
  } finally {
    tree.delete();
  }
}

/**
 * The text as the grammar can read it, with as many characters: what is read of the tree is positions, so the contents are
 * still read from the text. The grammar knows no `1e3`, only `1.0e3`, and so gets digits. Of `$$${`, it takes the first two
 * for the escape that the last two are, and so gets another character before them.
 */
function toGrammar(text: string): string {
  return text
    .replace(/(?<![\w.])\d+[eE][+-]?\d+(?!\w)/g, (number) => '0'.repeat(number.length))
    .replace(/([$%])\1*(?=\1\1\{)/g, (marks) => '-'.repeat(marks.length));
}

function readFile(path: string, text: string, root: Node): HclFile {
  const reader = new FileReader(text);
  const body = reader.readBody(root);
  return { path, body, canonical: (span) => reader.tokens.canonical(span) };
}

class FileReader {
  readonly tokens: TokenList;
  readonly #expressions: ExpressionReader;

  constructor(text: string) {
    this.tokens = new TokenList(text);
    this.#expressions = new ExpressionReader(text, this.tokens);
  }

  /** Reads the body among a node's children; without one it is empty. */
  readBody(node: Node): Body {
    const attributes: Attribute[] = [];
    const blocks: Block[] = [];
    const body = node.children.find((child) => child.type === 'body');
    for (const child of body?.children ?? []) {
      if (child.type === 'attribute') attributes.push(this.#readAttribute(child));
      if (child.type === 'block') blocks.push(this.#readBlock(child));
    }
    return { attributes, blocks };
  }

  #readAttribute(node: Node): Attribute {
    const [name, equals, value] = childrenWithoutComments(node);
    if (name === undefined || value === undefined)
      throw new Error(`an attribute without a value: ${node.text}`);
    const nameText = this.tokens.add(name);
    if (equals !== undefined) this.tokens.add(equals);
    return { ...spanOf(node), name: nameText, value: this.#expressions.read(value) };
  }

  #readBlock(node: Node): Block {
    const labels: string[] = [];
    let type = '';
    let body: Body = { attributes: [], blocks: [] };
    for (const child of childrenWithoutComments(node)) {
      if (child.type === 'body') body = this.readBody(node);
      else {
        const token = this.tokens.add(child);
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
