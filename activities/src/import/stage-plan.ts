import {
  planVersions,
  tellUnread,
  withoutClosedDays,
  canonicalPlan,
  expandSessions,
  frozenBefore,
  isFirstOfYear,
  matchTimetable,
  measure,
  type Comparison,
  planStructure,
  programOf,
  relatedAudiences,
  type Counts,
  type ImportContext,
  type KindCounts,
  type MembershipDiffCounts,
  type SessionDiffCounts,
  type StructurePlan,
  type ThresholdVerdict,
  type SavedPlan,
  importDateOf,
  importYear,
} from '@timetable/domain';
import type { ReadTimetable } from '@timetable/formats';
import { createHash } from 'node:crypto';
import { interruptible, passTurn, type Checkpoint } from '../support/while-heartbeating.js';
import { countsAbout } from './counts-about.js';
import type { PlanReference } from './import-activities.js';
import type { StepDeps } from './import-deps.js';
import { judgePlan } from './judge-plan.js';

export interface StagedPlan {
  readonly reference: PlanReference;
  readonly saved: SavedPlan;
  readonly verdicts: readonly ThresholdVerdict[];
  readonly comparison: Comparison;
}

/**
 * Computes everything the import would change and stages it, against the first claim time: the same file, current state and
 * matches give the same plan and hash in every attempt. Nothing becomes visible.
 */
export async function stagePlan(
  deps: StepDeps,
  context: ImportContext,
  checkpoint: Checkpoint,
): Promise<StagedPlan> {
  const { reader, current: states, plans } = deps;
  const {
    run,
    target,
    claimedAt,
    settings: { freezeMinutes },
  } = context;
  const on = importDateOf(context);
  // Before what they are versions of: a change made meanwhile must show as one.
  const [inputVersions, stateVersions] = await Promise.all([
    states.inputVersions(target.campusCode),
    states.stateVersions(target),
  ]);
  const [directory, decisions, settings, { timetable: read, sha256 }] = await Promise.all([
    states.loadDirectory(target.campusCode),
    states.loadDecisions(target.campusCode),
    states.loadThresholds(target.campusCode),
    readTimetableOf(reader, context),
  ]);
  const year = importYear(context, read.year, on);
  const current = await states.loadCurrentState(target, year, on);
  await passTurn(checkpoint);

  const matching = matchTimetable({ timetable: read, directory, decisions, on, target, current });
  await passTurn(checkpoint);
  const stated = withoutClosedDays(
    read,
    current.closures.filter(({ kept }) => kept),
  );
  const timetable = tellUnread(stated, matching);
  const structure = planStructure({ timetable, matching, decisions, current, target, on });
  await passTurn(checkpoint);
  const firstOfYear = isFirstOfYear(year);
  const sessions = expandSessions({ timetable, matching, structure, target, withCancelled: firstOfYear });
  const membershipsKept = await plans.stage(
    run,
    { target, schoolYear: year.label, on },
    {
      sessions: interruptible(sessions, checkpoint),
      memberships: interruptible(membershipsOf(structure), checkpoint),
      keptMemberships: structure.keptMemberships,
    },
  );
  checkpoint();

  const compared = {
    target,
    firstOfYear,
    schoolYear: year.label,
    frozenBefore: frozenBefore({ at: claimedAt, firstOfYear, freezeMinutes }),
    now: claimedAt,
    on,
  };
  const diff = await plans.compare(run, {
    ...compared,
    fileClosures: structure.closures,
    keptClosures: current.closures.filter(({ kept }) => kept),
    audienceAliases: structure.audienceAliases,
    unread: { traces: structure.traces, firstMonday: timetable.year.firstMonday },
    relatedAudiences: relatedAudiences({ timetable, directory, matching, current, structure, on }),
  });
  checkpoint();
  const { memberships, coming } = diff;
  const sizes = { sessions: diff.sessions, memberships, coming, classes: directory.classes };
  const measures = measure({ timetable, matching, current, structure, on, ...sizes });
  const matches = [...matching.results, ...structure.groupMatches];
  const { verdicts, comparison } = await judgePlan(deps, {
    ...{ run, measures, settings, firstOfYear, matches, structure, compared },
    timetableSha256: sha256,
    program: programOf(timetable.format),
  });
  const planHash = sha256Of(canonicalPlan({ structure, sessionDigest: diff.sessionDigest, verdicts }));
  const counts = countsOf(structure, diff.sessions, {
    ...memberships,
    // What files of the format never say is not left unread.
    membershipsKept: timetable.statesNoPupils === true ? 0 : membershipsKept,
  });
  return {
    verdicts,
    comparison,
    reference: {
      planHash,
      inputVersions,
      schoolYear: year.label,
      firstOfYear,
      fileYear: { startsOn: timetable.year.startsOn, endsOn: timetable.year.endsOn },
      groupCounts: { ...countsAbout('groups', counts), ...countsAbout('memberships', counts) },
      exceeded: verdicts.filter(({ exceeded }) => exceeded).map(({ code }) => code),
    },
    saved: {
      planHash,
      planVersions: planVersions(inputVersions, stateVersions),
      schoolYear: year.label,
      firstOfYear,
      changes: [...structure.changes, ...structure.kept],
      closures: structure.closures,
      thresholds: verdicts,
      matches,
      counts,
    },
  };
}

async function readTimetableOf(reader: StepDeps['reader'], context: ImportContext): Promise<ReadTimetable> {
  const read = await reader.read(context);
  if (read.kind === 'timetable') return read;
  throw new Error('A file that validation accepted cannot be read any more.');
}

function sha256Of(pieces: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

function* membershipsOf({ groups }: StructurePlan) {
  for (const { key: groupKey, members } of groups) {
    for (const member of members) yield { groupKey, ...member };
  }
}

const KINDS = { subject: 'subjects', service: 'services', closure: 'closures', group: 'groups' } as const;
const COUNTED = ['created', 'modified', 'renamed', 'deleted', 'unchanged'] as const;
const SESSION_COUNTS = [
  'created',
  'modified',
  'moved',
  'cancelled',
  'revived',
  'unchanged',
  'frozen',
  'editedByHand',
  'kept',
] as const;

/** `{ subjectsCreated: 2, …, membershipsAdded: 3, …, sessions: 16431, sessionsCreated: 12, … }`. */
function countsOf(
  structure: StructurePlan,
  sessions: SessionDiffCounts,
  { pupilsCurrent, pupilsEnded, ...memberships }: MembershipDiffCounts & { readonly membershipsKept: number },
): Counts {
  const counts: Record<string, number> = { sessions: sessions.inFile };
  for (const kind of ['subject', 'service', 'closure', 'group'] as const) {
    const ofKind: KindCounts = structure.counts[kind];
    for (const change of COUNTED) counts[`${KINDS[kind]}${capitalised(change)}`] = ofKind[change];
  }
  Object.assign(counts, memberships);
  for (const change of SESSION_COUNTS) counts[`sessions${capitalised(change)}`] = sessions[change];
  for (const kind of ['subject', 'service', 'group'] as const) {
    counts[`${KINDS[kind]}Kept`] = structure.kept.filter((change) => change.kind === kind).length;
  }
  return counts;
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
