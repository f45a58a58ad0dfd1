import type { Offence, TextFile } from './offence.js';
import { isProductCode } from './product-code.js';

/** As Prettier leaves them: at the start of a line, after single blanks. */
const DECLARATION =
  /^export (?:(?:declare|abstract|async) )*(?:const|function\*?|class|interface|type|enum) (?<name>\w+)/gm;
const DESTRUCTURED = /^export const \{(?<names>[^}]*)\}/gm;

/** A workflow calls an activity by the activity's own name: its proxy is not another thing. */
const PROXIES = 'workflows/src/import/activity-options.ts';

/** Names that two files of the product export: a reader, and an editor's search, cannot tell which is meant. */
export function namesExportedTwice(files: readonly TextFile[]): Offence[] {
  const where = new Map<string, Set<string>>();
  for (const { path, text } of files) {
    if (!isProductCode(path) || path === PROXIES) continue;
    for (const name of exportedNames(text)) where.set(name, (where.get(name) ?? new Set()).add(path));
  }
  return [...where]
    .filter(([, paths]) => paths.size > 1)
    .map(([name, paths]) => ({
      key: name,
      message: `${name} is exported by ${[...paths].sort().join(', ')}`,
    }));
}

function exportedNames(text: string): string[] {
  const declared = [...text.matchAll(DECLARATION)].map(({ groups }) => groups?.['name'] ?? '');
  const destructured = [...text.matchAll(DESTRUCTURED)].flatMap(({ groups }) =>
    (groups?.['names'] ?? '').split(',').map((name) => name.replace(/.*:/, '').trim()),
  );
  return [...declared, ...destructured].filter((name) => name !== '');
}
