/**
 * What a reader reports about single rows of a file that it could read. Rules that need several rows (dangling references,
 * masks beyond the year…) are the domain's own. `value` is given after each code; it never names a person.
 */
export const READING_PROBLEM_CODES = [
  /** A section that every export has is absent. `value`: its name. Error. */
  'section_missing',
  /** A section this product does not know, ignored; reported once. `value`: its name. Warning. */
  'unknown_section',
  /** One of the three dates of the school year is missing or unreadable: empty in the timetable. `value`: attribute=text. Error. */
  'year_date_unreadable',
  /** Number of places or their length missing or unreadable. `value`: attribute=text. Error. */
  'grid_unreadable',
  /** A working day that is not 1 to 7, ignored. `value`: the text. Error. */
  'open_day_unreadable',
  /** A place without usable number or start time, ignored. `value`: the text. Error. */
  'place_unreadable',
  /** The end of a place cannot be read; sessions keep the end that is known. `value`: number=text. Error. */
  'place_end_unreadable',
  /** Two places have the same number; the first is kept. `value`: the number. Error. */
  'place_duplicate',
  /** A place is absent from the grid, so no place from it on exists. `value`: the number. Error. */
  'place_missing',
  /** A row without usable Ident, ignored. `value`: element=text. Error. */
  'ident_unreadable',
  /** A reference to another row without usable Ident, ignored. `value`: parent/element=text. Error. */
  'reference_unreadable',
  /** A subject, class, group or room without name. `value`: element and Ident. Warning. */
  'name_missing',
  /** A pupil without birth date. `value`: Ident. Warning. */
  'birth_date_missing',
  /** A person's birth date is no date, ignored. `value`: element and Ident. Warning. */
  'birth_date_unreadable',
  /** Entry or exit date of a membership is no date: empty in the timetable. `value`: attribute=text. Warning. */
  'membership_date_unreadable',
  /** A course whose day, first place or number of places is no number, ignored. `value`: attribute=text. Error. */
  'course_slot_unreadable',
  /** A course with more than one subject; the first is kept. `value`: the second one's Ident. Error. */
  'course_several_subjects',
  /** Weeks that are no 64-bit mask; that resource or cancellation is ignored. `value`: element=text. Error. */
  'weeks_unreadable',
  /** A pupil taken out of a course of their class or group: the course is shown to them all the same. Warning. */
  'course_pupil_excluded',
  /** The bytes are not in the encoding that the file declares, and could be read all the same. `value`: declared, then real. Warning. */
  'encoding_misdeclared',
  /** Accents were lost before the file was made: « Ã© » for « é ». Warning. */
  'text_garbled',
  /** Once per file of a format of which nobody published a schema. Information. */
  'read_by_description',
  /** Real lessons of a week that is not published, left aside. `value`: the file they are in. Information. */
  'week_unpublished',
  /** The file is of a version that its reader was not made for, and was read all the same. `value`: the version. Information. */
  'version_unknown',
  /** Once per file of a format that names no pupil and no closed day. Information. */
  'completed_by_ent',
] as const;

export type ReadingProblemCode = (typeof READING_PROBLEM_CODES)[number];
