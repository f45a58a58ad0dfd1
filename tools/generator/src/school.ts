import type { SchoolCalendar } from './school-calendar.js';

/** A made-up school: what it is, from which the export, the directory and the expected sessions are each derived. */
export interface School {
  readonly uai: string;
  readonly calendar: SchoolCalendar;
  readonly subjects: readonly Subject[];
  readonly teachers: readonly Teacher[];
  readonly classes: readonly SchoolClass[];
  readonly groups: readonly Group[];
  readonly rooms: readonly Room[];
  readonly pupils: readonly Pupil[];
  readonly courses: readonly Course[];
}

interface Numbered {
  /** Row number in EDT's base: unique per type only. */
  readonly ident: number;
}

export interface Subject extends Numbered {
  readonly code: string;
  readonly label: string;
}

export interface Teacher extends Numbered {
  readonly lastName: string;
  readonly firstName: string;
  readonly idpn: string;
  readonly stsId: string;
}

export interface SchoolClass extends Numbered {
  readonly name: string;
  /** Idents of its parts. */
  readonly parts: readonly number[];
}

export interface Group extends Numbered {
  readonly name: string;
  readonly parts: readonly number[];
}

export interface Room extends Numbered {
  readonly name: string;
}

export interface Pupil extends Numbered {
  readonly lastName: string;
  readonly firstName: string;
  readonly isGirl: boolean;
  readonly birthDate: string;
  readonly idpn: string;
  readonly nationalId: string;
  readonly sieclId: string;
  readonly schoolClass: SchoolClass;
  readonly parts: readonly number[];
  readonly guardians: readonly Guardian[];
}

export interface Guardian extends Numbered {
  readonly lastName: string;
  readonly firstName: string;
  readonly address: string;
  readonly postCode: string;
  readonly town: string;
}

/** Every week, or every other school week: A = 1, 3, 5…, B = 2, 4, 6… */
export type Rhythm = 'every' | 'A' | 'B';

export interface Course {
  /** ISO weekday. */
  readonly day: number;
  readonly firstPlace: number;
  readonly placeCount: number;
  readonly subject: Subject;
  readonly teachers: readonly Teacher[];
  readonly classes: readonly SchoolClass[];
  readonly groups: readonly Group[];
  readonly room: Room | undefined;
  readonly rhythm: Rhythm;
  /** School weeks in which it does not take place although its rhythm says so. */
  readonly exceptWeeks?: readonly number[];
}

/** The day is cut in half hours from 08:00 to 18:00. */
export const GRID = { firstMinute: 8 * 60, placeMinutes: 30, placeCount: 20 };
