import type { Problem, StswebExport, Timetable } from '@timetable/domain';

export interface ReadLimits {
  /** Largest document accepted, once out of its archive. */
  readonly maxXmlBytes: number;
}

/** What an encrypted export says of itself in clear, beside its program and its UAI. Nobody has checked it. */
interface StatedInClear {
  /** When the program wrote it. */
  readonly exportedAt?: Date;
  /** Name of the school and its town. */
  readonly exportedBy?: string;
}

export type ReadResult = ReadTimetable | UnreadableFile;

/** The file is a timetable; `problems` are those of single rows, which never stop the reading. */
export interface ReadTimetable extends StatedInClear {
  readonly kind: 'timetable';
  readonly timetable: Timetable;
  /** SHA-256, in hexadecimal, of the timetable out of its archive: the same export has the same, however packed. */
  readonly sha256: string;
  readonly problems: readonly Problem[];
  /** What of STSWEB came with it: to be kept for the timetables of the year that come without. */
  readonly stswebExport?: StswebExport;
  /** Set when it was read with what is kept: read later, the same bytes may say something else. */
  readonly dependsOnKept?: true;
}

export interface UnreadableFile extends StatedInClear {
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
  /** Encrypted, and no key of ours opens it: with the right key it may be a timetable. */
  readonly lacksKey?: true;
}
