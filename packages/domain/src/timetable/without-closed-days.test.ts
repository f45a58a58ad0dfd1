import { describe, expect, it } from '@jest/globals';
import { weeksOf } from '../calendar/week-mask.js';
import { course, during, timetableOf } from './timetable.test-support.js';
import { withoutClosedDays } from './without-closed-days.js';

/** Tuesday 1 September 2026 to Wednesday 30 June 2027. */
const year = { startsOn: '2026-09-01', endsOn: '2027-06-30', firstMonday: '2026-08-31' };
const onDay = (day: number, weeks: number[]) => course({ day, resources: [during('class', 1, weeks)] });
const weeksLeft = ({ courses }: { courses: readonly { resources: readonly { weeks: bigint }[] }[] }) =>
  courses.map(({ resources }) => weeksOf(resources[0]?.weeks ?? 0n));

describe('a timetable that states weeks and no days', () => {
  const timetable = {
    ...timetableOf({ year, courses: [onDay(1, [1, 2]), onDay(3, [2, 11]), onDay(4, [44]), onDay(3, [44])] }),
    statesNoClosedDays: true,
  } as const;

  it('has no lesson before the year, after it, or on a public holiday', () => {
    // Monday 31 August; Wednesday 11 November; Thursday 1 July.
    expect(weeksLeft(withoutClosedDays(timetable, []))).toEqual([[2], [2], [], [44]]);
  });

  it('has none on days that the ENT keeps closed', () => {
    const closures = [{ startsOn: '2026-09-07', endsOn: '2026-09-09' }];
    expect(weeksLeft(withoutClosedDays(timetable, closures))).toEqual([[], [], [], [44]]);
  });

  it('is left as it is when it means its days, or when its dates cannot be read', () => {
    const { statesNoClosedDays, ...meant } = timetable;
    expect(statesNoClosedDays).toBe(true);
    expect(withoutClosedDays(meant, [])).toBe(meant);
    const undated = { ...timetable, year: { ...year, startsOn: '' } };
    expect(withoutClosedDays(undated, [])).toBe(undated);
  });
});
