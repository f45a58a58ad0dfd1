import type { FileMembership, TimetableYear } from '../timetable/timetable.js';

/** Whether the dates of a stay cannot be true: nobody leaves before coming, nor comes once the year is over. */
export function isImpossibleStay(
  { startsOn, endsOn }: Pick<FileMembership, 'startsOn' | 'endsOn'>,
  year: Pick<TimetableYear, 'endsOn'>,
): boolean {
  const comesAfter = (date: string): boolean => date !== '' && startsOn > date;
  return comesAfter(endsOn) || comesAfter(year.endsOn);
}
