import type { ClosureRun } from '../plan/plan.js';
import type { Timetable } from '../timetable/timetable.js';
import { weeksOfYear } from '../timetable/active-resources.js';
import { everyCourse } from '../timetable/every-course.js';
import { addDays, localDate, epochDay } from './local-date.js';
import { weeksOf } from './week-mask.js';

/** Where a closure comes from, as people read it: proposed holidays, somebody at the school, a file. */
export const CLOSURE_SOURCE_LABELS = {
  calendar: 'Calendrier officiel',
  manual: 'Saisie à la main',
  import: 'Lue dans le fichier',
} as const;
export type ClosureSource = keyof typeof CLOSURE_SOURCE_LABELS;

type Taught = Pick<Timetable, 'courses' | 'unreadCourses' | 'year'>;

/** Weeks in which at least one course has an active resource: the OR of every mask of the file. */
export function openWeeksOf(timetable: Taught): bigint {
  let open = 0n;
  for (const { resources } of everyCourse(timetable)) for (const { weeks } of resources) open |= weeks;
  return open & weeksOfYear(timetable.year);
}

/**
 * What the file says of closures: those that it states, else the weeks, between the first taught one and the last, that no course has, as maximal
 * runs from Monday to Sunday. Days missing on one weekday only (public holidays) are not seen: some files have such holes
 * where the school is open (edt §5).
 * @param perhapsTaught weeks that are not closed all the same, as a mask. @default none
 */
export function closuresOf(
  timetable: Taught & Pick<Timetable, 'closures'>,
  perhapsTaught = 0n,
): readonly ClosureRun[] {
  if (timetable.closures !== undefined) return mergeRuns(timetable.closures);
  const weeks = weeksOf(openWeeksOf(timetable) | perhapsTaught);
  const { firstMonday } = timetable.year;
  const runs: ClosureRun[] = [];
  weeks.forEach((week, index) => {
    const previous = weeks[index - 1];
    if (previous === undefined || week === previous + 1) return;
    runs.push({
      startsOn: addDays(firstMonday, previous * 7),
      endsOn: addDays(firstMonday, (week - 1) * 7 - 1),
    });
  });
  return runs;
}

/** The same days as maximal runs in order: overlapping and adjacent ones merged. */
export function mergeRuns(runs: readonly ClosureRun[]): ClosureRun[] {
  const days = runs
    .map(({ startsOn, endsOn }) => ({ start: epochDay(startsOn), end: epochDay(endsOn) }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const merged: { start: number; end: number }[] = [];
  for (const run of days) {
    const last = merged.at(-1);
    if (last !== undefined && run.start <= last.end + 1) last.end = Math.max(last.end, run.end);
    else merged.push({ ...run });
  }
  return merged.map(({ start, end }) => ({ startsOn: localDate(start), endsOn: localDate(end) }));
}

/** Whether every day of the run is closed. @param merged maximal runs, as `mergeRuns` gives them */
export function covers(merged: readonly ClosureRun[], run: ClosureRun): boolean {
  return merged.some(({ startsOn, endsOn }) => startsOn <= run.startsOn && run.endsOn <= endsOn);
}
