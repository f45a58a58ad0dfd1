import type { Directory } from '../directory/directory.js';
import type { MatchDecision } from '../directory/match.js';
import { matchTimetable } from '../directory/match-timetable.js';
import type { ImportTarget } from '../import/import-context.js';
import { EMPTY_STATE, TARGET } from '../timetable/timetable.test-support.js';
import type { Timetable } from '../timetable/timetable.js';
import type { CurrentState, StructurePlan } from './plan.js';
import { planStructure } from './plan-structure.js';

interface Beside {
  readonly directory: Directory;
  readonly current?: CurrentState;
  readonly decisions?: readonly MatchDecision[];
  /** @default the whole campus */
  readonly target?: ImportTarget;
  /** Local date of the import. */
  readonly on: string;
}

/** The plan of a file as an import makes it, people and classes matched first. */
export function planOf(
  timetable: Timetable,
  { directory, current = EMPTY_STATE, decisions = [], target = TARGET, on }: Beside,
): StructurePlan {
  const matching = matchTimetable({ timetable, directory, decisions, on, target });
  return planStructure({ timetable, matching, decisions, current, target, on });
}
