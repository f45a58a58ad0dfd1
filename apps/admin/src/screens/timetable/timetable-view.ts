import { isLocalDate, weekOf } from '@timetable/contracts';

export const TIMETABLE_KINDS = ['class', 'teacher', 'group', 'room'] as const;
/** By what sessions are looked at. */
export type TimetableKind = (typeof TIMETABLE_KINDS)[number];

/** What the address says to show; what is empty is not said. */
export interface TimetableView {
  /** Code. */
  readonly establishment: string;
  readonly kind: TimetableKind;
  /** As it is chosen by: see `choiceValue`. */
  readonly name: string;
  /** A Monday. */
  readonly week: string;
}

const NAMES = {
  establishment: 'etablissement',
  kind: 'par',
  name: 'nom',
  week: 'semaine',
} as const satisfies Readonly<Record<keyof TimetableView, string>>;

const KIND_NAMES: Readonly<Record<TimetableKind, string>> = {
  class: 'classe',
  teacher: 'enseignant',
  group: 'groupe',
  room: 'salle',
};

/** Any day names its week; what cannot be read is as if it were not said. */
export function timetableViewOf(parameters: URLSearchParams): TimetableView {
  const kind = parameters.get(NAMES.kind);
  const day = parameters.get(NAMES.week) ?? '';
  return {
    establishment: parameters.get(NAMES.establishment) ?? '',
    kind: TIMETABLE_KINDS.find((each) => KIND_NAMES[each] === kind) ?? 'class',
    name: parameters.get(NAMES.name) ?? '',
    week: isLocalDate(day) ? weekOf(day).from : '',
  };
}

/** The address of a view, from `?`. */
export function timetableSearch({ establishment, kind, name, week }: TimetableView): string {
  const parameters = new URLSearchParams();
  if (establishment !== '') parameters.set(NAMES.establishment, establishment);
  parameters.set(NAMES.kind, KIND_NAMES[kind]);
  if (name !== '') parameters.set(NAMES.name, name);
  if (week !== '') parameters.set(NAMES.week, week);
  return `?${parameters.toString()}`;
}
