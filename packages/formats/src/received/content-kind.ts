import { fileUnreadable } from './file-unreadable.js';

/** How many bytes from the start are enough to tell what a file is. */
export const HEAD_BYTES = 4096;

/** First bytes of the files people send by mistake, and the name a report can give them. */
const OTHER_FILES: readonly (readonly [signature: string, name: string])[] = [
  ['%PDF', 'pdf'],
  ['\xd0\xcf\x11\xe0', 'office'],
  ['\x1f\x8b', 'gzip'],
  ['7z\xbc\xaf', '7z'],
  ['Rar!', 'rar'],
];

const BYTE_ORDER_MARKS = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/;

export function isZip(head: Uint8Array): boolean {
  const start = latin1(head);
  // « PK 5 6 » opens an archive without any file.
  return start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06');
}

/**
 * Lets through what starts like XML.
 * @throws Unreadable `empty_file` or `not_a_timetable`, saying what else it is.
 */
export function refuseOtherThanXml(head: Uint8Array): void {
  const start = latin1(head);
  for (const [signature, name] of OTHER_FILES) {
    if (start.startsWith(signature)) throw fileUnreadable('not_a_timetable', { value: name });
  }
  // UTF-16 alternates with zero bytes.
  const text = start.replace(BYTE_ORDER_MARKS, '').replaceAll('\0', '').trimStart();
  if (text.startsWith('<')) return;
  if (text === '' && !start.includes('\0')) throw fileUnreadable('empty_file');
  throw fileUnreadable('not_a_timetable', start.includes('\0') ? {} : { value: 'text' });
}

const latin1 = (head: Uint8Array): string =>
  Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
