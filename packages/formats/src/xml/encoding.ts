import { clip } from '../unreadable.js';
import { xmlUnreadable } from './xml-unreadable.js';

/** How many bytes hold the XML declaration, if there is one; twice as many in UTF-16. */
export const DECLARATION_BYTES = 512;

/** What a document is, before anything but its beginning was looked at. */
export interface StatedEncoding {
  /** Label for `TextDecoder`. */
  readonly decoder: string;
  /** What the XML declaration says, as written; undefined when it says nothing. */
  readonly declared: string | undefined;
}

/** Encodings that the programs of a French school write, and the decoder for each. Latin-1 is read as the Web does. */
const DECODERS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['ascii', 'utf-8'],
  ['iso-8859-1', 'windows-1252'],
  ['iso8859-1', 'windows-1252'],
  ['iso_8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['latin-1', 'windows-1252'],
  ['iso-8859-15', 'iso-8859-15'],
  ['iso8859-15', 'iso-8859-15'],
  ['iso_8859-15', 'iso-8859-15'],
  ['latin-9', 'iso-8859-15'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['cp-1252', 'windows-1252'],
  ['macintosh', 'macintosh'],
  ['x-mac-roman', 'macintosh'],
]);
const WIDE = /^utf-?16(?:le|be)?$|^iso-10646-ucs-2$/;

const DECLARED = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']/;

/** Encodings in which every byte is some character: nothing in the text can show that they are the wrong one. */
export const isOneByte = (decoder: string): boolean => !decoder.startsWith('utf-');

/** Whether an XML declaration that says this is right about a document in that encoding. */
export function isTrueOf(declared: string, decoder: string): boolean {
  const name = declared.toLowerCase();
  return WIDE.test(name) ? decoder.startsWith('utf-16') : DECODERS.get(name) === decoder;
}

/**
 * Byte order mark or pattern of zeros, then XML declaration, then UTF-8.
 * @throws Unreadable `encoding_unsupported`.
 */
export function statedEncoding(head: Uint8Array): StatedEncoding {
  const seen = encodingSeen(head);
  const declared = DECLARED.exec(beginning(head, seen ?? 'latin1').replace(/^\ufeff/, ''))?.[1];
  if (seen !== undefined) return { decoder: seen, declared };
  const name = declared?.toLowerCase() ?? 'utf-8';
  // Readable as bytes, so certainly not UTF-16: some programs convert a file and leave its declaration.
  const decoder = WIDE.test(name) ? 'utf-8' : DECODERS.get(name);
  if (decoder === undefined) throw xmlUnreadable('encoding_unsupported', { value: clip(declared ?? '') });
  return { decoder, declared };
}

/** What the first bytes alone show; undefined when they may be of several encodings. */
function encodingSeen([first = 1, second = 1, third = 1, fourth = 1]: Uint8Array): string | undefined {
  const isUtf32 = (first === 0 && second === 0) || (second === 0 && third === 0 && fourth === 0);
  const isMarkedUtf32 = first === 0xff && second === 0xfe && third === 0 && fourth === 0;
  if (isUtf32 || isMarkedUtf32) throw xmlUnreadable('encoding_unsupported', { value: 'UTF-32' });
  if ((first === 0xff && second === 0xfe) || second === 0) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || first === 0) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined;
}

function beginning(head: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(head.subarray(0, DECLARATION_BYTES), { stream: true });
}
