import { memorySource } from '@timetable/formats/documents';
import type { DirectoryList } from '@timetable/domain';
import {
  readDirectoryFile,
  type DirectoryFileReading,
  type ReadDirectoryFile,
} from './read-directory-file.js';

export const read = (
  content: string | Uint8Array,
  fileName = 'annuaire.csv',
  list?: DirectoryList,
): Promise<DirectoryFileReading> =>
  readDirectoryFile(memorySource(typeof content === 'string' ? Buffer.from(content) : content), {
    ...{ fileName, list },
    maxBytes: 64 * 1024 * 1024,
  });

export async function readWhole(...asked: Parameters<typeof read>): Promise<ReadDirectoryFile> {
  const reading = await read(...asked);
  if (reading.kind === 'directory') return reading;
  throw new Error(reading.message);
}
