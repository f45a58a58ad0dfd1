import type { EntDirectory } from '@timetable/generator';

/** Body of `PUT …/directory`. */
export interface CollegeDirectory extends Pick<EntDirectory, 'teachers' | 'classes' | 'users'> {
  readonly pupils: EntDirectory['teachers'];
}

/** What the ENT of a college does not know: so many of the first people of its export. */
export interface Unknown {
  readonly unknownTeachers?: number;
  readonly unknownPupils?: number;
}

/** The export of a whole college in 2012-13, and what importing it must give. */
export interface College {
  readonly xml: string;
  /** The same after a morning's work in EDT: another file, `changes` apart the same courses. */
  readonly editedXml: string;
  readonly changes: CollegeChanges;
  readonly counts: CollegeCounts;
  /** `{ '1 08:00': 412, … }`: sessions of the year by weekday and local time, counted without the product's code. */
  readonly sessionsByTime: Readonly<Record<string, number>>;
  /** Everybody whom the file names. */
  readonly people: readonly { readonly lastName: string; readonly firstName: string }[];
  /** The ENT's directory of it; `DEPOSITOR` is one of its users. */
  directory(establishment: string, unknown?: Unknown): CollegeDirectory;
}

export interface CollegeCounts {
  readonly pupils: number;
  readonly classes: number;
  readonly groups: number;
  readonly subjects: number;
  readonly teachers: number;
  readonly courses: number;
  readonly sessions: number;
}

/** A course by which its sessions can be told from all others. */
export interface EditedCourse {
  /** ISO weekday. */
  readonly weekday: number;
  readonly start: string;
  readonly subjectCode: string;
  readonly className: string;
  /** How many of its sessions come after `EDITED_AT`. */
  readonly futureSessions: number;
}

export interface CollegeChanges {
  readonly otherRoom: EditedCourse & { readonly newRoom: string };
  readonly otherTeacher: EditedCourse & { readonly newTeacherId: string };
  readonly removed: EditedCourse;
  /** Without a room. */
  readonly added: EditedCourse;
}

/** A college that tests can load where its file is. */
export interface CollegeExport {
  /** For titles. */
  readonly title: string;
  /** Why it cannot be read here; undefined: it can. */
  readonly obstacle: string | undefined;
  readonly uai: string;
  load(): Promise<College>;
}

/** Before the year begins: a business clock for a first import. */
export const BEFORE_THE_YEAR = '2012-08-30T08:00:00Z';
/** Thursday of week 11, in the afternoon: there is a past and a future. */
export const EDITED_AT = '2012-11-15T14:00:00+01:00';

/** Who deposits: a user of every college's directory, named like nobody of its file. */
export const DEPOSITOR = 'secretariat';
export const DEPOSITORS: CollegeDirectory['users'] = [
  { id: DEPOSITOR, lastName: 'Quémeneur', firstName: 'Ysoline', email: 'secretariat@example.org' },
];
