/** Which files lint takes for shell and for Python. */
import { expect, test } from '@jest/globals';
import { type Language, languageOf } from '../../../tools/scripts.ts';

test.each<[string, string, Language | null]>([
  ['a/b.sh', 'set -eu\n', 'shell'],
  ['a/b', '#!/bin/bash\n', 'shell'],
  ['a/b.d/c', '#!/usr/bin/env -S bash -eu\n', 'shell'],
  ['a/b.py', 'import a\n', 'python'],
  ['a/kubectl', '#!/usr/bin/python3\n', 'python'],
  ['a/b', 'import a\n', null],
  ['a/b.conf', '#!/bin/bash\n', null],
])('%s that begins with %j is taken for %s', (name, text, language) => {
  expect(languageOf({ name, text })).toBe(language);
});
