/** What a bake of the fleet is made of, as paths for git: what decides whether a bake, or the result of a long test, is still of this tree. */

/**
 * The templates, the action that builds them, the workflow that runs it, and the world in which it does, without the world's READMEs. The agent's
 * README counts: it lies in the folder that the action takes a fingerprint of.
 */
export const ingredients: readonly string[] = [
  'action.yml',
  'dist',
  'packer',
  'userdata',
  'tools/carrierarr',
  'tools/iam',
  'demo',
  'sandbox',
  ':!sandbox/*.md',
];
