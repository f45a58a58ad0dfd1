import type { TimetableFormat } from '@timetable/domain';
import type { ReadLimits, ReadResult } from './read-result.js';
import type { OpenedFile } from './received/opened-file.js';

/**
 * How sure a reader is that a file is one of its own, from what can be seen without reading it whole: `certain` by
 * something that no other program writes, `likely` by a resemblance that the reading has to confirm.
 */
export type Certainty = 'certain' | 'likely' | 'none';

/** What reads one format. Recognises by content, never by the received file's name: schools rename files. */
export interface TimetableReader {
  /** The format as a campus's import settings accept it or not. Several readers may share one. */
  readonly format: TimetableFormat;
  /** What it throws as `Unreadable` means `none`. */
  recognise(file: OpenedFile): Promise<Certainty>;
  /**
   * Reads a file it has recognised, as a stream: holds the timetable, never the file. `limits` bound what the reader
   * inflates or decrypts by itself; the documents of `file` keep them already.
   * @throws Unreadable, SourceFailure; anything else is a fault of the reader
   */
  read(file: OpenedFile, limits: ReadLimits): Promise<ReadResult>;
}
