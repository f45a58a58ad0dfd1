import type { Problem, Timetable, UnreadableCode } from '@timetable/domain';

export interface ReadLimits {
  /** Largest XML accepted, once out of its archive. */
  readonly maxXmlBytes: number;
}

export type ReadResult = ReadTimetable | UnreadableFile;

/** The file is a timetable; `problems` are those of single rows, which never stop the reading. */
export interface ReadTimetable {
  readonly kind: 'timetable';
  readonly timetable: Timetable;
  /** SHA-256, in hexadecimal, of the timetable's XML out of its archive: the same export has the same, however packed. */
  readonly sha256: string;
  readonly problems: readonly Problem[];
}

export interface UnreadableFile {
  readonly kind: 'unreadable';
  readonly code: UnreadableCode;
  readonly line?: number;
  readonly value?: string;
  /** What an encrypted export says of itself in clear. */
  readonly software?: string;
  readonly uai?: string;
  /** Of the rows read before. */
  readonly problems: readonly Problem[];
  /** Absent when the XML was not read to its end. */
  readonly sha256?: string;
}
