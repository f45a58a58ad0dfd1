import { beforeAll, expect, it } from '@jest/globals';
import { describeWhere, PUBLIC_FILES } from '@timetable/test-conditions';
import { readFileSync } from 'node:fs';
import { closuresOf } from './calendar/closures.js';
import { matchTimetable } from './directory/match-timetable.js';
import { planStructure } from './plan/plan-structure.js';
import { checkTimetable } from './problems/check-timetable.js';
import { groupProblems } from './problems/group-problems.js';
import { expandSessions } from './sessions/expand-sessions.js';
import type { SessionDraft } from './sessions/session-draft.js';
import { readSample } from './timetable/sample.test-support.js';
import { stateAfter, directoryOf, EMPTY_STATE, TARGET } from './timetable/timetable.test-support.js';

// Figures: edt §8, computed by other programs than this one.
describeWhere('The public export of 2012-13', PUBLIC_FILES.export.obstacle, () => {
  const on = '2012-09-04';
  let timetable: ReturnType<typeof readSample>;
  let matching: ReturnType<typeof matchTimetable>;
  let structure: ReturnType<typeof planStructure>;
  let sessions: readonly SessionDraft[];

  beforeAll(() => {
    timetable = readSample(readFileSync(PUBLIC_FILES.export.path, 'utf8'));
    matching = matchTimetable({
      timetable,
      directory: directoryOf(timetable),
      decisions: [],
      on,
      target: TARGET,
    });
    structure = planStructure({ timetable, matching, current: EMPTY_STATE, target: TARGET, on });
    sessions = [...expandSessions({ timetable, matching, structure, target: TARGET })];
  });

  it('holds 701 courses, 428 pupils, 16 classes, 45 groups, 25 subjects and 31 teachers, all of them matched', () => {
    expect({
      courses: timetable.courses.length,
      pupils: [...matching.pupils.values()].filter(({ targetId }) => targetId !== undefined).length,
      classes: [...matching.classes.values()].filter(({ targetId }) => targetId !== undefined).length,
      teachers: [...matching.teachers.values()].filter(({ targetId }) => targetId !== undefined).length,
      groups: structure.groups.length,
      subjects: structure.subjects.length,
      services: structure.services.length,
    }).toEqual({
      courses: 701,
      pupils: 428,
      classes: 16,
      teachers: 31,
      groups: 45,
      subjects: 25,
      services: 237,
    });
  });

  it('gives 16 431 sessions, no two of them alike', () => {
    const keys = sessions.map(({ date, startMinute, subjectKey, audience }) =>
      [date, startMinute, subjectKey, ...audience].join('|'),
    );
    expect(new Set(keys).size).toBe(16_431);
    expect(sessions).toHaveLength(16_431);
  });

  it('closes the seven weeks of the holidays, as four runs from Monday to Sunday', () => {
    expect(closuresOf(timetable)).toEqual([
      { startsOn: '2012-10-29', endsOn: '2012-11-04' },
      { startsOn: '2012-12-24', endsOn: '2013-01-06' },
      { startsOn: '2013-02-11', endsOn: '2013-02-24' },
      { startsOn: '2013-04-08', endsOn: '2013-04-21' },
    ]);
  });

  it('is found without error', () => {
    expect(groupProblems(checkTimetable(timetable)).filter(({ severity }) => severity === 'error')).toEqual(
      [],
    );
  });

  it('changes nothing when it is planned again over its own result', () => {
    const current = stateAfter(structure, on);
    expect(planStructure({ timetable, matching, current, target: TARGET, on }).changes).toEqual([]);
  });
});
