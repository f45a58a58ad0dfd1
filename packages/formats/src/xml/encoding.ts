import { clip } from '../unreadable.js';
import { xmlUnreadable } from './xml-unreadable.js';

/** How many bytes hold the XML declaration, if there is one. */
export const DECLARATION_BYTES = 256;

/** Encodings that the programs of a French school write, and the decoder for each. */
const DECODERS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['iso-8859-15', 'iso-8859-15'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  // Readable as bytes, so certainly not UTF-16: some programs convert a file and leave its declaration.
  ['utf-16', 'utf-8'],
]);

const DECLARED = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']/;

/**
 * Label, for `TextDecoder`, of the encoding of an XML document: byte order mark, then XML declaration, then UTF-8.
 * @throws Unreadable `encoding_unsupported`.
 */
export function encodingOf(head: Uint8Array): string {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  if (first === 0xef && second === 0xbb) return 'utf-8';
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, DECLARATION_BYTES));
  const declared = DECLARED.exec(start.toString('latin1'))?.[1] ?? 'utf-8';
  const decoder = DECODERS.get(declared.toLowerCase());
  if (decoder === undefined) throw xmlUnreadable('encoding_unsupported', { value: clip(declared) });
  return decoder;
}
