// No protection is silently passed: whatever is missing from a file, its verdict is the formula's.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchTimetable } from '../directory/match-timetable.js';
import { decide } from '../plan/decide.js';
import type { CurrentState } from '../plan/plan.js';
import { planStructure } from '../plan/plan-structure.js';
import {
  classRow,
  course,
  directoryOf,
  during,
  EMPTY_STATE,
  stateAfter,
  subject,
  TARGET,
  teacher,
  timetableOf,
} from '../timetable/timetable.test-support.js';
import { evaluateThresholds } from './evaluate-thresholds.js';
import { measure } from './measure.js';

const on = '2025-11-24';
const CLASSES = Array.from({ length: 12 }, (_, index) => index + 1);
const WEEKS = Array.from({ length: 30 }, (_, index) => index + 1);
const school = timetableOf({
  subjects: [subject(1, 'FRANC', 'FRANCAIS')],
  teachers: [teacher(1, 'MARTIN', 'Zoé')],
  classes: CLASSES.map((ident) => classRow(ident, `6${String.fromCharCode(64 + ident)}`)),
  courses: CLASSES.map((ident) =>
    course({ day: (ident % 5) + 1, resources: [during('teacher', 1, WEEKS), during('class', ident, WEEKS)] }),
  ),
});
const directory = directoryOf(school);
const matching = matchTimetable({ timetable: school, directory, decisions: [], on, target: TARGET });
const planOf = (timetable: typeof school, current: CurrentState) =>
  planStructure({ timetable, matching, current, target: TARGET, on });
const current = stateAfter(planOf(school, EMPTY_STATE), on);
const itemsOf = (classes: readonly number[]): string[] => classes.map((ident) => `c:class${ident}`);

const someOf = fc
  .record({ part: fc.nat({ max: 400 }), whole: fc.nat({ max: 400 }) })
  .map(({ part, whole }) => ({
    numerator: Math.min(part, whole),
    denominator: whole,
  }));

describe('Whatever is missing from a file', () => {
  it('each protection is exceeded exactly when its share is over its limit, and then the import is held', () => {
    fc.assert(
      fc.property(fc.subarray(CLASSES), someOf, someOf, (left, sessions, memberships) => {
        const gone = CLASSES.length - left.length;
        const timetable = {
          ...school,
          courses: school.courses.filter((_, index) => left.includes(index + 1)),
        };
        const measures = measure({
          ...{ timetable, matching, current, on, classes: directory.classes },
          structure: planOf(timetable, current),
          coming: { inCurrent: itemsOf(CLASSES), inFile: itemsOf(left) },
          sessions: {
            ...{ inFile: 0, created: 0, modified: 0, moved: 0, cancelled: 0, revived: 0, unchanged: 0 },
            ...{
              frozen: 0,
              editedByHand: 0,
              kept: 0,
              cancelledByFile: 0,
              onKeptClosure: 0,
              pastOnFileClosure: 0,
              closedByFile: 0,
              weeksClosedByFile: 0,
            },
            ...{ disrupted: sessions.numerator, futurePlanned: sessions.denominator },
          },
          memberships: { pupilsEnded: memberships.numerator, pupilsCurrent: memberships.denominator },
        });
        const verdicts = evaluateThresholds({ measures, settings: [], comparison: 'ordinary' });
        const exceeded = new Set(verdicts.filter((verdict) => verdict.exceeded).map(({ code }) => code));
        const isOver = [
          100 * gone > 10 * CLASSES.length,
          100 * sessions.numerator > 30 * sessions.denominator,
          100 * memberships.numerator > 20 * memberships.denominator,
        ];
        expect([
          exceeded.has('classes_gone'),
          exceeded.has('sessions_disrupted'),
          exceeded.has('memberships_ended'),
        ]).toEqual(isOver);
        const decision = decide({
          verdicts,
          origin: 'automatic',
          approvedPlanHash: undefined,
          planHash: 'P',
        });
        if (isOver.includes(true)) expect(decision).toBe('held');
        expect(measures.classes_gone.details).toHaveLength(gone);
      }),
      { numRuns: 1_000 },
    );
  });
});
