import { describe, expect, it } from '@jest/globals';
import { matchTimetable } from '../directory/match-timetable.js';
import { planStructure } from '../plan/plan-structure.js';
import type { CurrentState, StructurePlan } from '../plan/plan.js';
import { checkTimetable } from '../problems/check-timetable.js';
import { expandSessions } from '../sessions/expand-sessions.js';
import {
  course,
  directoryOf,
  during,
  EMPTY_STATE,
  member,
  pupil,
  smallSchool,
  stateAfter,
  TARGET,
  teacher,
} from '../timetable/timetable.test-support.js';
import type { FileCourse, FileMembership, Timetable } from '../timetable/timetable.js';
import { tellUnread } from './tell-unread.js';

const on = '2025-10-06';
const school = smallSchool();
const directory = directoryOf(school);

function read(file: Timetable, known = directory) {
  const matching = matchTimetable({ timetable: file, directory: known, decisions: [], on, target: TARGET });
  return { matching, timetable: tellUnread(file, matching) };
}

function plan(file: Timetable, current: CurrentState = EMPTY_STATE, known = directory): StructurePlan {
  return planStructure({ ...read(file, known), current, target: TARGET, on });
}

const imported = stateAfter(plan(school), on);
const afterImport = (file: Timetable, known = directory): StructurePlan => plan(file, imported, known);
const withCourses = (change: (one: FileCourse, nth: number) => FileCourse): Timetable => ({
  ...school,
  courses: school.courses.map(change),
});

describe('a course of which the subject cannot be read', () => {
  it('makes no service of an unknown subject where its class is taught already', () => {
    const { changes, kept } = afterImport(
      withCourses((one, nth) => (nth === 0 ? { ...one, subject: undefined, unread: ['subject'] } : one)),
    );
    expect(changes).toEqual([]);
    expect(kept.map(({ label }) => label)).toEqual(['FRANCAIS · 6A']);
  });
});

describe('a teacher’s row that lacks a name', () => {
  const byName = {
    ...directory,
    teachers: directory.teachers.map(({ id, lastName, firstName }) => ({ id, lastName, firstName })),
  };
  it.each([
    ['first', teacher(1, 'MARTIN', '')],
    ['last', teacher(1, '', 'Zoé')],
  ])('leaves who teaches as it is, and offers whom it may be: no %s name', (_which, row) => {
    const file = { ...school, teachers: [row, ...school.teachers.slice(1)] };
    expect(afterImport(file, byName).changes).toEqual([]);
    expect(read(file, byName).matching.teachers.get(1)).toMatchObject({
      targetId: undefined,
      candidates: ['t1'],
      reason: 'name_incomplete',
    });
  });
});

describe('a stay whose dates cannot be true', () => {
  const staying = (stay: FileMembership): Timetable => ({
    ...school,
    pupils: [
      pupil(1, 'DURAND', 'Léo', { idpn: 'P1', classes: [member(1)], parts: [stay] }),
      ...school.pupils.slice(1),
    ],
  });
  it.each([
    ['ends before it begins', member(11, '2026-02-01', '2025-12-19')],
    ['begins after the year', member(11, '2031-09-01')],
  ])('keeps the pupil where they are: one that %s', (_which, stay) => {
    const { changes, keptMemberships } = afterImport(staying(stay));
    expect(changes).toEqual([]);
    expect(keptMemberships.pupils).toEqual(['p1']);
    expect(checkTimetable(staying(stay)).map(({ code }) => code)).toContain('membership_dates_inverted');
  });

  it('is believed when it ends in the past', () => {
    const { keptMemberships } = afterImport(staying(member(11, '', '2025-09-20')));
    expect(keptMemberships.pupils).toEqual([]);
  });
});

describe('weeks that only a course of unreadable weeks may have', () => {
  const weeks = [1, 2, 3, 4, 5, 6, 10, 11, 12];
  const withoutWeek7 = (ofLast: Partial<FileCourse>): Timetable =>
    withCourses((one, nth) => ({
      ...one,
      resources: one.resources.map(({ kind, ident }) => during(kind, ident, weeks)),
      ...(nth === 5 && ofLast),
    }));

  it('are not closed when it had them', () => {
    const file = withoutWeek7({ resources: [during('group', 2, weeks)], unread: ['teacher', 'weeks'] });
    expect(afterImport(file).closures).toEqual([{ startsOn: '2025-10-20', endsOn: '2025-11-02' }]);
    expect(afterImport(file).changes.filter(({ kind }) => kind === 'closure')).toEqual([]);
  });

  it('are closed when it cannot have them', () => {
    const never = course({ subject: 3, day: 4, firstPlace: 5, resources: [], unread: ['class', 'weeks'] });
    const elsewhere = { ...withoutWeek7({}), courses: [...withoutWeek7({}).courses, never] };
    const state = {
      ...imported,
      services: imported.services.filter(({ subjectKey }) => subjectKey !== 'LATIN'),
    };
    expect(plan(elsewhere, state).closures).toEqual([{ startsOn: '2025-10-13', endsOn: '2025-11-02' }]);
  });
});

describe('a place of which the end cannot be read', () => {
  it('leaves unsaid until when the sessions last that end with it, and the volume of their services', () => {
    const places = school.grid.places.map((place, nth) =>
      nth === 0 ? ({ ...place, endMinute: 510, isEndUnread: true } as const) : place,
    );
    const file = { ...school, grid: { ...school.grid, places } };
    const { timetable, matching } = read(file);
    const structure = planStructure({ timetable, matching, current: imported, target: TARGET, on });
    const sessions = [...expandSessions({ timetable, matching, structure, target: TARGET })];
    expect(
      new Set(sessions.map(({ startMinute, unsaid }) => `${startMinute} ${unsaid?.join() ?? ''}`)),
    ).toEqual(new Set(['480 end', '600 ']));
    expect(structure.changes).toEqual([]);
  });
});
