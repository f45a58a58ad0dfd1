/**
 * What STSWEB, the ministry's service, exports of an establishment for its timetable program (`sts_emp`), once for the school
 * year: who teaches there, its divisions, groups and subjects. Programs answer with `emp_sts`, which refers to all of them by
 * code. Kept for each establishment and year.
 */
export interface StswebExport {
  /** Upper-cased; empty when the file does not say. */
  readonly uai: string;
  /** The calendar year in which the school year begins. */
  readonly startYear: number;
  /** Local dates `YYYY-MM-DD` of the school year; empty when the file has none that can be read. */
  readonly startsOn: string;
  readonly endsOn: string;
  readonly subjects: readonly StswebSubject[];
  readonly people: readonly StswebPerson[];
  /** Codes, which are what schools call their classes. */
  readonly divisions: readonly string[];
  readonly groups: readonly StswebGroup[];
}

interface StswebSubject {
  /** Six characters of the national nomenclature: `020700`. */
  readonly nationalCode: string;
  /** « Code de gestion »: `FRANC`; empty when there is none. */
  readonly code: string;
  readonly label: string;
}

interface StswebPerson {
  readonly id: string;
  /** Known to the establishment alone: such ids are no ids of STSWEB, and may be somebody else's there. */
  readonly isLocal: boolean;
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate?: string;
}

interface StswebGroup {
  readonly code: string;
  /** Codes of the divisions that its pupils are of: one for a « groupe », several for a « regroupement ». */
  readonly divisions: readonly string[];
}
