import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  classRow,
  course,
  directoryOf,
  during,
  stateAfter,
  subject,
  teacher,
  timetableOf,
} from '../timetable/timetable.test-support.js';
import type { FileCourse, Timetable } from '../timetable/timetable.js';
import type { CurrentState, StructurePlan } from './plan.js';
import { planOf } from './plan.test-support.js';

const on = '2025-11-24';
const WEEKS = Array.from({ length: 40 }, (_, week) => week + 1);
const school = timetableOf({
  subjects: [subject(1, 'FRANC', 'FRANCAIS'), subject(2, 'MATHS', 'MATHEMATIQUES')],
  teachers: [teacher(1, 'MARTIN', 'Zoé'), teacher(2, 'BERNARD', 'Luc')],
  classes: [classRow(1, '6A'), classRow(2, '6B')],
});
const lesson = (
  of: {
    readonly subject: number;
    readonly schoolClass: number;
    readonly day: number;
    readonly place?: number;
  },
  weeks: readonly number[] = WEEKS,
): FileCourse =>
  course({
    subject: of.subject,
    day: of.day,
    firstPlace: of.place ?? 0,
    resources: [during('teacher', of.subject, weeks), during('class', of.schoolClass, weeks)],
  });
const withCourses = (courses: readonly FileCourse[]): Timetable => ({ ...school, courses });

const plan = (timetable: Timetable, current?: CurrentState): StructurePlan =>
  planOf(timetable, { directory: directoryOf(school), on, ...(current && { current }) });
const after = (timetable: Timetable, current?: CurrentState) => stateAfter(plan(timetable, current), on);
const cancelling = (courses: readonly FileCourse[], weeks: readonly number[], day?: number): FileCourse[] =>
  courses.map((row) =>
    day === undefined || row.day === day
      ? { ...row, cancelledWeeks: weeks.reduce((mask, week) => mask | (1n << BigInt(week)), 0n) }
      : row,
  );
const withoutBits = (courses: readonly FileCourse[], weeks: readonly number[], day?: number): FileCourse[] =>
  courses.map((row) =>
    day === undefined || row.day === day
      ? {
          ...row,
          resources: row.resources.map((resource) => ({
            ...resource,
            weeks: weeks.reduce((mask, week) => mask & ~(1n << BigInt(week)), resource.weeks),
          })),
        }
      : row,
  );

const ordinary = [
  lesson({ subject: 1, schoolClass: 1, day: 1 }),
  lesson({ subject: 1, schoolClass: 1, day: 5 }),
  lesson(
    { subject: 2, schoolClass: 1, day: 5, place: 2 },
    WEEKS.filter((week) => week % 2 === 0),
  ),
  lesson({ subject: 1, schoolClass: 2, day: 2 }),
  lesson({ subject: 2, schoolClass: 2, day: 5, place: 4 }, [20, 21, 22]),
];

describe('A service', () => {
  it('is unchanged by one strike day, cancelled or taken out of the weeks, and its volume is brought up to date', () => {
    const current = after(withCourses(ordinary));
    for (const courses of [cancelling(ordinary, [21], 5), withoutBits(ordinary, [21], 5)]) {
      const { counts, changes } = plan(withCourses(courses), current);
      // The one taught on Tuesdays has nothing to be told.
      expect(counts.service).toEqual({ created: 0, modified: 0, renamed: 0, deleted: 0, unchanged: 4 });
      const silent = changes.filter(({ kind, type }) => kind === 'service' && type === 'unchanged');
      expect(silent.map(({ key }) => key)).toEqual(['FRANC|c:class1', 'MATHS|c:class2']);
      expect(plan(withCourses(courses), after(withCourses(courses), current)).changes).toEqual([]);
    }
  });

  it('is modified by other hours a week, or by another teacher', () => {
    const current = after(withCourses(ordinary));
    const more = [...ordinary, lesson({ subject: 1, schoolClass: 2, day: 3 })];
    expect(plan(withCourses(more), current).counts.service.modified).toBe(1);
    const replaced = ordinary.map((row) => ({
      ...row,
      resources: row.resources.map((resource) =>
        resource.kind === 'teacher' ? { ...resource, ident: 2 } : resource,
      ),
    }));
    expect(plan(withCourses(replaced), current).counts.service.modified).toBe(2);
  });

  const anyLesson = fc
    .record({
      subject: fc.integer({ min: 1, max: 2 }),
      schoolClass: fc.integer({ min: 1, max: 2 }),
      day: fc.integer({ min: 1, max: 5 }),
      place: fc.integer({ min: 0, max: 8 }),
      weeks: fc.oneof(
        fc.constant(WEEKS),
        fc.constantFrom(0, 1).map((parity) => WEEKS.filter((week) => week % 2 === parity)),
        fc.constant(WEEKS.slice(19)),
        fc.uniqueArray(fc.constantFrom(...WEEKS), { minLength: 1, maxLength: 4 }),
      ),
    })
    .map(({ weeks, ...of }) => lesson(of, weeks));

  it('is never modified by a day or a week off for everybody', () => {
    fc.assert(
      fc.property(
        fc.array(anyLesson, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...WEEKS),
        fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
        fc.boolean(),
        (courses, week, day, isFlagged) => {
          const current = after(withCourses(courses));
          const off = (isFlagged ? cancelling : withoutBits)(courses, [week], day);
          const { created, modified } = plan(withCourses(off), current).counts.service;
          expect([created, modified]).toEqual([0, 0]);
          const back = plan(withCourses(courses), after(withCourses(off), current));
          expect(back.counts.service.modified).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
