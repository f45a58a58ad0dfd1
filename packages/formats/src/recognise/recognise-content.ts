import { Unreadable } from '../unreadable.js';

/** How many bytes from the start are enough to tell what a file is. */
export const HEAD_BYTES = 4096;

export type ContentKind = 'zip' | 'xml';

/** First bytes of the files people send by mistake, and the name a report can give them. */
const OTHER_FILES: readonly (readonly [signature: string, name: string])[] = [
  ['%PDF', 'pdf'],
  ['\xd0\xcf\x11\xe0', 'office'],
  ['\x1f\x8b', 'gzip'],
  ['7z\xbc\xaf', '7z'],
  ['Rar!', 'rar'],
];

const BYTE_ORDER_MARKS = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/;

/**
 * Tells what a file is by its first bytes, never by its name: schools rename files.
 * @throws Unreadable `empty_file` or `not_a_timetable`.
 */
export function recogniseContent(head: Uint8Array): ContentKind {
  const start = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  // « PK 5 6 » opens an archive without any file.
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return 'zip';
  for (const [signature, name] of OTHER_FILES) {
    if (start.startsWith(signature)) throw new Unreadable('not_a_timetable', { value: name });
  }
  // UTF-16 alternates with zero bytes.
  const text = start.replace(BYTE_ORDER_MARKS, '').replaceAll('\0', '').trimStart();
  if (text.startsWith('<')) return 'xml';
  if (text === '' && !start.includes('\0')) throw new Unreadable('empty_file');
  throw new Unreadable('not_a_timetable', start.includes('\0') ? {} : { value: 'text' });
}
