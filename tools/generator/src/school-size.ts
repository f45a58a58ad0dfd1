import type { AcademicZone } from './school-calendar.js';

export interface SchoolSize {
  readonly pupils: number;
  readonly classes: number;
  readonly groups: number;
  readonly teachers: number;
  readonly courses: number;
}

export interface SchoolOptions extends SchoolSize {
  readonly seed: number;
  readonly uai: string;
  /** `2026-2027`. */
  readonly schoolYear: string;
  readonly zone: AcademicZone;
}

/** A college of ordinary size: 450 pupils give about 0.6 MB. */
export const ORDINARY_SCHOOL: SchoolSize = {
  pupils: 450,
  classes: 16,
  groups: 45,
  teachers: 30,
  courses: 700,
};
