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

/** A first line of several columns. */
const HEADINGS = /^[^\n;\t,]{1,60}[;\t,][^\n;\t,]{0,60}[;\t,]/;

const BYTE_ORDER_MARKS = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/;

export function isZip(head: Uint8Array): boolean {
  const start = latin1(head);
  // « PK 5 6 » opens an archive without any file.
  return start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06');
}

/** Whether the file may have something before an archive: it starts like nothing that is known. */
export function isUnknown(head: Uint8Array): boolean {
  const start = latin1(head);
  return !isZip(head) && otherFile(start) === undefined && !beginning(start).startsWith('<');
}

/**
 * Lets through what starts like XML.
 * @throws Unreadable `empty_file` or `not_a_timetable`, saying what else it is.
 */
export function refuseOtherThanXml(head: Uint8Array): void {
  const start = latin1(head);
  const other = otherFile(start);
  if (other !== undefined) throw fileUnreadable('not_a_timetable', { value: other });
  const text = beginning(start);
  if (text.startsWith('<')) return;
  if (text === '' && !start.includes('\0')) throw fileUnreadable('empty_file');
  if (start.includes('\0')) throw fileUnreadable('not_a_timetable');
  throw fileUnreadable('not_a_timetable', { value: HEADINGS.test(text) ? 'table' : 'text' });
}

const otherFile = (start: string): string | undefined =>
  OTHER_FILES.find(([signature]) => start.startsWith(signature))?.[1];

/** As far as its first bytes tell. */
export const startsAsXml = (head: Uint8Array): boolean => beginning(latin1(head)).startsWith('<');

/** UTF-16 alternates with zero bytes. */
const beginning = (start: string): string =>
  start.replace(BYTE_ORDER_MARKS, '').replaceAll('\0', '').trimStart();

const latin1 = (head: Uint8Array): string =>
  Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
