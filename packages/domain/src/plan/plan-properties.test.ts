import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchTimetable } from '../directory/match-timetable.js';
import { expandSessions } from '../sessions/expand-sessions.js';
import {
  stateAfter,
  classRow,
  course,
  directoryOf,
  EMPTY_STATE,
  group,
  member,
  pupil,
  subject,
  TARGET,
  teacher,
  timetableOf,
} from '../timetable/timetable.test-support.js';
import type { CourseResource, FileCourse, ResourceKind, Timetable } from '../timetable/timetable.js';
import { tellUnread } from '../unread/tell-unread.js';
import { canonicalPlan } from './canonical-plan.js';
import type { CurrentState, StructurePlan } from './plan.js';
import { planStructure } from './plan-structure.js';

// Any timetable at all: homonyms, duplicate names and codes, dangling references and empty courses included.
const on = '2025-11-24';
const small = fc.integer({ min: 1, max: 4 });
const names = fc.constantFrom('DURAND', 'PETIT', 'Le Goff', 'LE-GOFF', 'Éloi');
const weeks = fc.bigInt({ min: 0n, max: (1n << 46n) - 1n });
const kinds = fc.constantFrom<ResourceKind>('teacher', 'class', 'part', 'group', 'room', 'pupil');
const resource: fc.Arbitrary<CourseResource> = fc.record({ kind: kinds, ident: small, weeks });
const anyCourse: fc.Arbitrary<FileCourse> = fc
  .record({
    day: fc.integer({ min: 1, max: 6 }),
    firstPlace: fc.integer({ min: 0, max: 10 }),
    placeCount: fc.integer({ min: 0, max: 3 }),
    subject: fc.option(small, { nil: undefined }),
    resources: fc.array(resource, { maxLength: 4 }),
    cancelledWeeks: fc.constantFrom(0n, 6n),
  })
  .map(course);
const rows = <R extends { readonly ident: number }>(row: fc.Arbitrary<R>) =>
  fc.uniqueArray(row, { maxLength: 4, selector: ({ ident }) => ident });
const parts = fc.uniqueArray(small, { maxLength: 2 });
const anyTimetable: fc.Arbitrary<Timetable> = fc
  .record({
    subjects: rows(
      fc
        .tuple(small, fc.constantFrom('A', 'B', ''), fc.constantFrom('MATHS', 'Maths', 'GREC'))
        .map((row) => subject(...row)),
    ),
    teachers: rows(fc.tuple(small, names, names).map((row) => teacher(...row))),
    classes: rows(fc.tuple(small, fc.constantFrom('6A', '6 A', '6B'), parts).map((row) => classRow(...row))),
    groups: rows(
      fc
        .tuple(small, fc.constantFrom('LATIN', 'Latin', 'GR.1', 'GR 2'), parts, parts)
        .map(([ident, name, inParts, inClasses]) =>
          group(ident, name, { parts: inParts, classes: inClasses }),
        ),
    ),
    pupils: rows(
      fc.tuple(small, names, names, parts, parts).map(([ident, last, first, inParts, inClasses]) =>
        pupil(ident, last, first, {
          parts: inParts.map((part) => member(part)),
          classes: inClasses.map((owner) => member(owner)),
        }),
      ),
    ),
    courses: fc.array(anyCourse, { maxLength: 6 }),
  })
  .map(timetableOf);

/** What is compared across renumbering: people and classes keep their ENT ids. */
function planOf(timetable: Timetable, current: CurrentState = EMPTY_STATE, known = timetable): StructurePlan {
  const matching = matchingOf(timetable, current, known);
  return planStructure({ timetable: tellUnread(timetable, matching), matching, current, target: TARGET, on });
}

function matchingOf(timetable: Timetable, current: CurrentState, known: Timetable) {
  const directory = directoryOf(known);
  return matchTimetable({ timetable, directory, decisions: [], on, target: TARGET, current });
}

function sessionsOf(timetable: Timetable, current: CurrentState = EMPTY_STATE, known = timetable): string[] {
  const matching = matchingOf(timetable, current, known);
  const told = tellUnread(timetable, matching);
  const structure = planStructure({ timetable: told, matching, current, target: TARGET, on });
  return [...expandSessions({ timetable: told, matching, structure, target: TARGET })]
    .map((session) => JSON.stringify(session))
    .sort();
}

/** Groups that the import makes have no number of their own. */
const groupMatchesOf = ({ groupMatches }: StructurePlan) =>
  new Set(groupMatches.map((match) => (match.ident < 0 ? { ...match, ident: undefined } : match)));

const hash = (structure: StructurePlan) => [...canonicalPlan({ structure, sessionDigest: '' })].join('');

const inOtherOrder = (timetable: Timetable): Timetable => ({
  ...timetable,
  subjects: timetable.subjects.toReversed(),
  teachers: timetable.teachers.toReversed(),
  classes: timetable.classes.toReversed(),
  groups: timetable.groups.toReversed(),
  pupils: timetable.pupils.toReversed(),
  courses: timetable.courses.toReversed().map((row) => ({ ...row, resources: row.resources.toReversed() })),
});

/** Every Ident another, in the opposite order: what EDT does when a base is rebuilt. */
function renumbered(timetable: Timetable): Timetable {
  const other = (ident: number) => 100 - ident;
  const move = <R extends { readonly ident: number }>(row: R): R => ({ ...row, ident: other(row.ident) });
  return {
    ...timetable,
    subjects: timetable.subjects.map(move),
    teachers: timetable.teachers.map(move),
    classes: timetable.classes.map((row) => ({ ...move(row), parts: row.parts.map(other) })),
    groups: timetable.groups.map((row) => ({
      ...move(row),
      classes: row.classes.map(other),
      parts: row.parts.map(other),
    })),
    pupils: timetable.pupils.map((row) => ({
      ...move(row),
      classes: row.classes.map(move),
      parts: row.parts.map(move),
    })),
    courses: timetable.courses.map((row) => ({
      ...row,
      ...(row.subject !== undefined && { subject: other(row.subject) }),
      resources: row.resources.map(move),
    })),
  };
}

/** Without people or classes of one name, nor a part of two classes: what nothing tells apart only its number does. */
const anyTimetableOfDistinctRows = anyTimetable.map((timetable) => ({
  ...timetable,
  teachers: timetable.teachers.map((row) => ({ ...row, lastName: `${row.lastName} ${row.ident}` })),
  pupils: timetable.pupils.map((row) => ({ ...row, lastName: `${row.lastName} ${row.ident}` })),
  classes: timetable.classes.map((row) => ({ ...row, name: `${row.name} ${row.ident}`, parts: [row.ident] })),
  groups: timetable.groups.map((row) => ({ ...row, name: `${row.name} ${row.ident}` })),
}));

describe('Whatever the timetable', () => {
  it('its plan over its own result is empty', () => {
    fc.assert(
      fc.property(anyTimetable, (timetable) => {
        const again = planOf(timetable, stateAfter(planOf(timetable), on));
        expect(again.changes).toEqual([]);
      }),
    );
  });

  it('applying a change, then planning it again, is empty too', () => {
    fc.assert(
      fc.property(anyTimetable, anyTimetable, (before, after) => {
        const current = stateAfter(planOf(before), on);
        const applied = planOf(after, current);
        expect(planOf(after, stateAfter(applied, on)).changes).toEqual([]);
      }),
    );
  });

  it('its sessions over its own result are the same, in the same groups', () => {
    fc.assert(
      fc.property(anyTimetableOfDistinctRows, (timetable) => {
        const again = sessionsOf(timetable, stateAfter(planOf(timetable), on));
        expect(again).toEqual(sessionsOf(timetable));
      }),
    );
  });

  it('the order of its rows changes neither the plan, nor its hash, nor its matches, nor the sessions', () => {
    fc.assert(
      fc.property(anyTimetable, anyTimetable, (before, timetable) => {
        for (const current of [EMPTY_STATE, stateAfter(planOf(before), on)]) {
          const [one, other] = [
            planOf(timetable, current),
            planOf(inOtherOrder(timetable), current, timetable),
          ];
          expect(hash(other)).toBe(hash(one));
          expect(other.changes).toEqual(one.changes);
          expect(groupMatchesOf(other)).toEqual(groupMatchesOf(one));
          expect(other.audienceAliases).toEqual(one.audienceAliases);
          expect(sessionsOf(inOtherOrder(timetable), current, timetable)).toEqual(
            sessionsOf(timetable, current),
          );
        }
      }),
    );
  });

  it('renumbering every row changes nothing at all', () => {
    fc.assert(
      fc.property(anyTimetableOfDistinctRows, (timetable) => {
        const current = stateAfter(planOf(timetable), on);
        expect(planOf(renumbered(timetable), current, timetable).changes).toEqual([]);
        expect(sessionsOf(renumbered(timetable), current, timetable)).toEqual(sessionsOf(timetable));
      }),
    );
  });

  it('its counts are those of its changes', () => {
    fc.assert(
      fc.property(anyTimetable, anyTimetable, (before, after) => {
        const { changes, counts } = planOf(after, stateAfter(planOf(before), on));
        for (const kind of ['subject', 'service', 'closure', 'group'] as const) {
          const { created, modified, renamed, deleted } = counts[kind];
          expect(changes.filter(({ kind: of, type }) => of === kind && type !== 'unchanged')).toHaveLength(
            created + modified + renamed + deleted,
          );
        }
      }),
    );
  });
});
