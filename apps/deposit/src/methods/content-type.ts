import { nameOf, type ResourcePath } from '../guard/resource-path.js';

/** By the name alone: what a client says of its file is not repeated to others. */
export function contentTypeOf(path: ResourcePath): string {
  const extension = /\.([^.]*)$/.exec(nameOf(path).toLowerCase())?.[1] ?? '';
  switch (extension) {
    case 'zip':
      return 'application/zip';
    case 'xml':
      return 'application/xml';
    case 'txt':
      return 'text/plain; charset=utf-8';
    default:
      return 'application/octet-stream';
  }
}
