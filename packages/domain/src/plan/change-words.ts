import { frenchInteger, frenchTime } from '../text/french.js';

/** What changes of a course, a session or whatever else a plan holds, as people call it. */
export const FIELD_LABELS = {
  state: 'état',
  date: 'date',
  start: 'horaire',
  end: 'fin',
  subject: 'matière',
  audience: 'classe ou groupe',
  teachers: 'enseignant',
  rooms: 'salle',
  code: 'code',
  label: 'libellé',
  yearlyMinutes: 'volume annuel',
  startsOn: 'du',
  endsOn: 'au',
  name: 'nom',
  classes: 'classes',
  group: 'groupe',
  person: 'personne',
} as const;
export type ChangedField = keyof typeof FIELD_LABELS;

const isField = (text: string): text is ChangedField => text in FIELD_LABELS;

/** In the order in which they are told. */
export const CHANGED_FIELDS: readonly ChangedField[] = Object.keys(FIELD_LABELS).filter(isField);

/** What is said of a list that is empty. */
const NONE: Partial<Readonly<Record<ChangedField, string>>> = {
  audience: 'sans classe ni groupe',
  teachers: 'sans enseignant',
  rooms: 'sans salle',
  classes: 'sans classe',
};

/** « DURAND Paul, MARTIN Alice », « sans enseignant ». */
export const listInWords = (field: ChangedField, names: readonly string[]): string =>
  names.length === 0 ? (NONE[field] ?? '') : names.join(', ');

/** « 9 h », « 9 h 05 » from minutes since midnight, or of a duration. */
export const timeInWords = (minute: number): string =>
  minute % 60 === 0 ? `${frenchInteger(minute / 60)}\u202fh` : frenchTime(minute);
