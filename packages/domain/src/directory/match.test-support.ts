import { timetableOf } from '../timetable/timetable.test-support.js';
import type { FileTeacher } from '../timetable/timetable.js';
import type { Directory, DirectoryTeacher } from './directory.js';
import type { MatchDecision, Matching } from './match.js';
import { matchTimetable } from './match-timetable.js';

export const NOBODY: Directory = { teachers: [], pupils: [], classes: [] };

/** The teachers of a file beside those that the ENT knows, and nobody else. */
export const matchTeachers = (
  teachers: readonly FileTeacher[],
  known: readonly DirectoryTeacher[],
  decisions: readonly MatchDecision[] = [],
): Matching['teachers'] =>
  matchTimetable({
    timetable: timetableOf({ teachers }),
    directory: { ...NOBODY, teachers: known },
    decisions,
    on: '2025-11-24',
  }).teachers;
