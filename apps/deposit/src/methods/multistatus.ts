import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { dav, type XmlElement } from '../xml/xml-element.js';
import { documentAround, ElementWriter, prefixesOf } from '../xml/xml-writer.js';
import { XML, type Answer } from '../http/answer.js';

/** Characters put together in one go, without letting other requests run: about a millisecond's work. */
const PIECE_LENGTH = 64 * 1024;

/**
 * A 207 answer. What is longer than one piece is made while the client takes it: however long a listing and whatever
 * was asked, neither memory nor the other requests bear more than a piece.
 *
 * @param responses made one by one, as they are needed
 * @param namespaces of the properties asked for: declared once, not by each response
 */
export function multistatus(responses: Iterable<XmlElement>, namespaces: Iterable<string>): Answer {
  const pieces = piecesOf(responses, namespaces);
  const first = pieces.next();
  const body =
    first.done === true ? first.value : Readable.from(inTurns(first.value, pieces), { objectMode: false });
  return { status: 207, headers: { 'Content-Type': XML }, body };
}

export function propstat(properties: readonly XmlElement[], status: string): XmlElement {
  return dav('propstat', dav('prop', ...properties), dav('status', `HTTP/1.1 ${status}`));
}

/** Yields whole pieces, returns the last one. */
function* piecesOf(
  responses: Iterable<XmlElement>,
  namespaces: Iterable<string>,
): Generator<string, string, undefined> {
  const prefixes = prefixesOf(namespaces);
  const writer = new ElementWriter(prefixes);
  const { start, end } = documentAround('multistatus', prefixes);
  let piece = start;
  for (const response of responses) {
    if (piece.length >= PIECE_LENGTH) {
      yield piece;
      piece = '';
    }
    piece += writer.write(response);
  }
  return piece + end;
}

/** Every request that waits has its turn between two pieces: a client that reads fast would leave them none. */
async function* inTurns(
  first: string,
  others: Generator<string, string, undefined>,
): AsyncGenerator<string, void, undefined> {
  yield first;
  for (let next = others.next(); ; next = others.next()) {
    await setImmediate();
    yield next.value;
    if (next.done === true) return;
  }
}
