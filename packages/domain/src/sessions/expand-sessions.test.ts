import { describe, expect, it } from '@jest/globals';
import { matchTimetable } from '../directory/match-timetable.js';
import { planStructure } from '../plan/plan-structure.js';
import {
  classRow,
  course,
  directoryOf,
  during,
  EMPTY_STATE,
  group,
  member,
  pupil,
  smallSchool,
  subject,
  TARGET,
  teacher,
  timetableOf,
} from '../timetable/timetable.test-support.js';
import type { FileCourse, Timetable } from '../timetable/timetable.js';
import { expandSessions } from './expand-sessions.js';
import type { SessionDraft } from './session-draft.js';

const on = '2025-09-01';

function expand(
  timetable: Timetable,
  known = timetable,
  target = TARGET,
  withCancelled = false,
): SessionDraft[] {
  const directory = directoryOf(known);
  const matching = matchTimetable({ timetable, directory, decisions: [], on, target });
  const structure = planStructure({ timetable, matching, current: EMPTY_STATE, target, on });
  return [...expandSessions({ timetable, matching, structure, target, withCancelled })];
}

/** A class in two parts, each its group, one teacher, one room. */
const school = timetableOf({
  subjects: [subject(1, 'FRANC', 'FRANCAIS')],
  teachers: [teacher(1, 'MARTIN', 'Zoé', { idpn: 'T1' }), teacher(2, 'BERNARD', 'Luc', { idpn: 'T2' })],
  classes: [classRow(1, '6A', [11, 12, 13])],
  groups: [group(1, '6A GR.1', { parts: [11] }), group(2, '6A GR.2', { parts: [12] })],
  rooms: [{ ident: 1, line: 1, name: ' B12 ' }],
  pupils: [
    pupil(1, 'DURAND', 'Léo', { idpn: 'P1', parts: [member(11)] }),
    pupil(2, 'PETIT', 'Ana', { idpn: 'P2', parts: [member(12)] }),
  ],
});
const expandCourse = (more: Partial<FileCourse>) => expand({ ...school, courses: [course(more)] });

describe('Sessions', () => {
  it('are one per week of the course, at the local times of the grid', () => {
    const sessions = expandCourse({
      day: 2,
      firstPlace: 1,
      placeCount: 2,
      resources: [during('teacher', 1, [8, 9]), during('class', 1, [8, 9]), during('room', 1, [8, 9])],
    });
    expect(sessions).toEqual([
      {
        date: '2025-10-21',
        startMinute: 540,
        endMinute: 660,
        startsAt: new Date('2025-10-21T07:00:00Z'),
        endsAt: new Date('2025-10-21T09:00:00Z'),
        subjectKey: 'FRANC',
        audience: ['c:class1'],
        teachers: ['t1'],
        classes: ['class1'],
        groups: [],
        rooms: ['B12'],
        establishmentIds: ['hugo/college'],
      },
      // The clocks went back in between.
      expect.objectContaining({ date: '2025-10-28', startsAt: new Date('2025-10-28T08:00:00Z') }),
    ]);
  });

  it('list only the resources that are there that week', () => {
    const sessions = expandCourse({
      resources: [
        during('class', 1, [1, 2, 3]),
        during('teacher', 1, [1]),
        during('teacher', 2, [2, 3]),
        during('room', 1, [3]),
      ],
    });
    expect(sessions.map(({ teachers, rooms }) => [teachers, rooms])).toEqual([
      [['t1'], []],
      [['t2'], []],
      [['t2'], ['B12']],
    ]);
  });

  it('do not take place in cancelled weeks, nor outside the school year, nor in week 0', () => {
    const resources = [{ kind: 'class', ident: 1, weeks: 0b111n | (1n << 60n) } as const];
    const sessions = expandCourse({ resources, cancelledWeeks: 0b10n });
    expect(sessions.map(({ date }) => date)).toEqual(['2025-09-08']);
  });

  it('that are cancelled come as such when they are asked for', () => {
    const resources = [during('teacher', 1, [1, 2, 3]), during('class', 1, [1, 2, 3])];
    const timetable = { ...school, courses: [course({ resources, cancelledWeeks: 0b0100n })] };
    const sessions = expand(timetable, timetable, TARGET, true);
    expect(sessions.map(({ date, isCancelled = false }) => [date, isCancelled])).toEqual([
      ['2025-09-01', false],
      ['2025-09-15', false],
      ['2025-09-08', true],
    ]);
    expect(expand(timetable).map(({ date }) => date)).toEqual(['2025-09-01', '2025-09-15']);
  });

  it('are not given by courses without resource, out of the grid or of no length', () => {
    const resources = [during('class', 1, [1])];
    expect(expandCourse({ resources: [] })).toEqual([]);
    expect(expandCourse({ resources, firstPlace: 9, placeCount: 2 })).toEqual([]);
    expect(expandCourse({ resources, placeCount: 0 })).toEqual([]);
  });

  it('keep their place without audience or subject, and say what they lack', () => {
    const [session] = expandCourse({ subject: undefined, resources: [during('teacher', 1, [1])] });
    expect(session).toMatchObject({
      subjectKey: '?',
      audience: [],
      classes: [],
      groups: [],
      teachers: ['t1'],
    });
  });

  it('refer to people and classes nobody matched by what the file calls them', () => {
    const timetable = {
      ...school,
      courses: [
        course({ resources: [during('teacher', 1, [1]), during('class', 1, [1]), during('group', 1, [2])] }),
      ],
    };
    expect(expand(timetable, timetableOf())).toMatchObject([
      { audience: ['c:?6a'], teachers: ['?idpn:T1'], classes: ['?6a'], establishmentIds: ['hugo/college'] },
      { audience: ['g:?6a gr 1'], groups: ['?6a gr 1'] },
    ]);
  });

  it('give a part of a class to the group that is this part, else to a group of its own', () => {
    const [first, second] = [11, 13].map(
      (part) => expandCourse({ resources: [during('part', part, [1])] })[0],
    );
    expect(first?.audience).toEqual(['g:6a gr 1']);
    expect(second?.audience).toEqual(['g:?6a partie 1']);
  });

  it('ignore references to nothing', () => {
    const [session] = expandCourse({
      subject: 99,
      resources: [during('teacher', 99, [1]), during('class', 1, [1]), during('room', 99, [1])],
    });
    expect(session).toMatchObject({ subjectKey: '?', audience: ['c:class1'], teachers: [], rooms: [] });
  });

  it('share their arrays within a course, and are the same two when the file has two', () => {
    const twice = course({ resources: [during('class', 1, [1, 2])] });
    const sessions = expand({ ...school, courses: [twice, twice] });
    expect(sessions).toHaveLength(4);
    expect(sessions[0]?.audience).toBe(sessions[1]?.audience);
    expect(sessions[0]).toEqual(sessions[2]);
  });

  it('take the zone of their own establishment', () => {
    const target = {
      ...TARGET,
      establishments: TARGET.establishments.map((place) => ({ ...place, timeZone: 'Indian/Reunion' })),
    };
    const timetable = { ...school, courses: [course({ resources: [during('class', 1, [1])] })] };
    const [session] = expand(timetable, timetable, target);
    expect(session?.startsAt).toEqual(new Date('2025-09-01T04:00:00Z'));
  });

  it('belong to the establishments of their classes, whole or through groups', () => {
    const timetable = smallSchool();
    const lycee = {
      id: 'hugo/lycee',
      code: 'lycee',
      uai: '9990002Y',
      name: 'Lycée',
      timeZone: 'Europe/Paris',
    };
    const target = { ...TARGET, establishments: [...TARGET.establishments, lycee] };
    const directory = directoryOf(timetable);
    const classes = directory.classes.map((row) =>
      row.name === '6B' ? { ...row, establishmentId: 'hugo/lycee' } : row,
    );
    const matching = matchTimetable({
      timetable,
      directory: { ...directory, classes },
      decisions: [],
      on,
      target,
    });
    const structure = planStructure({ timetable, matching, current: EMPTY_STATE, target, on });
    const places = new Map(
      [...expandSessions({ timetable, matching, structure, target })].map((session) => [
        session.audience.join(),
        session.establishmentIds,
      ]),
    );
    expect(Object.fromEntries(places)).toEqual({
      'c:class1': ['hugo/college'],
      'c:class2': ['hugo/lycee'],
      'g:6ab latin': ['hugo/college', 'hugo/lycee'],
      'g:6a gr 2': ['hugo/college'],
    });
  });
});
