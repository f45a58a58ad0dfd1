import { describe, expect, it } from '@jest/globals';
import { matchTimetable } from '../directory/match-timetable.js';
import { expandSessions } from '../sessions/expand-sessions.js';
import {
  classRow,
  course,
  directoryOf,
  during,
  EMPTY_STATE,
  group,
  member,
  pupil,
  stateAfter,
  subject,
  TARGET,
  teacher,
  timetableOf,
} from '../timetable/timetable.test-support.js';
import type { Timetable } from '../timetable/timetable.js';
import { madeGroupStem } from './made-group-name.js';
import type { CurrentState, StructurePlan } from './plan.js';
import { planStructure } from './plan-structure.js';

const on = '2025-11-24';
const inYear = (...idents: number[]) => idents.map((ident) => member(ident));

/** 6A in two parts that no group holds, each with a course; two pupils who come to a course one by one. */
const school = timetableOf({
  subjects: [subject(1, 'LATIN', 'LATIN'), subject(2, 'GREC', 'GREC'), subject(3, 'FLS', 'FLS')],
  teachers: [teacher(1, 'MARTIN', 'Zoé', { idpn: 'T1' }), teacher(2, 'BERNARD', 'Luc', { idpn: 'T2' })],
  classes: [classRow(1, '6A', [11, 12]), classRow(2, '6B')],
  pupils: [
    pupil(1, 'DURAND', 'Léo', { idpn: 'P1', classes: inYear(1), parts: inYear(11) }),
    pupil(2, 'PETIT', 'Ana', { idpn: 'P2', classes: inYear(1), parts: inYear(11) }),
    pupil(3, 'LEROY', 'Tom', { idpn: 'P3', classes: inYear(1), parts: inYear(12) }),
    pupil(4, 'MOREAU', 'Eva', { idpn: 'P4', classes: inYear(2) }),
  ],
  courses: [
    course({ subject: 1, resources: [during('part', 11, [1, 2]), during('teacher', 1, [1, 2])] }),
    course({ subject: 2, day: 2, resources: [during('part', 12, [1, 2]), during('teacher', 2, [1, 2])] }),
    course({
      subject: 3,
      day: 3,
      resources: [during('pupil', 4, [1, 2]), during('pupil', 1, [1, 2]), during('teacher', 1, [1, 2])],
    }),
  ],
});

function plan(
  timetable: Timetable,
  current: CurrentState = EMPTY_STATE,
  directory = directoryOf(school),
): StructurePlan & { readonly audiences: readonly string[] } {
  const matching = matchTimetable({ timetable, directory, decisions: [], on, target: TARGET });
  const structure = planStructure({ timetable, matching, current, target: TARGET, on });
  const sessions = [...expandSessions({ timetable, matching, structure, target: TARGET })];
  return { ...structure, audiences: [...new Set(sessions.map(({ audience }) => audience.join()))] };
}

const rosters = ({ groups }: StructurePlan) =>
  groups
    .map(({ key, name, members }) => {
      const pupils = members.filter(({ role }) => role === 'pupil').map(({ personId }) => personId);
      return `${key} « ${name} » ${pupils.join()}`;
    })
    .sort();
const changesOfGroups = ({ changes }: StructurePlan) =>
  changes.filter(({ kind }) => kind === 'group').map(({ type, label }) => `${type} ${label}`);

const first = plan(school);
const current = stateAfter(first, on);

/** The parts change places, and all numbers with them. */
function renumbered({ classes, pupils, courses, ...rest }: Timetable): Timetable {
  const other = (part: number) => 23 - part;
  return {
    ...rest,
    classes: classes.map((row) => ({ ...row, parts: row.parts.map(other).toReversed() })),
    pupils: pupils.map((row) => ({
      ...row,
      parts: row.parts.map((stay) => ({ ...stay, ident: other(stay.ident) })),
    })),
    courses: courses.map((row) => ({
      ...row,
      resources: row.resources.map((resource) =>
        resource.kind === 'part' ? { ...resource, ident: other(resource.ident) } : resource,
      ),
    })),
  };
}

const without = (timetable: Timetable, courseIndex: number): Timetable => ({
  ...timetable,
  courses: timetable.courses.filter((_, index) => index !== courseIndex),
});

describe('Groups made for parts of classes and single pupils', () => {
  it('are named after class and part, or subject and teacher, hold exactly these pupils, and are whom the sessions are for', () => {
    expect(rosters(first)).toEqual([
      '6a partie 1 « 6A partie 1 » p1,p2',
      '6a partie 2 « 6A partie 2 » p3',
      'fls martin eleves detaches 1 « FLS MARTIN élèves détachés 1 » p1,p4',
    ]);
    expect(first.audiences).toEqual(['g:6a partie 1', 'g:6a partie 2', 'g:fls martin eleves detaches 1']);
  });

  it('are called after their classes when nothing, or too much, tells what their lessons are', () => {
    const none = { subjects: [], teachers: [] };
    expect(madeGroupStem('pupils', { classes: ['6B', '6A'], ...none })).toBe('6A 6B élèves détachés');
    const many = ['A', 'B', 'C', 'D'];
    expect(madeGroupStem('pupils', { classes: ['6A'], subjects: many, teachers: many })).toBe(
      '6A élèves détachés',
    );
    expect(
      madeGroupStem('pupils', { classes: many, subjects: ['FLS'], teachers: ['MARTIN', 'BERNARD'] }),
    ).toBe('FLS BERNARD, MARTIN élèves détachés');
    expect(madeGroupStem('part', { classes: many, ...none })).toBe('partie');
  });

  it('are the same under the name of the teacher who takes over', () => {
    const courses = school.courses.map((row, index) =>
      index === 2
        ? {
            ...row,
            resources: row.resources.map((each) => (each.kind === 'teacher' ? { ...each, ident: 2 } : each)),
          }
        : row,
    );
    expect(changesOfGroups(plan({ ...school, courses }, current))).toEqual([
      'renamed FLS MARTIN élèves détachés 1 → FLS BERNARD élèves détachés 1',
    ]);
  });

  it('stay what they are from import to import, however the parts are numbered', () => {
    for (const timetable of [school, renumbered(school)]) {
      const again = plan(timetable, current);
      expect(changesOfGroups(again)).toEqual([]);
      expect(rosters(again)).toEqual(rosters(first));
      expect(again.audiences).toEqual(first.audiences);
    }
  });

  it('keep name and key when another one disappears, and when it comes back', () => {
    const one = plan(without(school, 0), current);
    expect(changesOfGroups(one)).toEqual(['deleted 6A partie 1']);
    expect(one.audiences).toContain('g:6a partie 2');
    const back = plan(school, stateAfter(one, on));
    expect(rosters(back)).toEqual(rosters(first));
  });

  it('keep name and key when a pupil joins, and when most leave but subject and teacher stay', () => {
    const joined = {
      ...school,
      pupils: [
        ...school.pupils,
        pupil(5, 'SIMON', 'Noé', { idpn: 'P5', classes: inYear(1), parts: inYear(11) }),
      ],
    };
    expect(changesOfGroups(plan(joined, current, directoryOf(joined)))).toEqual(['modified 6A partie 1']);
    const left = {
      ...joined,
      pupils: joined.pupils.map((row) => (row.ident === 1 || row.ident === 2 ? { ...row, parts: [] } : row)),
    };
    const manyMore = stateAfter(plan(joined, current, directoryOf(joined)), on);
    expect(changesOfGroups(plan(left, manyMore, directoryOf(joined)))).toEqual(['modified 6A partie 1']);
  });

  it('are not given the name of one that is gone', () => {
    const other = {
      ...school,
      classes: [classRow(1, '6A', [11, 12, 13]), classRow(2, '6B')],
      pupils: school.pupils.map((row) => (row.ident === 3 ? { ...row, parts: inYear(13) } : row)),
      courses: [course({ subject: 3, resources: [during('part', 13, [1])] })],
    };
    const without12 = stateAfter(plan(without(school, 1), current), on);
    expect(rosters(plan(other, without12))).toEqual(['6a partie 2 « 6A partie 2 » p3']);
  });

  it('become the group that the school makes of the part, and keep their key', () => {
    const grouped = { ...school, groups: [group(1, '6A LATINISTES', { parts: [11] })] };
    const result = plan(grouped, current);
    expect(changesOfGroups(result)).toEqual(['renamed 6A partie 1 → 6A LATINISTES']);
    expect(result.audiences).toContain('g:6a partie 1');
  });

  it('do not exist without a pupil that the ENT knows: the session names them all the same', () => {
    const nobody = { ...directoryOf(school), pupils: [] };
    const result = plan(school, EMPTY_STATE, nobody);
    expect(result.groups).toEqual([]);
    expect([...result.audiences].sort()).toEqual([
      'g:?6a partie 1',
      'g:?6a partie 2',
      'g:?fls martin eleves detaches 1',
    ]);
    expect(result.groupMatches.map(({ label, reason }) => [label, reason])).toContainEqual([
      '6A partie 1',
      'no_known_pupil',
    ]);
  });

  it('keep their key through a night in which the ENT does not know their pupils', () => {
    const result = plan(without(school, 1), stateAfter(plan(without(school, 1)), on), {
      ...directoryOf(school),
      pupils: [],
    });
    expect(result.audiences).toEqual(['g:6a partie 1', 'g:fls martin eleves detaches 1']);
  });

  it('hold those of the pupils who are known', () => {
    const directory = directoryOf(school);
    const result = plan(school, EMPTY_STATE, {
      ...directory,
      pupils: directory.pupils.filter(({ id }) => id !== 'p4'),
    });
    expect(rosters(result)).toContain('fls martin eleves detaches 1 « FLS MARTIN élèves détachés 1 » p1');
  });
});
