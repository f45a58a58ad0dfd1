import type { Problem, Timetable } from '@timetable/domain';

export interface ReadLimits {
  /** Largest document accepted, once out of its archive. */
  readonly maxXmlBytes: number;
}

export type ReadResult = ReadTimetable | UnreadableFile;

/** The file is a timetable; `problems` are those of single rows, which never stop the reading. */
export interface ReadTimetable {
  readonly kind: 'timetable';
  readonly timetable: Timetable;
  /** SHA-256, in hexadecimal, of the timetable out of its archive: the same export has the same, however packed. */
  readonly sha256: string;
  readonly problems: readonly Problem[];
  /** When the program wrote it, as an encrypted export says. */
  readonly exportedAt?: Date;
}

export interface UnreadableFile {
  readonly kind: 'unreadable';
  /** Stable, for programs; each catalogue of sentences lists its own. */
  readonly code: string;
  /** French: what happened, why, and what to do. */
  readonly message: string;
  readonly line?: number;
  readonly value?: string;
  /** What an encrypted export says of itself in clear. */
  readonly software?: string;
  readonly uai?: string;
  /** Of the rows read before. */
  readonly problems: readonly Problem[];
  /** Absent when the document was not read to its end. */
  readonly sha256?: string;
}
