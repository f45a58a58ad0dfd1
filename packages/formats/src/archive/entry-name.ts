import { getFileNameLowLevel, validateFileName, type Entry } from 'yauzl';
import { archiveUnreadable } from './archive-unreadable.js';

/**
 * Path of an entry in its archive, with `/`.
 * @throws Unreadable `archive_unsafe` for a path that leads out of the archive.
 */
export function entryName(entry: Entry): string {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  if (validateFileName(name) !== null) throw archiveUnreadable('archive_unsafe');
  return name;
}

/** What file managers and office programs leave in archives beside what the person put there. */
export const isLeftover = (name: string): boolean =>
  name.endsWith('/') || /(?:^|\/)(?:__MACOSX\/.*|\.[^/]*|~\$[^/]*|Thumbs\.db|desktop\.ini)$/i.test(name);
