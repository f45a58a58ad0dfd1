import { addDays } from '../calendar/local-date.js';
import type { MembershipRecord, StatedMembership } from './plan.js';

/** Local dates, both included. */
export type Period = Pick<MembershipRecord, 'startsOn' | 'endsOn'>;
type StatedPeriod = Pick<StatedMembership, 'startsOn' | 'endsOn' | 'hasNoStart'>;

/**
 * What one person's periods in one group become: those that the file states, past ones included, with its dates; and of those
 * of the ENT that the file says nothing about, the past ones as they were and the one that goes on up to the day before. A
 * period that overlaps one of the file is that one, whatever its dates were. PostgreSQL applies this rule to all memberships
 * at once.
 *
 * @param present periods of the ENT, which never overlap
 * @param stated periods of the file, neither overlapping nor adjacent
 * @param on local date of the import: a period whose start the file does not give begins then, unless it is there already
 */
export function periodsAfter(
  present: readonly Period[],
  stated: readonly StatedPeriod[],
  on: string,
): Period[] {
  const wanted = stated.flatMap((period) => withStart(period, present, on));
  const eve = addDays(on, -1);
  const unmentioned = present.filter((period) => !wanted.some((one) => overlaps(one, period)));
  const kept = unmentioned
    .map(({ startsOn, endsOn }) => ({ startsOn, endsOn: endsOn < on ? endsOn : eve }))
    .filter(({ startsOn, endsOn }) => startsOn <= endsOn);
  return [...wanted, ...kept].sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
}

function withStart(
  { startsOn, endsOn, hasNoStart }: StatedPeriod,
  present: readonly Period[],
  on: string,
): Period[] {
  if (hasNoStart !== true) return [{ startsOn, endsOn }];
  const last = endsOn < on ? endsOn : on;
  const known = present
    .filter((period) => period.startsOn <= last && (endsOn < on || period.endsOn >= on))
    .map((period) => period.startsOn)
    .sort()
    .at(-1);
  const start = known ?? on;
  return start <= endsOn ? [{ startsOn: start, endsOn }] : [];
}

const overlaps = (a: Period, b: Period): boolean => a.startsOn <= b.endsOn && b.startsOn <= a.endsOn;
