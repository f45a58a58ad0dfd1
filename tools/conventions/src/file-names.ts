import type { Offence, TextFile } from './offence.js';
import { isProductCode } from './product-code.js';

/** Every workspace has these. */
const COMMON = new Set(['index.ts', 'main.ts']);
/** A resource of the API is called like what it shows of it. */
const RESOURCES = 'packages/contracts/src/resources/';

/** Names that two files of the product bear: a stack trace, a search or a tab of an editor cannot tell which is meant. */
export function fileNamesUsedTwice(files: readonly Pick<TextFile, 'path'>[]): Offence[] {
  const where = new Map<string, string[]>();
  for (const { path } of files) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (!isProductCode(path) || COMMON.has(name) || path.startsWith(RESOURCES)) continue;
    where.set(name, [...(where.get(name) ?? []), path]);
  }
  return [...where]
    .filter(([, paths]) => paths.length > 1)
    .map(([name, paths]) => ({ key: name, message: `${name} is the name of ${paths.sort().join(', ')}` }));
}
