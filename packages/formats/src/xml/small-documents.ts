import { parseSmallXml, SmallXmlError, type XmlNode } from '@timetable/small-xml';
import type { ReadLimits } from '../read-result.js';
import { tooLarge } from '../received/file-unreadable.js';
import type { ReceivedDocument } from '../received/opened-file.js';
import { documentEncoding } from './document-encoding.js';
import { nextTurn } from './next-turn.js';
import { TextDecoding } from './text-decoding.js';
import { xmlUnreadable } from './xml-unreadable.js';

/**
 * Of one document, which is held whole and parsed without a pause while it is read: several times what the largest school has
 * in one. What is kept of it is for its reader to choose.
 */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_NODES = 400_000;
const MAX_DEPTH = 32;
/** Of all the documents of one export, of which each may be as large as that: a large school has a million in two hundred. */
const MAX_NODES_OF_EXPORT = 3_000_000;

export interface SmallDocument {
  readonly root: XmlNode;
  /** Lines from 1 of positions, asked for in ascending order. */
  readonly lineAt: (position: number) => number;
  /** « ISO-8859-1 → UTF-8 » when the document declares another encoding than its own. */
  readonly misdeclared?: string;
}

/**
 * Reads the documents of one export that are small by their nature, each whole, through `fast-xml-parser`; all of them together
 * are held to the limits of a single one. What may be large is streamed instead: see `readXml`.
 */
export class SmallDocuments {
  #bytesLeft: number;
  #nodesLeft: number;
  readonly #maxBytes: number;

  constructor({ maxXmlBytes }: ReadLimits, maxNodes = MAX_NODES_OF_EXPORT) {
    this.#maxBytes = maxXmlBytes;
    this.#bytesLeft = maxXmlBytes;
    this.#nodesLeft = maxNodes;
  }

  /**
   * @param take is given the bytes as they come, to hash them
   * @throws Unreadable, SourceFailure
   */
  async read(
    document: Pick<ReceivedDocument, 'head' | 'bytes'>,
    take: (bytes: Uint8Array) => void,
  ): Promise<SmallDocument> {
    const text = await textOf(document, (bytes) => {
      this.#bytesLeft -= bytes.length;
      if (this.#bytesLeft < 0) throw tooLarge(this.#maxBytes);
      take(bytes);
    });
    const root = rootOf(text.content.replace(/^\ufeff/, ''), Math.min(MAX_NODES, this.#nodesLeft));
    this.#nodesLeft -= nodesOf(root);
    const { content, ...stated } = text;
    return { root, lineAt: lineCounter(content), ...stated };
  }
}

async function textOf(
  document: Pick<ReceivedDocument, 'head' | 'bytes'>,
  take: (bytes: Uint8Array) => void,
): Promise<{ readonly content: string; readonly misdeclared?: string }> {
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
    if (sizeBytes > MAX_BYTES) throw xmlUnreadable('too_complex');
    take(chunk);
    keep(decoding.write(chunk));
    await nextTurn();
  }
  keep(decoding.end());
  return { content: texts.join(''), ...(misdeclared !== undefined && { misdeclared }) };
}

/** Elements, attributes and texts. */
const nodesOf = ({ attributes, children }: XmlNode): number =>
  children.reduce<number>(
    (nodes, child) => nodes + (typeof child === 'string' ? 1 : nodesOf(child)),
    1 + attributes.size,
  );

function rootOf(text: string, maxNodes: number): XmlNode {
  if (text.includes('<!DOCTYPE')) throw xmlUnreadable('doctype_forbidden');
  try {
    return parseSmallXml(text, { maxNodes, maxDepth: MAX_DEPTH });
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
