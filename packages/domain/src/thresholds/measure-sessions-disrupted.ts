import type { Measure, MeasureInput } from './threshold-definition.js';

/** Weeks that a file may close at once without disrupting anything: the longest holidays of a year have two. */
const MOST_WEEKS_CLOSED = 2;

/**
 * Sessions to come that the import would cancel or move. Those of a closure of the file are none, as `closures_added` judges it;
 * but that counts closures, whatever their length, and a file that stops in two weeks' time has a single one up to its last course.
 */
export function measureSessionsDisrupted({ sessions }: Pick<MeasureInput, 'sessions'>): Measure {
  const { disrupted, closedByFile, weeksClosedByFile, futurePlanned } = sessions;
  const isClosure = weeksClosedByFile <= MOST_WEEKS_CLOSED;
  return { numerator: disrupted + (isClosure ? 0 : closedByFile), denominator: futurePlanned };
}
