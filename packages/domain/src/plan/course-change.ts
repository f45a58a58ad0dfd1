import { frenchList } from '../text/french.js';
import { FIELD_LABELS, listInWords, timeInWords } from './change-words.js';
import type { SessionChangeType } from './recorded-change.js';

/** What a weekly course's sessions have in common, by name. */
export interface CoursePlace {
  /** 1 = Monday. */
  readonly weekday: number;
  /** Local minutes from midnight. */
  readonly startMinute: number;
  readonly endMinute: number;
  readonly audience: readonly string[];
  readonly teachers: readonly string[];
  readonly rooms: readonly string[];
}

/** The same change of a weekly course's sessions, told once. */
export interface CourseChange {
  readonly type: SessionChangeType;
  /** How many of its sessions it concerns. */
  readonly sessions: number;
  readonly subject: string;
  /** Null for what is created. */
  readonly before: CoursePlace | null;
  /** Null for what is cancelled. */
  readonly after: CoursePlace | null;
}

/** « MATHS, 3A : mardi 9 h → jeudi 10 h », « MATHS, 3A, mardi 9 h : salle 4 → D102 »; « serait annulé » when nothing was written. */
export function courseChangeSentence(
  { type, subject, before, after }: CourseChange,
  { isConditional = false } = {},
): string {
  const known = before ?? after;
  if (known === null) return subject;
  const course = [subject, ...(known.audience.length > 0 ? [frenchList(known.audience)] : [])].join(', ');
  const inPlace = `${course}, ${weekly(known)}`;
  if (before === null || after === null || type === 'cancelled' || type === 'revived')
    return `${inPlace} : ${isConditional ? 'serait ' : ''}${ALONE[type]}`;
  const isMoved = weekly(before) !== weekly(after);
  const differences = [
    ...(isMoved ? [`${weekly(before)} → ${weekly(after)}`] : []),
    ...differing('audience', before.audience, after.audience),
    ...(length(before) === length(after)
      ? []
      : [`${FIELD_LABELS.end} à ${timeInWords(before.endMinute)} → ${timeInWords(after.endMinute)}`]),
    ...differing('teachers', before.teachers, after.teachers),
    ...differing('rooms', before.rooms, after.rooms),
  ];
  if (differences.length === 0) return `${inPlace} : ${isConditional ? 'serait ' : ''}rattaché à l’annuaire`;
  return `${isMoved ? course : inPlace} : ${differences.join(' ; ')}`;
}

/** What is said of a course that has one side only, or whose sessions come back. */
const ALONE: Readonly<Record<SessionChangeType, string>> = {
  created: 'ajouté',
  modified: 'modifié',
  moved: 'déplacé',
  cancelled: 'annulé',
  revived: 'rétabli',
};

const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];

const weekly = ({ weekday, startMinute }: CoursePlace): string =>
  `${WEEKDAYS[weekday - 1] ?? ''} ${timeInWords(startMinute)}`.trim();

const length = ({ startMinute, endMinute }: CoursePlace): number => endMinute - startMinute;

/** People and classes speak for themselves; of a room, it is said that it is one. */
function differing(
  field: 'audience' | 'teachers' | 'rooms',
  before: readonly string[],
  after: readonly string[],
): string[] {
  const [was, is] = [listInWords(field, before), listInWords(field, after)];
  if (was === is) return [];
  const what = field === 'rooms' && before.length > 0 ? `${FIELD_LABELS.rooms} ` : '';
  return [`${what}${was} → ${is}`];
}
