/** Scripts in template files, rendered for shellcheck. */
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { templateScripts } from '../../../tools/template-scripts.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

test("a script of the shipped templates begins with its interpreter and holds no template's syntax", async () => {
  const scripts = await templateScripts(fileURLToPath(new URL('../../../', import.meta.url)));
  expect(scripts.map(({ name }) => name)).toEqual(['packer/common/dead-mans-switch.pkrtpl']);
  for (const { text } of scripts) {
    expect(text).toMatch(/^#!\/bin\/sh\n/);
    expect(text).not.toMatch(/[$%]\{/);
  }
});

/** As templates write it, which TypeScript would take for its own. */
const dollar = '$';

test.each([
  ['an interpolation takes its sample value', `sleep ${dollar}{minutes}m`, 'sleep 120m'],
  ["an escaped interpolation is the shell's own", `echo "$\${HOME}" "%%{x}"`, `echo "\${HOME}" "%{x}"`],
])('%s when a template script is rendered', async (_, template, text) => {
  const scripts = await templateScripts(temporaryFolder({ 'packer/a/b.pkrtpl': template }));
  expect(scripts).toEqual([{ name: 'packer/a/b.pkrtpl', text }]);
});

test.each([[`${dollar}{other}`], ['%{ if minutes }'], [`${dollar}{minutes + 1}`]])(
  'a template script with %s is refused, as shellcheck could not see what it becomes',
  async (syntax) => {
    const root = temporaryFolder({ 'packer/b.pkrtpl': `echo ${syntax}\n` });
    await expect(templateScripts(root)).rejects.toThrow(`packer/b.pkrtpl: no sample value for ${syntax}`);
  },
);
