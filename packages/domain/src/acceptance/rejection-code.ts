import type { TimetableProgram } from '../timetable/timetable-program.js';

/** Why a file that could be read is rejected before any write (import-rules §1, decisions 2 to 6). */
export const UNACCEPTABLE_CODES = [
  'format_not_accepted',
  'version_not_accepted',
  'wrong_school',
  'establishment_missing',
  'wrong_school_year',
  'school_years_differ',
  'first_import_required',
  'structure_errors',
  'section_empty',
] as const;
export type UnacceptableCode = (typeof UNACCEPTABLE_CODES)[number];

/** Why a file is set aside without being wrong. */
export const IGNORED_CODES = ['same_content', 'twin_file'] as const;
export type IgnoredCode = (typeof IGNORED_CODES)[number];

/** Every reason why a file that could be read stops before the plan. */
export type RejectionCode = UnacceptableCode | IgnoredCode;

/** What the sentence may name; each code says which it uses, and does without those it lacks. */
export interface RejectionDetails {
  /** That wrote the file. @default one that is not known */
  readonly program?: TimetableProgram;
  /** Format or version of the file. */
  readonly value?: string;
  /** UAI of the file. */
  readonly uais?: readonly string[];
  /** Whether files of that format never say whose they are. @default false */
  readonly statesNoSchool?: boolean;
  /** UAI expected where it was deposited. */
  readonly expectedUais?: readonly string[];
  /** School year of the file: « 2025-2026 », or « 2027 ». */
  readonly year?: string;
  /** School year of the ENT. */
  readonly expectedYear?: string;
  /** Whether the file's year comes after the ENT's. @default false */
  readonly isToCome?: boolean;
  /** School years of the establishments concerned, when they differ. */
  readonly expectedYears?: readonly string[];
  /** Accepted versions, or formats. */
  readonly accepted?: readonly string[];
  /** How to make a file of each accepted format, for the middle of a sentence. */
  readonly choices?: readonly string[];
  /** Of a timetable whose version its reader does not know. */
  readonly versionAdvice?: string;
  /** What errors there are, counted: « 2 cours illisibles ». */
  readonly errors?: string;
  /** French names of the sections concerned. */
  readonly sections?: readonly string[];
  /** Names of the establishments that the file leaves out. */
  readonly missing?: readonly string[];
  /** The establishments whose file it is, with the address at which each one deposits. */
  readonly addresses?: readonly { readonly name: string; readonly url: string }[];
}
