// npm run conventions: what the compiler, the linter and dependency-cruiser do not see.
import { fileURLToPath } from 'node:url';
import { unsaidByTheConsole } from '../console-words.js';
import { irregularDecisions } from '../decision-pages.js';
import { namesExportedTwice } from '../exported-names.js';
import { fileNamesUsedTwice } from '../file-names.js';
import { danglingReferences } from '../references.js';
import { Repository } from '../repository.js';
import { misplacedSql } from '../sql-folders.js';

const repository = new Repository(fileURLToPath(new URL('../../../../', import.meta.url)));
const code = repository.filesLike(/\.tsx?$/);
/** They name pages that are not there. */
const EXAMPLES = ['references', 'decision-pages'].map((rule) => `tools/conventions/src/${rule}.test.ts`);
const readable = [
  ...code.filter(({ path }) => !EXAMPLES.includes(path)),
  ...repository.filesLike(/\.(md|mjs|cjs|ya?ml|example)$|(^|\/)Dockerfile$|^\.ci\//),
];

const offences = [
  ...namesExportedTwice(code),
  ...fileNamesUsedTwice(code),
  ...misplacedSql(code),
  ...danglingReferences(readable, repository.paths),
  ...irregularDecisions(repository.filesLike(/^docs\/adr\/.*\.md$/)),
  ...unsaidByTheConsole(
    repository.filesLike(/^docs\/scenarios\/.*\.md$/),
    repository.filesLike(/^(apps\/admin|packages\/(domain|contracts))\/src\/(?!.*\.test\.tsx?$).*\.tsx?$/),
  ),
];
for (const { message } of offences) console.error(message);
if (offences.length > 0) process.exitCode = 1;
