/** The parser of the syntax trees: tree-sitter with HCL's grammar, both WebAssembly, loaded on first use. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Parser } from 'web-tree-sitter';

let loading: Promise<Parser> | undefined;

/** Loads the parser, once in a process (10 ms). It keeps no state between texts. */
export function loadParser(): Promise<Parser> {
  if (loading === undefined) loading = load();
  return loading;
}

/**
 * `const x = new URL(…, import.meta.url)` makes the bundler (ncc) copy the file beside the bundle, byte for byte, and put
 * its path here. It only does so for a module that it can parse: with an operator as new as `??=` in this file it gives
 * up, and the WebAssembly is re-encoded as text. The runtime is loaded this way too, because it loads Node's modules in
 * a way that does not survive bundling.
 */
async function load(): Promise<Parser> {
  const runtime = new URL('../../node_modules/web-tree-sitter/web-tree-sitter.cjs', import.meta.url);
  const engine = new URL('../../node_modules/web-tree-sitter/web-tree-sitter.wasm', import.meta.url);
  const grammar = new URL(
    '../../node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm',
    import.meta.url,
  );
  const sitter: typeof import('web-tree-sitter') = createRequire(filePath(runtime))(filePath(runtime));
  const [wasmBinary, hcl] = await Promise.all([readFile(filePath(engine)), readFile(filePath(grammar))]);
  await sitter.Parser.init({ wasmBinary });
  const parser = new sitter.Parser();
  parser.setLanguage(await sitter.Language.load(hcl));
  return parser;
}

/** In the bundle, the expression `new URL(…)` is a path, a string. */
function filePath(location: URL | string): string {
  return typeof location === 'string' ? location : fileURLToPath(location);
}
