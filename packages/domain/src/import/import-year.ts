import { addMonths } from '../calendar/local-date.js';
import { isYearLong, yearLabel } from '../calendar/school-year.js';
import type { CurrentYear } from '../plan/plan.js';
import type { TimetableYear } from '../timetable/timetable.js';
import { isProposal, type TargetYears } from './common-year.js';

/** A school that never imported prepares its next year at most this long before. */
const MOST_MONTHS_BEFORE = 4;

/**
 * The year of the target that a file is imported into: the one opened for later when the file is of that one, else the one
 * in force, whether it is the file's or not. A year that is only proposed gives way to the file's own when that goes on or
 * is about to begin: a school’s first import needs no opening by hand, whatever its calendar.
 *
 * @param on local date of the import
 */
export function importYear({ year, nextYear }: TargetYears, file: TimetableYear, on: string): CurrentYear {
  if (file.startsOn === '') return year;
  const label = yearLabel(file.startsOn, file.endsOn);
  if (label === year.label) return year;
  const isNext = nextYear !== undefined && (nextYear.differingLabels ?? [nextYear.label]).includes(label);
  if (isNext) return nextYear;
  const isNow = isYearLong(file) && file.endsOn >= on && file.startsOn <= addMonths(on, MOST_MONTHS_BEFORE);
  return isProposal(year) && isNow ? { ...year, label, startsOn: file.startsOn, endsOn: file.endsOn } : year;
}
