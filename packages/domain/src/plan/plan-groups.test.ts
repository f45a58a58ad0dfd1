import { describe, expect, it } from '@jest/globals';
import type { MatchDecision } from '../directory/match.js';
import type { ImportTarget } from '../import/import-context.js';
import { maskOf } from '../calendar/week-mask.js';
import { measureUnmatchedGroups } from '../thresholds/measure-unmatched.js';
import {
  stateAfter,
  course,
  directoryOf,
  during,
  EMPTY_STATE,
  group,
  member,
  pupil,
  smallSchool,
} from '../timetable/timetable.test-support.js';
import type { Timetable } from '../timetable/timetable.js';
import type { CurrentState, StructurePlan } from './plan.js';
import { planOf } from './plan.test-support.js';

const on = '2025-11-24';
const school = smallSchool();
const ent = directoryOf(school);

const plan = (
  timetable: Timetable,
  current: CurrentState = EMPTY_STATE,
  { decisions = [], directory = ent }: { decisions?: readonly MatchDecision[]; directory?: typeof ent } = {},
): StructurePlan => planOf(timetable, { directory, current, decisions, on });

const current = stateAfter(plan(school), on);
/** The Latin group under another name, with one pupil more: nothing tells that it is the same one. */
const disguised: Timetable = {
  ...school,
  groups: [group(7, 'ROSA ROSAE', { parts: [11, 21], pupils: [4] }), ...school.groups.slice(1)],
  courses: school.courses.map((course) => ({
    ...course,
    resources: course.resources.map((resource) =>
      resource.kind === 'group' && resource.ident === 1 ? { ...resource, ident: 7 } : resource,
    ),
  })),
};
const decided = (targetId: string | null, key = 'name:rosa rosae@9990001X'): MatchDecision[] => [
  { kind: 'group', key, targetId },
];
const matches = ({ groupMatches }: StructurePlan) =>
  groupMatches.map(({ key, targetId, by, candidates }) => [key, targetId, by, ...candidates].join(' '));

describe('Matches of groups', () => {
  it('show new groups as themselves, then as known by their name', () => {
    const expected = ['name:6a gr 2@9990001X 6a gr 2 name', 'name:6ab latin@9990001X 6ab latin name'];
    expect(matches(plan(school))).toEqual(expected);
    expect(matches(plan(school, current))).toEqual(expected);
  });

  it('show a renamed group as recognised by its members', () => {
    const groups = [group(1, 'LATINISTES', { parts: [11, 21] }), ...school.groups.slice(1)];
    expect(matches(plan({ ...school, groups }, current))).toContain(
      'name:latinistes@9990001X 6ab latin members',
    );
  });

  it('propose the group that disappears when a new one has most of its members', () => {
    const result = plan(disguised, current);
    expect(matches(result)).toContain('name:rosa rosae@9990001X  none 6ab latin');
    expect(result.counts.group).toMatchObject({ created: 1, deleted: 1, renamed: 0 });
  });

  it('propose nothing when a new group has only few of them', () => {
    const groups = [group(7, 'CHORALE', { parts: [11, 12, 22] }), ...school.groups.slice(1)];
    expect(matches(plan({ ...school, groups }, current))).toContain('name:chorale@9990001X chorale name');
  });

  it('say what is neither known nor creatable', () => {
    const directory = { ...ent, classes: ent.classes.slice(0, 1) };
    const result = plan(school, EMPTY_STATE, { directory });
    expect(matches(result)).toContain('name:6ab latin@9990001X  none');
    expect(result.groupMatches.map(({ reason }) => reason)).toEqual([undefined, 'class_unmatched']);
    const nobody = plan(school, EMPTY_STATE, { directory: { ...ent, pupils: [] } });
    expect(nobody.groupMatches.map(({ reason }) => reason)).toEqual(['no_known_pupil', 'no_known_pupil']);
  });

  it('tell namesakes apart by a rank that does not depend on the order or numbers of the file', () => {
    const duplicates = [group(1, 'X', { parts: [11] }), group(2, 'X', { parts: [21] })];
    const keysByMembers = (groups: Timetable['groups']) => {
      const { groupMatches, groups: records, groupKeys } = plan({ ...school, groups, courses: [] });
      return groupMatches.map(({ ident, key }) => {
        const record = records.find((candidate) => candidate.key === groupKeys.get(ident));
        return `${key} ${record?.members.map(({ personId }) => personId).join() ?? ''}`;
      });
    };
    const [one, two] = duplicates;
    if (one === undefined || two === undefined) throw new Error('unreachable');
    const swapped = [
      { ...two, ident: 1 },
      { ...one, ident: 2 },
    ];
    expect(keysByMembers(duplicates)).toEqual(['name:x@9990001X p1', 'name:x@9990001X#2 p3']);
    expect(keysByMembers(swapped)).toEqual(keysByMembers(duplicates));
  });
});

describe('Groups of the same members', () => {
  const weeks = [1, 2, 3];
  /** Two groups of all of 6A, one for each subject and teacher. */
  const halves = (first: string, second: string, teachers = [1, 2], subjects = [1, 2]): Timetable => ({
    ...school,
    groups: [group(1, first, { parts: [11, 12] }), group(2, second, { parts: [11, 12] })],
    courses: [0, 1].map((index) =>
      course({
        subject: subjects[index],
        day: index + 1,
        resources: [
          during('teacher', teachers[index] ?? 1, weeks),
          during('group', index + 1, index === 0 ? weeks : [1, 2]),
        ],
      }),
    ),
  });
  const before = stateAfter(plan(halves('FRANC 1', 'MATHS 1')), on);
  const renamed = (timetable: Timetable) =>
    plan(timetable, before).changes.map(({ kind, type, key, label }) => `${kind} ${type} ${key} (${label})`);

  it('that are all renamed are told apart by what they are taught', () => {
    expect(renamed(halves('ALPHA', 'BETA'))).toEqual([
      'group renamed franc 1 (FRANC 1 → ALPHA)',
      'group renamed maths 1 (MATHS 1 → BETA)',
    ]);
    expect(renamed(halves('BETA', 'ALPHA'))).toEqual([
      'group renamed maths 1 (MATHS 1 → ALPHA)',
      'group renamed franc 1 (FRANC 1 → BETA)',
    ]);
  });

  it('are told apart by elimination when one has changed teacher too', () => {
    expect(renamed(halves('ALPHA', 'BETA', [1, 1])).filter((line) => line.startsWith('group'))).toEqual([
      'group renamed franc 1 (FRANC 1 → ALPHA)',
      'group renamed maths 1 (MATHS 1 → BETA)',
    ]);
  });

  it('and of one name keep their services, whatever their numbers', () => {
    const namesakes = halves('X', 'X');
    const swapped = halves('X', 'X', [2, 1], [2, 1]);
    const current = stateAfter(plan(namesakes), on);
    const minutes = swapped.courses.map((row, index) => ({
      ...row,
      resources: row.resources.map((each) => ({ ...each, weeks: maskOf(index === 0 ? [1, 2] : weeks) })),
    }));
    const { changes } = plan({ ...swapped, courses: minutes }, current);
    expect(changes.filter(({ type }) => type !== 'unchanged')).toEqual([]);
  });

  it('are proposed to a person, with the reason, when nothing tells them apart', () => {
    const alike = (first: string, second: string): Timetable => ({ ...halves(first, second), courses: [] });
    const result = plan(alike('ALPHA', 'BETA'), stateAfter(plan(alike('FRANC 1', 'MATHS 1')), on));
    expect(result.counts.group).toMatchObject({ created: 2, renamed: 0, deleted: 2 });
    expect(result.groupMatches.map(({ candidates, reason }) => [...candidates, reason])).toEqual([
      ['franc 1', 'maths 1', 'most_members'],
      ['franc 1', 'maths 1', 'most_members'],
    ]);
  });
});

it('A new group of other members is proposed for the one that was taught the same, with the reason', () => {
  const groups = [
    group(1, 'ROSA ROSAE', { parts: [12, 22] }),
    ...school.groups.slice(1).map((row) => ({ ...row, parts: [11] })),
  ];
  const result = plan({ ...school, groups }, current);
  expect(result.groupMatches.find(({ key }) => key === 'name:rosa rosae@9990001X')).toMatchObject({
    by: 'none',
    candidates: ['6ab latin'],
    reason: 'same_teaching',
  });
});

describe('Decisions on groups', () => {
  it('make a group of the file the one somebody said, renamed with its key and services', () => {
    const result = plan(disguised, current, { decisions: decided('6ab latin') });
    expect(matches(result)).toContain('name:rosa rosae@9990001X 6ab latin decision');
    expect(result.counts.group).toMatchObject({ created: 0, deleted: 0, renamed: 1 });
    expect(result.counts.service).toMatchObject({ created: 0, deleted: 0, unchanged: 6 });
  });

  it('win over the name', () => {
    const result = plan(school, current, { decisions: decided('6a gr 2', 'name:6ab latin@9990001X') });
    expect(result.groups.map(({ key, name }) => `${key}: ${name}`)).toEqual([
      '6a gr 2-2: 6A GR.2',
      '6a gr 2: 6AB LATIN',
    ]);
  });

  it('leave out a group that is nobody’s, without counting it as unmatched', () => {
    const decisions = decided(null);
    const result = plan(disguised, current, { decisions });
    expect(matches(result)).toContain('name:rosa rosae@9990001X  decision');
    expect(result.groups.map(({ key }) => key)).toEqual(['6a gr 2']);
    expect(measureUnmatchedGroups({ structure: result })).toEqual({
      numerator: 0,
      denominator: 2,
    });
  });

  it('are those of one establishment: its neighbour may have a group of the same name', () => {
    const neighbour: ImportTarget = {
      campusCode: 'hugo',
      establishmentId: 'hugo/lycee',
      establishments: [
        { id: 'hugo/lycee', code: 'lycee', uai: '9990002Y', name: 'Lycée Hugo', timeZone: 'Europe/Paris' },
      ],
    };
    const classes = ent.classes.map((entry) => ({ ...entry, establishmentId: 'hugo/lycee' }));
    const planThere = (decisions: readonly MatchDecision[]) =>
      planOf(school, { directory: { ...ent, classes }, decisions, target: neighbour, on });
    expect(planThere(decided(null, 'name:6ab latin@9990001X')).groups).toHaveLength(2);
    expect(planThere(decided(null, 'name:6ab latin@9990002Y')).groups).toHaveLength(1);
  });

  it('no longer count once their group has gone', () => {
    expect(
      matches(plan(school, current, { decisions: decided('gone', 'name:6ab latin@9990001X') })),
    ).toContain('name:6ab latin@9990001X 6ab latin name');
  });

  it('that give one group twice hold for one of them', () => {
    const twice = [...decided('6ab latin'), ...decided('6ab latin', 'name:6a gr 2@9990001X')];
    const result = plan(disguised, current, { decisions: twice });
    expect(new Set(result.groups.map(({ key }) => key)).size).toBe(2);
  });
});

describe('What earlier imports called a class or group', () => {
  const withoutA = { ...ent, classes: ent.classes.slice(1) };

  it('is translated once it is matched', () => {
    const before = stateAfter(plan(school, EMPTY_STATE, { directory: withoutA }), on);
    expect(before.groups).toEqual([]);
    expect([...plan(school, before).audienceAliases]).toEqual([
      ['c:?6a', 'c:class1'],
      ['c:?6b', 'c:class2'],
      ['g:?6ab latin', 'g:6ab latin'],
      ['g:?6a gr 2', 'g:6a gr 2'],
    ]);
  });

  it('is not translated while it is not matched', () => {
    expect([...plan(school, EMPTY_STATE, { directory: withoutA }).audienceAliases.keys()]).toEqual(['c:?6b']);
  });

  it('is not translated when two groups of that name are told apart since', () => {
    const groups = [group(1, 'X', { parts: [11] }), group(2, 'X', { parts: [21] })];
    const pupils = [...school.pupils, pupil(5, 'NEUF', 'Zoé', { parts: [member(11)] })];
    expect(plan({ ...school, groups, pupils, courses: [] }).audienceAliases.has('g:?x')).toBe(false);
  });
});
