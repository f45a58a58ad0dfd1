import type { TimetableFormat } from './timetable-format.js';

/**
 * A timetable as its file states it, after reading and before any matching: compact, since a big file's courses and
 * pupils all stand in memory while sessions are expanded one by one. `Ident`s join rows inside one file only; they are
 * unique per type and never a key by themselves. Local dates are `YYYY-MM-DD`, minutes count from local midnight.
 */
export interface Timetable {
  readonly format: TimetableFormat;
  /** `Version` of the format, as written. */
  readonly version: string;
  /**
   * Set when the reader was not made for this version: which ones it reads and how to get one, in French, for the middle of
   * a sentence.
   */
  readonly versionAdvice?: string;
  /** Program and build that wrote the file, when the file says so. */
  readonly software: string | undefined;
  /** Upper-cased UAI of every establishment the file claims to describe. */
  readonly uais: readonly string[];
  /** Set when files of the format never say whose they are: where they are deposited does. */
  readonly statesNoSchool?: true;
  /** Set when files of the format name no pupil: members of classes and groups are whom the ENT knows there. */
  readonly statesNoPupils?: true;
  /** Set when files of the format state weeks and no days: `withoutClosedDays` takes the closed ones out. */
  readonly statesNoClosedDays?: true;
  /** Closures that the file states with their dates, both included; without them they are read off the weeks without courses. */
  readonly closures?: readonly { readonly startsOn: string; readonly endsOn: string }[];
  /** Present when the file serves several establishments by name: what `FileClass.establishment` refers to. */
  readonly establishments?: readonly FileEstablishment[];
  readonly year: TimetableYear;
  readonly grid: TimeGrid;
  readonly subjects: readonly FileSubject[];
  readonly teachers: readonly FileTeacher[];
  readonly classes: readonly FileClass[];
  readonly groups: readonly FileGroup[];
  readonly rooms: readonly FileRoom[];
  readonly pupils: readonly FilePupil[];
  readonly courses: readonly FileCourse[];
  /** Courses of which the day or the places cannot be read; they give no session, and say what is theirs all the same. */
  readonly unreadCourses?: readonly UnreadCourse[];
  /** Kinds of which the file refers to more rows than it has: one that is missing may be any of them. @default none */
  readonly lacking?: ReadonlySet<RowKind>;
}

/** Each date is empty when the file's is unreadable; the reading reported it. */
export interface TimetableYear {
  readonly startsOn: string;
  readonly endsOn: string;
  /** Monday of school week 1; week i starts 7·(i−1) days later. */
  readonly firstMonday: string;
}

export interface TimeGrid {
  /** 0 when the file does not say. */
  readonly placeMinutes: number;
  /** Indexed by place number. */
  readonly places: readonly TimePlace[];
  /** ISO weekdays, 1 = Monday. */
  readonly openDays: readonly number[];
}

export interface TimePlace {
  readonly startMinute: number;
  readonly endMinute: number;
  /** Set when the file's own end cannot be read: `endMinute` is the start and the length that every place has. */
  readonly isEndUnread?: true;
}

export type Ident = number;

/** Idents below this one are those of rows that state none; between it and 0 are those of groups that imports make. */
export const UNNUMBERED: Ident = -(2 ** 32);

/** What a reference that cannot be read refers to: nobody. */
export const NO_IDENT: Ident = Number.NaN;

interface FileRow {
  /** Below `UNNUMBERED`, and unique, when the row states none that can be read: then nothing can refer to it. */
  readonly ident: Ident;
  /** Line of the element in the file, for problems. */
  readonly line: number;
}

export interface FileEstablishment extends FileRow {
  /** Upper-cased. */
  readonly uai: string;
  readonly name: string;
}

export interface FileSubject extends FileRow {
  readonly code: string;
  readonly label: string;
}

export interface FileTeacher extends FileRow {
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate?: string;
  readonly idpn?: string;
  readonly stsId?: string;
}

export interface FileClass extends FileRow {
  readonly name: string;
  readonly parts: readonly Ident[];
  readonly establishment?: Ident;
  /** Set when one of its parts, or its establishment, cannot be read. */
  readonly isPartlyUnread?: true;
}

export interface FileGroup extends FileRow {
  readonly name: string;
  /** Whole classes in the group. */
  readonly classes: readonly Ident[];
  /** Parts of classes in the group. */
  readonly parts: readonly Ident[];
  /** Pupils put in the group one by one, beside its classes and parts. */
  readonly pupils?: readonly Ident[];
  /** Set when something of what it is made of cannot be read. */
  readonly isPartlyUnread?: true;
  /**
   * Set for a group that the file does not have: the import makes it for a part of a class, or for pupils whom a course
   * names one by one. It has no name until it is compared with the current state.
   */
  readonly madeFor?: 'part' | 'pupils';
}

export interface FileRoom extends FileRow {
  readonly name: string;
}

export interface FilePupil extends FileRow {
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate?: string;
  readonly idpn?: string;
  readonly nationalId?: string;
  readonly sieclId?: string;
  readonly classes: readonly FileMembership[];
  readonly parts: readonly FileMembership[];
  /** Set when one of the stays, or the birth date, cannot be read. */
  readonly isPartlyUnread?: true;
}

export interface FileMembership {
  readonly ident: Ident;
  /** Inclusive local dates; empty when the file gives none. */
  readonly startsOn: string;
  readonly endsOn: string;
  /** Set when one of its dates is there and cannot be read, or cannot be true. */
  readonly isUndated?: true;
}

/** A line of the timetable. Each resource has its own weeks: a teacher may be replaced from week 12. */
export interface FileCourse {
  readonly line: number;
  /** ISO weekday, 1 = Monday. */
  readonly day: number;
  readonly firstPlace: number;
  readonly placeCount: number;
  readonly subject: Ident | undefined;
  readonly resources: readonly CourseResource[];
  /** Weeks explicitly cancelled (`SemainesAnnulation`), a week mask; 0n when none. */
  readonly cancelledWeeks: bigint;
  /** What of it cannot be read, each once: whatever the file says of the others is not all there is. @default nothing */
  readonly unread?: readonly CourseFacet[];
}

/** A course whose place in the week cannot be read whole: undefined is what cannot. */
export interface UnreadCourse extends Omit<FileCourse, 'day' | 'firstPlace' | 'placeCount'> {
  readonly day: number | undefined;
  readonly firstPlace: number | undefined;
  readonly placeCount: number | undefined;
}

/** `pupil`: one who attends this course beside its classes and groups, or without any (« élève détaché »). */
export type ResourceKind = 'teacher' | 'class' | 'part' | 'group' | 'room' | 'pupil';

/** What rows of a file refer to. */
export type RowKind = ResourceKind | 'subject';

/** What a course's row says, beside its place in the week; `end`: at what time it ends. */
export type CourseFacet = ResourceKind | 'subject' | 'weeks' | 'end';

export interface CourseResource {
  readonly kind: ResourceKind;
  readonly ident: Ident;
  /** Bit i set ⇔ active in school week i, from 1. */
  readonly weeks: bigint;
}
