import type { FileStore } from '@timetable/storage';
import { headerOf, matchesEtag, rangeOf } from '../guard/request-headers.js';
import { hrefOf } from '../guard/resource-path.js';
import { TEXT, type Answer } from '../http/answer.js';
import { refusals } from '../http/refusal.js';
import type { RequestContext } from '../http/request-context.js';
import { readContent } from '../tree/content.js';
import type { CollectionNode, FileNode } from '../tree/node.js';
import { contentTypeOf } from './content-type.js';
import type { DoorMethod } from './door-method.js';

/**
 * GET and HEAD. Ours, because the package's multiplies a file by the ranges asked for, reads it whole for any of them,
 * keeps the descriptor of a client that leaves, and has no answer for a collection.
 */
export class GetMethod implements DoorMethod {
  constructor(private readonly files: FileStore) {}

  answer(context: RequestContext): Answer | Promise<Answer> {
    const node = context.tree.find(context.path);
    if (node === undefined) throw refusals.notFound();
    return node.kind === 'file' ? this.#file(context, node) : listing(context, node);
  }

  async #file({ request, path, method }: RequestContext, { content, modifiedAt }: FileNode): Promise<Answer> {
    const { etag, sizeBytes } = content;
    const headers = {
      ETag: etag,
      'Last-Modified': modifiedAt.toUTCString(),
      'Accept-Ranges': 'bytes',
      'Content-Type': contentTypeOf(path),
      // What a client stored is never run by a browser.
      'Content-Disposition': 'attachment',
      'X-Content-Type-Options': 'nosniff',
    };
    const match = headerOf(request, 'if-match');
    if (match !== undefined && !matchesEtag(match, etag)) throw refusals.preconditionFailed();
    const noneMatch = headerOf(request, 'if-none-match');
    if (noneMatch !== undefined && matchesEtag(noneMatch, etag))
      return { status: 304, headers: { ETag: etag } };
    const condition = headerOf(request, 'if-range') ?? etag;
    const range = condition === etag ? rangeOf(headerOf(request, 'range'), sizeBytes) : undefined;
    if (range === 'unsatisfiable') {
      return { status: 416, headers: { 'Content-Range': `bytes */${sizeBytes}` } };
    }
    const length = range === undefined ? sizeBytes : range.end - range.start + 1;
    const ranged =
      range === undefined ? {} : { 'Content-Range': `bytes ${range.start}-${range.end}/${sizeBytes}` };
    const body =
      method === 'HEAD' || length === 0 ? {} : { body: await readContent(content, this.files, range) };
    return {
      status: range === undefined ? 200 : 206,
      headers: { ...headers, ...ranged, 'Content-Length': length },
      ...body,
    };
  }
}

/** Read in a browser, by somebody who looks for the file that was sent. */
function listing({ path }: RequestContext, node: CollectionNode): Answer {
  const title = node.isFixed
    ? `Dossier de dépôt ${hrefOf(path, true)}`
    : `Dossier de travail ${hrefOf(path, true)} : ce qui s’y trouve n’est pas importé.`;
  const names = [...node.children].map(([name, child]) => {
    if (child.kind === 'file') return name;
    return child.isFixed ? `${name}/` : `${name}/ (dossier de travail, non importé)`;
  });
  return {
    status: 200,
    headers: { 'Content-Type': TEXT },
    body: `${[title, '', ...names.sort()].join('\n')}\n`,
  };
}
