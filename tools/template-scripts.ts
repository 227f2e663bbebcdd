/** Scripts that templates keep in files for `templatefile`, as texts that shellcheck can read. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface TemplateScript {
  /** The file's path from the root. */
  readonly name: string;
  /** The script with sample values in it. It begins with its interpreter. */
  readonly text: string;
}

/** A value for each name that a template of packer/ fills in; of the kind that the templates give. */
const samples: ReadonlyMap<string, string> = new Map([['minutes', '120']]);

/**
 * Renders each *.pkrtpl of packer/ with sample values, in the order of their paths. cloud-init's own first line, which it
 * drops before the script runs, is left out. Throws for an interpolation that has no sample value, as for directives
 * (`%{ if }`), so that no part of a script stays unchecked.
 */
export async function templateScripts(root: string): Promise<TemplateScript[]> {
  const paths = await readdir(join(root, 'packer'), { recursive: true });
  const names = paths.filter((path) => path.endsWith('.pkrtpl')).map((path) => join('packer', path));
  return Promise.all(
    names.sort().map(async (name) => {
      const template = await readFile(join(root, name), 'utf8');
      return { name, text: render(name, template.replace(/^#cloud-boothook\n/, '')) };
    }),
  );
}

/** `$${` and `%%{` are HCL's escapes of `${` and `%{`. */
function render(name: string, template: string): string {
  return template.replace(
    /([$%])(\1?)\{([^}]*)\}/g,
    (whole, sign: string, doubled: string, inner: string) => {
      if (doubled !== '') return whole.slice(1);
      const sample = sign === '$' ? samples.get(inner.trim()) : undefined;
      if (sample === undefined) {
        throw new Error(`${name}: no sample value for ${whole}; add one to tools/template-scripts.ts`);
      }
      return sample;
    },
  );
}
