import { closuresOf, covers, mergeRuns } from '../calendar/closures.js';
import { frenchDate } from '../calendar/local-date.js';
import type { Timetable } from '../timetable/timetable.js';
import { countChanges } from './counting.js';
import type { CurrentState, Change, ClosureRun, KindCounts } from './plan.js';

interface ClosuresPlan {
  readonly closures: readonly ClosureRun[];
  readonly changes: readonly Change[];
  readonly counts: KindCounts;
}

/**
 * A closure of the file is new when one of its days is open in the current state; one of the current state goes when one of its days is open
 * in the file, unless a person or the calendar stated it.
 */
export function planClosures(timetable: Timetable, current: Pick<CurrentState, 'closures'>): ClosuresPlan {
  const closures = closuresOf(timetable);
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

function keyOf({ startsOn, endsOn }: ClosureRun): string {
  return `${startsOn}/${endsOn}`;
}

function labelOf({ startsOn, endsOn }: ClosureRun): string {
  return startsOn === endsOn
    ? `Le ${frenchDate(startsOn)}`
    : `Du ${frenchDate(startsOn)} au ${frenchDate(endsOn)}`;
}
