import { closuresOf, covers, mergeRuns } from '../calendar/closures.js';
import { epochDay, frenchDate } from '../calendar/local-date.js';
import { maskOf } from '../calendar/week-mask.js';
import { weeksOfYear } from '../timetable/active-resources.js';
import type { Timetable } from '../timetable/timetable.js';
import { mayBeOf } from '../unread/course-traces.js';
import type { CourseTrace } from '../unread/unread-plan.js';
import { countChanges } from './counting.js';
import type { CurrentState, Change, ClosureRun, KindCounts } from './plan.js';
import { minutesByDayOf } from './taught-days.js';

interface ClosuresPlan {
  readonly closures: readonly ClosureRun[];
  readonly changes: readonly Change[];
  readonly counts: KindCounts;
}

/**
 * A closure of the file is new when one of its days is open in the current state; one of the current state goes when one of its days is open
 * in the file, unless a person or the calendar stated it.
 * @param traces of the courses that are not wholly read
 */
export function planClosures(
  timetable: Timetable,
  current: Pick<CurrentState, 'closures' | 'services'>,
  traces: readonly CourseTrace[],
): ClosuresPlan {
  const closures = closuresOf(timetable, weeksPerhapsTaught(timetable, current, traces));
  const [inFile, inCurrent] = [mergeRuns(closures), mergeRuns(current.closures)];
  const changes: Change[] = [];
  for (const run of closures) {
    if (covers(inCurrent, run)) continue;
    changes.push({ kind: 'closure', type: 'created', key: keyOf(run), label: labelOf(run), after: run });
  }
  let unchanged = 0;
  for (const { kept, startsOn, endsOn } of current.closures) {
    const run = { startsOn, endsOn };
    if (kept || covers(inFile, run)) unchanged += 1;
    else
      changes.push({ kind: 'closure', type: 'deleted', key: keyOf(run), label: labelOf(run), before: run });
  }
  return { closures, changes, counts: countChanges(changes, unchanged) };
}

/** Weeks that the current state teaches what a course may be of which the weeks cannot be read: maybe it is the only one then. */
function weeksPerhapsTaught(
  { year }: Timetable,
  { services }: Pick<CurrentState, 'services'>,
  traces: readonly CourseTrace[],
): bigint {
  const undated = traces.filter(({ weeks }) => weeks === null);
  if (undated.length === 0) return 0n;
  const inDoubt = services.filter((service) => undated.some((trace) => mayBeOf(trace, service)));
  const days = inDoubt.flatMap(({ taughtDays }) => [...minutesByDayOf(taughtDays).keys()]);
  const firstDay = epochDay(year.firstMonday);
  return maskOf(days.map((day) => Math.floor((day - firstDay) / 7) + 1)) & weeksOfYear(year);
}

function keyOf({ startsOn, endsOn }: ClosureRun): string {
  return `${startsOn}/${endsOn}`;
}

function labelOf({ startsOn, endsOn }: ClosureRun): string {
  return startsOn === endsOn
    ? `Le ${frenchDate(startsOn)}`
    : `Du ${frenchDate(startsOn)} au ${frenchDate(endsOn)}`;
}
