import type { FilePupil, Ident } from '../timetable/timetable.js';

/** The class the pupil is in on that day; else the only one given. */
export function classOn({ classes }: Pick<FilePupil, 'classes'>, on: string): Ident | undefined {
  const current = classes.find(
    ({ startsOn, endsOn }) => (startsOn === '' || startsOn <= on) && (endsOn === '' || on <= endsOn),
  );
  return (current ?? (classes.length === 1 ? classes[0] : undefined))?.ident;
}
