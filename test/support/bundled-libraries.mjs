// Jest's resolver: what our code imports of a library is the library's bundle of `npm run build`, where the programs have it
// too. A test file that loads the API reads some hundred files less than the thousand that npm has of its libraries.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DIRECTORY = join(import.meta.dirname, '../../dist/libraries');
const { libraries } = JSON.parse(readFileSync(join(DIRECTORY, 'made-from.json'), 'utf8'));
const bundles = new Map(libraries.map(([name, path]) => [path, join(DIRECTORY, `${name}.js`)]));

export function sync(request, options) {
  const path = options.defaultResolver(request, options);
  // A library that has no bundle goes on with what it finds itself.
  if (options.basedir.includes('/node_modules/')) return path;
  return bundles.get(path) ?? path;
}
