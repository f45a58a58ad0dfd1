import { describe, expect, it } from '@jest/globals';
import { course, during, timetableOf } from '../timetable/timetable.test-support.js';
import { closuresOf, covers, mergeRuns } from './closures.js';

const withWeeks = (...weeks: number[][]) =>
  timetableOf({ courses: weeks.map((list) => course({ resources: [during('class', 1, list)] })) });

describe('The closures of a file', () => {
  it('are the weeks between the first and the last that no course has, from Monday to Sunday', () => {
    expect(closuresOf(withWeeks([1, 2, 5], [2, 7]))).toEqual([
      { startsOn: '2025-09-15', endsOn: '2025-09-28' },
      { startsOn: '2025-10-06', endsOn: '2025-10-12' },
    ]);
  });

  it('are none before the first taught week, nor after the last', () => {
    expect(closuresOf(withWeeks([3, 4, 5]))).toEqual([]);
  });

  it('are none where A and B weeks complete each other', () => {
    expect(closuresOf(withWeeks([1, 3, 5], [2, 4]))).toEqual([]);
  });

  it('are none in a file without courses', () => {
    expect(closuresOf(timetableOf())).toEqual([]);
  });
});

describe('Runs of closed days', () => {
  it('merge when they overlap or touch', () => {
    expect(
      mergeRuns([
        { startsOn: '2025-10-27', endsOn: '2025-11-02' },
        { startsOn: '2025-10-20', endsOn: '2025-10-26' },
        { startsOn: '2025-12-22', endsOn: '2026-01-04' },
        { startsOn: '2025-12-25', endsOn: '2025-12-25' },
      ]),
    ).toEqual([
      { startsOn: '2025-10-20', endsOn: '2025-11-02' },
      { startsOn: '2025-12-22', endsOn: '2026-01-04' },
    ]);
  });

  it('cover a run when each of its days is closed', () => {
    const closed = [{ startsOn: '2025-10-18', endsOn: '2025-11-02' }];
    expect(covers(closed, { startsOn: '2025-10-20', endsOn: '2025-11-02' })).toBe(true);
    expect(covers(closed, { startsOn: '2025-10-20', endsOn: '2025-11-03' })).toBe(false);
  });
});
