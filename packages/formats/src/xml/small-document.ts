import { parseSmallXml, SmallXmlError, type SmallXmlLimits, type XmlNode } from '@timetable/small-xml';
import type { ReceivedDocument } from '../received/opened-file.js';
import { documentEncoding } from './document-encoding.js';
import { nextTurn } from './next-turn.js';
import { TextDecoding } from './text-decoding.js';
import { xmlUnreadable } from './xml-unreadable.js';

/** Of one document that is held whole while it is read; what is kept of it is for its reader to choose. */
const LIMITS: SmallXmlLimits & { readonly maxBytes: number } = {
  maxBytes: 16 * 1024 * 1024,
  maxNodes: 2_000_000,
  maxDepth: 32,
};

export interface SmallDocument {
  readonly root: XmlNode;
  /** Lines from 1 of positions, asked for in ascending order. */
  readonly lineAt: (position: number) => number;
  /** « ISO-8859-1 → UTF-8 » when the document declares another encoding than its own. */
  readonly misdeclared?: string;
}

/**
 * Reads a document that is small by its nature, whole, through `fast-xml-parser`. What may be large is streamed instead:
 * see `readXml`.
 * @param take is given the bytes as they come, to hash them
 * @throws Unreadable, SourceFailure
 */
export async function readSmallDocument(
  document: Pick<ReceivedDocument, 'head' | 'bytes'>,
  take: (bytes: Uint8Array) => void,
): Promise<SmallDocument> {
  const { decoder, misdeclared } = await documentEncoding(document);
  const decoding = new TextDecoding(decoder);
  const texts: string[] = [];
  let sizeBytes = 0;
  const keep = ({ text, invalidEncoding }: ReturnType<TextDecoding['write']>) => {
    if (invalidEncoding !== undefined) throw xmlUnreadable('encoding_invalid', { value: invalidEncoding });
    texts.push(text);
  };
  for await (const chunk of document.bytes()) {
    sizeBytes += chunk.length;
    if (sizeBytes > LIMITS.maxBytes) throw xmlUnreadable('too_complex');
    take(chunk);
    keep(decoding.write(chunk));
    await nextTurn();
  }
  keep(decoding.end());
  const text = texts.join('');
  const root = rootOf(text.replace(/^\ufeff/, ''));
  return { root, lineAt: lineCounter(text), ...(misdeclared !== undefined && { misdeclared }) };
}

function rootOf(text: string): XmlNode {
  if (text.includes('<!DOCTYPE')) throw xmlUnreadable('doctype_forbidden');
  try {
    return parseSmallXml(text, LIMITS);
  } catch (error) {
    if (!(error instanceof SmallXmlError)) throw error;
    throw xmlUnreadable(error.code === 'too_many_nodes' ? 'too_complex' : 'not_well_formed');
  }
}

function lineCounter(text: string): (position: number) => number {
  let [line, at] = [1, 0];
  return (position) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < position; next = text.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    return line;
  };
}
