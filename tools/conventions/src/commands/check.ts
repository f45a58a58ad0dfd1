// npm run conventions: what the compiler, the linter and dependency-cruiser do not see.
import { fileURLToPath } from 'node:url';
import { namesExportedTwice } from '../exported-names.js';
import { fileNamesUsedTwice } from '../file-names.js';
import { KNOWN_OFFENCES } from '../known-offences.js';
import type { Offence } from '../offence.js';
import { danglingReferences } from '../references.js';
import { Repository } from '../repository.js';
import { misplacedSql } from '../sql-folders.js';

const repository = new Repository(fileURLToPath(new URL('../../../../', import.meta.url)));
const code = repository.filesLike(/\.ts$/);
/** It quotes references that are not there. */
const EXAMPLES = 'tools/conventions/src/references.test.ts';
const readable = [
  ...code.filter(({ path }) => path !== EXAMPLES),
  ...repository.filesLike(/\.(md|mjs|cjs|ya?ml|example)$|(^|\/)Dockerfile$|^\.ci\//),
];

const found: Readonly<Record<string, readonly Offence[]>> = {
  exportedNames: namesExportedTwice(code),
  fileNames: fileNamesUsedTwice(code),
  sql: misplacedSql(code),
  references: danglingReferences(readable, repository.paths),
};

const complaints = Object.entries(found).flatMap(([rule, offences]) => {
  const known = KNOWN_OFFENCES[rule] ?? [];
  const fresh = offences.filter(({ key }) => !known.includes(key)).map(({ message }) => message);
  const cured = known.filter((name) => !offences.some(({ key }) => key === name));
  return [...fresh, ...cured.map((name) => `${name} is cured: strike it off known-offences.ts (${rule})`)];
});
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;
