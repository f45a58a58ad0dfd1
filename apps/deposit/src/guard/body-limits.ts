import type { IncomingMessage } from 'node:http';
import { refusals } from '../http/refusal.js';
import { announcedBytes, hasBody } from '@timetable/runtime';
import { headerOf } from './request-headers.js';
import type { Verb } from './verbs.js';
import { XML_LIMITS } from '../xml/xml-reader.js';

/** Of all others nothing is expected to come with the request. */
export function needsBody(verb: Verb): boolean {
  return verb === 'PUT' || WITH_XML.includes(verb);
}

const WITH_XML: readonly Verb[] = ['PROPFIND', 'PROPPATCH', 'LOCK'];

/**
 * What can be said of a body before its first byte is read.
 *
 * @throws Refusal 400, 411, 413 or 415
 */
export function checkBody(request: IncomingMessage, verb: Verb, maxUploadBytes: number): void {
  if (!hasBody(request)) {
    const isHttp10 = request.httpVersionMajor === 1 && request.httpVersionMinor === 0;
    if (verb === 'PUT' && isHttp10 && request.headers['content-length'] === undefined)
      throw refusals.lengthNeeded();
    return;
  }
  const encoding = headerOf(request, 'content-encoding')?.toLowerCase() ?? 'identity';
  const transfer = headerOf(request, 'transfer-encoding')?.toLowerCase() ?? 'chunked';
  const sizeBytes = announcedBytes(request) ?? 0;
  if (verb === 'PUT') {
    if (sizeBytes > maxUploadBytes) throw refusals.fileTooLarge(maxUploadBytes);
    if (request.headers['content-range'] !== undefined) throw refusals.partRefused();
  } else if (WITH_XML.includes(verb)) {
    if (sizeBytes > XML_LIMITS.maxBytes) throw refusals.xmlTooLarge(XML_LIMITS);
  } else if (verb === 'MKCOL') throw refusals.bodyNotExpected();
  // Never inflated: a small body could become any size.
  if (encoding !== 'identity' || transfer !== 'chunked') throw refusals.encodingRefused();
}
