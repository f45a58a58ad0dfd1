import { describe, expect, it } from '@jest/globals';
import { course, during, smallSchool, timetableOf } from '../timetable/timetable.test-support.js';
import { checkClosedDays } from './closed-days.js';

const school = smallSchool();
const problemsOf = (
  courses: ReturnType<typeof course>[],
  closures: { startsOn: string; endsOn: string }[] = [],
) => checkClosedDays({ ...timetableOf(), ...school, courses }, closures);
const tuesdays = course({ line: 7, day: 2, resources: [during('class', 1, [1, 10, 11, 12])] });

describe('Sessions on closed days', () => {
  it('are counted by course, with the first date', () => {
    // The 11th of November 2025 is the Tuesday of week 11.
    expect(problemsOf([tuesdays])).toEqual([
      { code: 'session_on_closed_day', line: 7, value: '11/11/2025', occurrences: 1 },
    ]);
  });

  it('are those of the closures the ENT keeps too, on their very days', () => {
    const closures = [{ startsOn: '2025-11-03', endsOn: '2025-11-12' }];
    expect(problemsOf([tuesdays], closures)).toMatchObject([{ value: '04/11/2025', occurrences: 2 }]);
    const friday = { ...tuesdays, day: 5, resources: [during('class', 1, [11])] };
    expect(problemsOf([friday], closures)).toEqual([]);
  });

  it('are none of a course that is cancelled that week, or has no length', () => {
    expect(problemsOf([{ ...tuesdays, cancelledWeeks: 1n << 11n }])).toEqual([]);
    expect(problemsOf([{ ...tuesdays, placeCount: 0 }])).toEqual([]);
  });

  it('are none when nothing is closed', () => {
    expect(problemsOf([{ ...tuesdays, day: 3 }])).toEqual([]);
  });
});
