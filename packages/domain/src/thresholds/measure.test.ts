import { describe, expect, it } from '@jest/globals';
import type { Directory } from '../directory/directory.js';
import type { MatchDecision } from '../directory/match.js';
import { matchTimetable } from '../directory/match-timetable.js';
import type { ComingAudiences, CurrentState, SessionDiffCounts } from '../plan/plan.js';
import { planStructure } from '../plan/plan-structure.js';
import {
  stateAfter,
  course,
  directoryOf,
  EMPTY_STATE,
  group,
  member,
  pupil,
  smallSchool,
  subject,
  TARGET,
  teacher,
} from '../timetable/timetable.test-support.js';
import type { Timetable } from '../timetable/timetable.js';
import { measure } from './measure.js';
import type { ThresholdCode } from './threshold-catalogue.js';
import type { Measure, MeasureInput } from './threshold-definition.js';

const on = '2025-11-24';
const school = smallSchool();
const ent = directoryOf(school);
const UNTOUCHED: SessionDiffCounts = {
  inFile: 60,
  created: 0,
  modified: 0,
  cancelled: 0,
  moved: 0,
  disrupted: 0,
  revived: 0,
  unchanged: 60,
  frozen: 0,
  editedByHand: 0,
  kept: 0,
  futurePlanned: 40,
  cancelledByFile: 0,
  onKeptClosure: 0,
  pastOnFileClosure: 0,
  closedByFile: 0,
  weeksClosedByFile: 0,
};

interface Case {
  readonly timetable?: Timetable;
  readonly current?: CurrentState;
  readonly directory?: Directory;
  readonly decisions?: readonly MatchDecision[];
  readonly sessions?: Partial<SessionDiffCounts>;
  readonly memberships?: MeasureInput['memberships'];
  readonly coming?: ComingAudiences;
}

/** Both classes and both groups have sessions to come, before and after. */
const ALL = ['c:class1', 'c:class2', 'g:6a gr.2', 'g:6ab latin'];

function measures({
  timetable = school,
  current,
  directory = ent,
  decisions = [],
  sessions = {},
  memberships = { pupilsCurrent: 3, pupilsEnded: 0 },
  coming = { inCurrent: ALL, inFile: ALL },
}: Case = {}): Record<ThresholdCode, Measure> {
  const matching = matchTimetable({ timetable, directory, decisions, on, target: TARGET });
  const before = current ?? integrated;
  const structure = planStructure({ timetable, matching, current: before, target: TARGET, on });
  return measure({
    timetable,
    matching,
    current: before,
    structure,
    sessions: { ...UNTOUCHED, ...sessions },
    memberships,
    coming,
    classes: directory.classes,
    on,
  });
}

const integrated = stateAfter(
  planStructure({
    timetable: school,
    matching: matchTimetable({ timetable: school, directory: ent, decisions: [], on, target: TARGET }),
    current: EMPTY_STATE,
    target: TARGET,
    on,
  }),
  on,
);

describe('Each measure, alone on a mutated export', () => {
  it('is zero over what is there when nothing changed', () => {
    expect(measures()).toEqual({
      subjects_created: { numerator: 0, denominator: 3 },
      services_created: { numerator: 0, denominator: 6 },
      services_modified: { numerator: 0, denominator: 6 },
      services_deleted: { numerator: 0, denominator: 6 },
      sessions_cancelled: { numerator: 0, denominator: 40 },
      closures_added: { numerator: 0, denominator: 1 },
      closures_removed: { numerator: 0, denominator: 1 },
      teachers_unmatched: { numerator: 0, denominator: 2 },
      pupils_unmatched: { numerator: 0, denominator: 4 },
      classes_unmatched: { numerator: 0, denominator: 2 },
      groups_unmatched: { numerator: 0, denominator: 2 },
      closure_consistency: { numerator: 0, denominator: 0, details: [] },
      sessions_disrupted: { numerator: 0, denominator: 40 },
      classes_gone: { numerator: 0, denominator: 2, details: [] },
      memberships_ended: { numerator: 0, denominator: 3 },
    });
  });

  it('counts subjects created', () => {
    const subjects = [...school.subjects, subject(9, 'GREC', 'GREC')];
    expect(measures({ timetable: { ...school, subjects } }).subjects_created).toEqual({
      numerator: 1,
      denominator: 3,
    });
  });

  it('counts services deleted', () => {
    const timetable = { ...school, courses: school.courses.slice(0, 4) };
    expect(measures({ timetable }).services_deleted).toEqual({ numerator: 2, denominator: 6 });
  });

  it('counts future sessions that the file cancels', () => {
    const sessions = { cancelledByFile: 7, futurePlanned: 30, cancelled: 12 };
    expect(measures({ sessions }).sessions_cancelled).toEqual({ numerator: 7, denominator: 30 });
  });

  it('counts sessions to come that the import would remove or move, and memberships it would end', () => {
    const { sessions_disrupted, memberships_ended } = measures({
      sessions: { disrupted: 21, cancelled: 30 },
      memberships: { pupilsCurrent: 200, pupilsEnded: 41 },
    });
    expect(sessions_disrupted).toEqual({ numerator: 21, denominator: 40 });
    expect(memberships_ended).toEqual({ numerator: 41, denominator: 200 });
  });

  it('counts sessions of the weeks that a file closes once it closes more than two', () => {
    const disrupted = (weeksClosedByFile: number) =>
      measures({ sessions: { disrupted: 2, closedByFile: 11, weeksClosedByFile } }).sessions_disrupted;
    expect([2, 3].map((weeks) => disrupted(weeks).numerator)).toEqual([2, 13]);
  });

  it('counts classes without any session to come, alone or through a group, and names them', () => {
    const gone = (inFile: readonly string[]) => measures({ coming: { inCurrent: ALL, inFile } }).classes_gone;
    expect(gone(['c:class1', 'g:6a gr.2'])).toEqual({ numerator: 1, denominator: 2, details: ['6B'] });
    expect(gone(['c:class1', 'g:6ab latin'])).toEqual({ numerator: 0, denominator: 2, details: [] });
    expect(gone([])).toEqual({ numerator: 2, denominator: 2, details: ['6A', '6B'] });
  });

  it('knows a class again that was not matched when its sessions came', () => {
    const { classes_gone } = measures({ coming: { inCurrent: ['c:?6a', 'c:class2'], inFile: ALL } });
    expect(classes_gone).toMatchObject({ numerator: 0, denominator: 2 });
    const unknown = measures({
      directory: { ...ent, classes: ent.classes.slice(1) },
      coming: { inCurrent: ['c:?6a', 'c:?5 c', 'c:class2'], inFile: ['c:class2'] },
    });
    expect(unknown.classes_gone).toEqual({ numerator: 2, denominator: 3, details: ['5 C', '6A'] });
  });

  it('counts closures added and removed', () => {
    const closures = [{ startsOn: '2026-02-16', endsOn: '2026-02-22', kept: false }];
    const { closures_added, closures_removed } = measures({ current: { ...integrated, closures } });
    expect([closures_added, closures_removed]).toEqual([
      { numerator: 1, denominator: 1 },
      { numerator: 1, denominator: 1 },
    ]);
  });

  it('counts unmatched teachers whom a course uses, and only them', () => {
    const idle = teacher(9, 'INCONNU', 'Jean');
    const { teachers_unmatched } = measures({
      timetable: { ...school, teachers: [...school.teachers, idle] },
      directory: { ...ent, teachers: ent.teachers.slice(0, 1) },
    });
    expect(teachers_unmatched).toEqual({ numerator: 1, denominator: 2 });
  });

  it('does not count whom a person decided to leave out', () => {
    const { teachers_unmatched } = measures({
      directory: { ...ent, teachers: [] },
      decisions: [{ kind: 'teacher', key: 'idpn:T1', targetId: null }],
    });
    expect(teachers_unmatched).toEqual({ numerator: 1, denominator: 2 });
  });

  it('counts unmatched pupils present today or later', () => {
    const gone = pupil(8, 'PARTI', 'Hier', { classes: [member(1, '2025-09-01', '2025-11-23')] });
    const leaving = pupil(9, 'PART', 'Ce soir', { classes: [member(1, '2025-09-01', '2025-11-24')] });
    const timetable = { ...school, pupils: [...school.pupils, gone, leaving] };
    expect(measures({ timetable }).pupils_unmatched).toEqual({ numerator: 1, denominator: 5 });
  });

  it('counts unmatched classes, and groups that can be neither found nor created', () => {
    const groups = [...school.groups, group(3, '6B GREC', { parts: [22] })];
    const { classes_unmatched, groups_unmatched } = measures({
      timetable: { ...school, groups },
      directory: { ...ent, classes: ent.classes.slice(0, 1) },
    });
    expect(classes_unmatched).toEqual({ numerator: 1, denominator: 2 });
    expect(groups_unmatched).toEqual({ numerator: 1, denominator: 3 });
  });

  it('ignores courses without resource', () => {
    expect(measures({ timetable: { ...school, courses: [...school.courses, course()] } })).toEqual(
      measures(),
    );
  });
});

describe('The coherence of closures', () => {
  const shifted = { ...integrated, year: { ...integrated.year, endsOn: '2026-07-11' } };

  it('compares the dates of the year once it is open, or once a manager gave them', () => {
    expect(measures({ current: shifted }).closure_consistency).toEqual({
      numerator: 1,
      denominator: 0,
      details: [
        'l’année du fichier va du 01/09/2025 au 04/07/2026, celle de l’ENT du 01/09/2025 au 11/07/2026',
      ],
    });
    const year = { ...shifted.year, state: 'awaiting_first_import' } as const;
    expect(measures({ current: { ...shifted, year } }).closure_consistency.numerator).toBe(0);
    const decided = { ...year, datesDecided: true };
    expect(measures({ current: { ...shifted, year: decided } }).closure_consistency.numerator).toBe(1);
  });

  it('counts sessions on days that the ENT keeps closed, and past ones on days the file closes', () => {
    expect(measures({ sessions: { onKeptClosure: 2, pastOnFileClosure: 1 } }).closure_consistency).toEqual({
      numerator: 3,
      denominator: 0,
      details: [
        '2 séances tomberaient dans une période de fermeture de l’ENT',
        '1 séance déjà passée tombe dans une période de fermeture du fichier',
      ],
    });
  });
});
