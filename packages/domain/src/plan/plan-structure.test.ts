import { describe, expect, it } from '@jest/globals';
import type { Directory } from '../directory/directory.js';
import {
  stateAfter,
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
} from '../timetable/timetable.test-support.js';
import type { Timetable } from '../timetable/timetable.js';
import type { CurrentState, Change, StructurePlan } from './plan.js';
import { planOf } from './plan.test-support.js';

const on = '2025-11-24';
const school = smallSchool();
const ent = directoryOf(school);

const plan = (
  timetable: Timetable,
  current: CurrentState = EMPTY_STATE,
  directory: Directory = ent,
): StructurePlan => planOf(timetable, { directory, current, on });

const first = plan(school);
const current = stateAfter(first, on);
const changed = (timetable: Timetable) => plan(timetable, current).changes.map(summary);
const summary = ({ kind, type, key, label }: Change) => `${kind} ${type} ${key} (${label})`;

describe('The first plan of a school', () => {
  it('creates everything', () => {
    expect(first.counts).toEqual({
      subject: { created: 3, modified: 0, renamed: 0, deleted: 0, unchanged: 0 },
      service: { created: 6, modified: 0, renamed: 0, deleted: 0, unchanged: 0 },
      closure: { created: 1, modified: 0, renamed: 0, deleted: 0, unchanged: 0 },
      group: { created: 2, modified: 0, renamed: 0, deleted: 0, unchanged: 0 },
    });
  });

  it('puts in each group its pupils with their dates and the teachers of its courses', () => {
    expect(first.groups.find(({ key }) => key === '6ab latin')).toEqual({
      key: '6ab latin',
      name: '6AB LATIN',
      establishmentIds: ['hugo/college'],
      classIds: ['class1', 'class2'],
      // The file dates none of them.
      members: [
        { personId: 'p1', role: 'pupil' },
        { personId: 'p3', role: 'pupil' },
        { personId: 't1', role: 'teacher' },
      ].map((member) => ({ ...member, startsOn: '2025-09-01', endsOn: '2026-07-04', hasNoStart: true })),
    });
  });

  it('sums the yearly volume of a service over its courses and weeks', () => {
    expect(
      first.services.find(({ subjectKey, audience }) => subjectKey === 'MATHS' && audience === 'c:class1'),
    ).toEqual({
      subjectKey: 'MATHS',
      audience: 'c:class1',
      teachers: ['t2'],
      yearlyMinutes: 10 * 120,
      taughtDays: [{ from: '2025-09-02', weeks: 'e7f', minutes: 120 }],
      establishmentIds: ['hugo/college'],
    });
  });

  it('says in French what each line is about', () => {
    expect(first.changes.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['FRANCAIS · 6A', '6AB LATIN', 'MATHEMATIQUES', 'Du 20/10/2025 au 02/11/2025']),
    );
  });

  it('changes nothing more once it is applied', () => {
    expect(plan(school, current).changes).toEqual([]);
  });
});

describe('Subjects', () => {
  it('are modified when their label changes', () => {
    const subjects = [subject(1, 'FRANC', 'LETTRES'), ...school.subjects.slice(1)];
    expect(changed({ ...school, subjects })).toEqual(['subject modified FRANC (LETTRES)']);
  });

  it('are renamed, with key and services kept, when their code changes and their label stays', () => {
    const subjects = [subject(1, '020700', 'Français'), ...school.subjects.slice(1)];
    const renamed = plan({ ...school, subjects }, current);
    expect(renamed.changes).toEqual([
      {
        kind: 'subject',
        type: 'renamed',
        key: 'FRANC',
        label: 'FRANCAIS → Français (020700)',
        before: { key: 'FRANC', code: 'FRANC', label: 'FRANCAIS' },
        after: { key: 'FRANC', code: '020700', label: 'Français' },
      },
    ]);
    // And once renamed they stay recognised by their new code.
    expect(plan({ ...school, subjects }, stateAfter(renamed, on)).changes).toEqual([]);
  });

  it('are renamed when code and label change but every audience and teacher stay', () => {
    const subjects = [subject(1, 'LET', 'LETTRES'), ...school.subjects.slice(1)];
    expect(changed({ ...school, subjects })).toEqual(['subject renamed FRANC (FRANCAIS → LETTRES (LET))']);
  });

  it('are another one when a single service would be all they have in common', () => {
    const subjects = [...school.subjects.slice(0, 2), subject(3, 'GREC', 'GREC')];
    expect(changed({ ...school, subjects })).toEqual([
      'subject created GREC (GREC)',
      'subject deleted LATIN (LATIN)',
      'service created GREC|g:6ab latin (GREC · 6AB LATIN)',
      'service deleted LATIN|g:6ab latin (LATIN · 6AB LATIN)',
    ]);
  });

  it('created by a person are never deleted', () => {
    const byHand = { key: 'THEATRE', code: 'THEATRE', label: 'THEATRE', imported: false };
    expect(plan(school, { ...current, subjects: [...current.subjects, byHand] }).changes).toEqual([]);
  });

  it('without code go by their label', () => {
    const subjects = [subject(1, ' ', 'Vie de classe'), ...school.subjects.slice(1)];
    expect(plan({ ...school, subjects }).subjects).toContainEqual({
      key: 'VIE DE CLASSE',
      code: '',
      label: 'Vie de classe',
    });
  });
});

describe('Groups', () => {
  it('are renamed, with their key and services kept, when their members stay', () => {
    const groups = [group(1, 'LATINISTES 6E', { parts: [11, 21] }), ...school.groups.slice(1)];
    expect(changed({ ...school, groups })).toEqual(['group renamed 6ab latin (6AB LATIN → LATINISTES 6E)']);
  });

  it('are modified when their members or the writing of their name change', () => {
    const groups = [group(1, '6AB-Latin', { parts: [11, 21] }), group(2, '6A GR.2', { parts: [11, 12] })];
    expect(changed({ ...school, groups })).toEqual([
      'group modified 6a gr 2 (6A GR.2)',
      'group modified 6ab latin (6AB-Latin)',
    ]);
  });

  it('are not recognised by members when two groups have the same', () => {
    const groups = [
      group(1, 'X', { parts: [11, 21] }),
      group(3, 'Y', { parts: [11, 21] }),
      ...school.groups.slice(1),
    ];
    const courses = school.courses.filter(({ subject: ident }) => ident !== 3);
    expect(plan({ ...school, groups, courses }, current).counts.group).toMatchObject({
      created: 2,
      renamed: 0,
      deleted: 1,
    });
  });

  it('that a class empties are deleted', () => {
    expect(
      changed({ ...school, groups: school.groups.slice(0, 1), courses: school.courses.slice(0, 5) }),
    ).toEqual([
      'group deleted 6a gr 2 (6A GR.2)',
      'service deleted MATHS|g:6a gr 2 (MATHEMATIQUES · 6A GR.2)',
    ]);
  });

  it('get a key of their own when the name is taken', () => {
    const renamed = {
      ...current,
      groups: current.groups.map((known) => ({ ...known, name: 'AUTRE', pupilIds: [] })),
    };
    expect(plan(school, renamed).groups.map(({ key }) => key)).toEqual(['6a gr 2-2', '6ab latin-2']);
  });

  it('say whose they are when one establishment of a campus is the target', () => {
    const target = { ...TARGET, establishmentId: 'hugo/college' };
    const { groups } = planOf(school, { directory: ent, target, on });
    expect(groups.map(({ key }) => key)).toEqual(['college/6a gr 2', 'college/6ab latin']);
  });

  it('are not created when one of their classes or all of their pupils are unknown', () => {
    const withoutClass = { ...ent, classes: ent.classes.slice(0, 1) };
    expect(plan(school, EMPTY_STATE, withoutClass).groups.map(({ name }) => name)).toEqual(['6A GR.2']);
    const withoutPupils = { ...ent, pupils: [] };
    expect(plan(school, EMPTY_STATE, withoutPupils).groups).toEqual([]);
  });

  it('stay when they are known, even if one of their classes no longer is', () => {
    const withoutClass = { ...ent, classes: ent.classes.slice(0, 1) };
    expect(plan(school, current, withoutClass).groups.map(({ key }) => key)).toEqual([
      '6a gr 2',
      '6ab latin',
    ]);
  });
});

describe('Memberships', () => {
  const membersOf = (timetable: Timetable) =>
    plan(timetable)
      .groups.find(({ name }) => name === '6AB LATIN')
      ?.members.filter(({ role }) => role === 'pupil')
      .map(({ personId, startsOn, endsOn }) => `${personId} ${startsOn} ${endsOn}`);

  it('keep the inclusive dates of the file, inside the school year', () => {
    const [leo, ...others] = school.pupils;
    const moving = {
      ...leo,
      ...pupil(1, 'DURAND', 'Léo', { parts: [member(11, '2024-09-01', '2025-12-03')] }),
    };
    expect(membersOf({ ...school, pupils: [{ ...moving, idpn: 'P1' }, ...others] })).toEqual([
      'p1 2025-09-01 2025-12-03',
      'p3 2025-09-01 2026-07-04',
    ]);
  });

  it('of one pupil are one when they follow each other, two when they do not', () => {
    const stays = (...parts: [string, string][]) =>
      membersOf({
        ...school,
        pupils: [
          pupil(1, 'DURAND', 'Léo', { idpn: 'P1', parts: parts.map(([from, to]) => member(11, from, to)) }),
        ],
      });
    expect(stays(['2025-09-01', '2025-12-03'], ['2025-12-04', '2026-07-04'])).toEqual([
      'p1 2025-09-01 2026-07-04',
    ]);
    expect(stays(['2026-01-05', '2026-07-04'], ['2025-09-01', '2025-12-03'])).toEqual([
      'p1 2025-09-01 2025-12-03',
      'p1 2026-01-05 2026-07-04',
    ]);
  });

  it('come from whole classes and from pupils put in the group one by one too', () => {
    const groups = [group(1, '6AB LATIN', { classes: [1], pupils: [4] }), ...school.groups.slice(1)];
    expect(membersOf({ ...school, groups })).toEqual([
      'p1 2025-09-01 2026-07-04',
      'p2 2025-09-01 2026-07-04',
      'p4 2025-09-01 2026-07-04',
    ]);
  });
});

describe('Teaching services', () => {
  it('are modified when their teachers or their volume change', () => {
    const shorter = course({
      subject: 1,
      resources: [during('teacher', 2, [1, 2]), during('class', 1, [1, 2])],
    });
    const courses = [shorter, ...school.courses.slice(1)];
    expect(changed({ ...school, courses })).toEqual(['service modified FRANC|c:class1 (FRANCAIS · 6A)']);
  });

  it('are renamed, not created, once their class and teachers are matched', () => {
    const unknown: Directory = { ...ent, classes: [], teachers: [] };
    const before = stateAfter(plan(school, EMPTY_STATE, unknown), on);
    const { counts } = plan(school, before);
    expect(counts.service).toEqual({ created: 0, modified: 0, renamed: 6, deleted: 0, unchanged: 0 });
  });

  it('do not count a teacher who is there in other weeks than the audience', () => {
    const courses = [
      course({ resources: [during('class', 1, [1]), during('teacher', 1, [1]), during('teacher', 2, [2])] }),
    ];
    expect(plan({ ...school, courses }).services.map(({ teachers }) => teachers)).toEqual([['t1']]);
  });
});

describe('Closures', () => {
  const kept = { startsOn: '2025-10-18', endsOn: '2025-11-02', kept: true };

  it('of the file that the current state already closes are not new', () => {
    expect(plan(school, { ...current, closures: [kept] }).counts.closure).toMatchObject({
      created: 0,
      deleted: 0,
    });
  });

  it('stated by a person or the calendar are never removed', () => {
    const closures = [kept, { startsOn: '2026-02-16', endsOn: '2026-02-22', kept: true }];
    expect(plan(school, { ...current, closures }).changes).toEqual([]);
  });

  it('that an import brought go when the file opens one of their days', () => {
    const closures = [{ startsOn: '2025-10-20', endsOn: '2025-11-09', kept: false }];
    expect(plan(school, { ...current, closures }).changes.map(summary)).toEqual([
      'closure deleted 2025-10-20/2025-11-09 (Du 20/10/2025 au 09/11/2025)',
    ]);
  });

  it('are added when one of their days is open in the current state', () => {
    const closures = [{ startsOn: '2025-10-20', endsOn: '2025-10-26', kept: false }];
    expect(plan(school, { ...current, closures }).changes.map(summary)).toEqual([
      'closure created 2025-10-20/2025-11-02 (Du 20/10/2025 au 02/11/2025)',
    ]);
  });
});

it('Renumbering every Ident changes nothing', () => {
  const shift = 1_000;
  const move = <R extends { readonly ident: number }>(row: R): R => ({ ...row, ident: row.ident + shift });
  const moveAll = (idents: readonly number[]) => idents.map((ident) => ident + shift);
  const renumbered: Timetable = {
    ...school,
    subjects: school.subjects.map(move),
    teachers: school.teachers.map(move),
    rooms: school.rooms.map(move),
    classes: school.classes.map((row) => ({ ...move(row), parts: moveAll(row.parts) })),
    groups: school.groups.map((row) => ({
      ...move(row),
      classes: moveAll(row.classes),
      parts: moveAll(row.parts),
    })),
    pupils: school.pupils.map((row) => ({
      ...move(row),
      classes: row.classes.map(move),
      parts: row.parts.map(move),
    })),
    courses: school.courses.map((row) => ({
      ...row,
      subject: (row.subject ?? 0) + shift,
      resources: row.resources.map(move),
    })),
  };
  expect(changed(renumbered)).toEqual([]);
});

it('A class whose name the ENT writes otherwise is still the same class', () => {
  const classes = [classRow(1, '6-A', [11, 12]), ...school.classes.slice(1)];
  expect(changed({ ...school, classes })).toEqual([]);
});
