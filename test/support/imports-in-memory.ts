import {
  acceptTimetable,
  checkTimetable,
  expandSessions,
  frozenBefore,
  keptSessions,
  localDateOf,
  matchTimetable,
  pairSessions,
  periodsAfter,
  planStructure,
  relatedAudiences,
  tellUnread,
  type CurrentState,
  type Directory,
  type ImportTarget,
  type KnownSession,
  type Period,
  type StatedMembership,
  type StructurePlan,
} from '@timetable/domain';
import { memorySource, readTimetable } from '@timetable/formats';

/** What the ENT has of a school, as imports make it. */
export interface EntContent {
  readonly structure: CurrentState;
  readonly sessions: readonly KnownSession[];
  /** Periods by group key, role and person, a line each. */
  readonly memberships: ReadonlyMap<string, readonly Period[]>;
}

interface School {
  readonly directory: Directory;
  readonly target: ImportTarget;
}

/**
 * One automatic import by the domain's rules alone, without database: from the bytes of a file to what the ENT has
 * afterwards. Thresholds are not judged. Undefined for a file that is rejected.
 */
export async function importInMemory(
  { directory, target }: School,
  before: EntContent,
  bytes: Buffer,
  now: Date,
): Promise<EntContent | undefined> {
  const file = await readTimetable(memorySource(bytes), { maxXmlBytes: 20_000_000 });
  if (file.kind !== 'timetable') return undefined;
  const { year } = before.structure;
  const firstOfYear = year.state === 'awaiting_first_import';
  const acceptance = acceptTimetable({
    timetable: file.timetable,
    problems: [...file.problems, ...checkTimetable(file.timetable)],
    context: {
      origin: firstOfYear ? 'manual' : 'automatic',
      target,
      settings: { formats: ['edt'] },
      claimedAt: now,
      year,
    },
  });
  if (!acceptance.accepted) return undefined;
  const on = localDateOf(now, 'Europe/Paris');
  const { structure: current } = before;
  const matching = matchTimetable({
    timetable: file.timetable,
    directory,
    decisions: [],
    on,
    target,
    current,
  });
  const timetable = tellUnread(file.timetable, matching);
  const structure = planStructure({ timetable, matching, current, target, on });
  const drafts = [...expandSessions({ timetable, matching, structure, target })];
  const frozen = frozenBefore({ at: now, firstOfYear });
  const related = relatedAudiences({ timetable, directory, matching, current, structure, on });
  const toCome = <T>(sessions: readonly T[], startsAt: (session: T) => Date): T[] =>
    sessions.filter((session) => frozen === undefined || startsAt(session) > frozen);
  const known = toCome(before.sessions, ({ content }) => content.startsAt);
  const coming = toCome(drafts, ({ startsAt }) => startsAt);
  const pairs = pairSessions({ file: coming, known, related, frozenBefore: frozen });
  const { firstMonday } = timetable.year;
  const after = keptSessions({ file: coming, known, pairs, traces: structure.traces, firstMonday });
  const memberships = membershipsAfter(before.memberships, structure, on, firstOfYear);
  return {
    structure: stateAfter(current, structure, memberships, on),
    memberships,
    sessions: [
      ...before.sessions.filter((session) => !known.includes(session)),
      ...after.become.map(({ file: content, known: { id } }) => ({ id, state: 'planned' as const, content })),
      ...after.stay,
      ...after.created.map((content, nth) => ({
        id: `${on} ${nth}`,
        state: 'planned' as const,
        content,
      })),
    ],
  };
}

function stateAfter(
  { year, ...current }: CurrentState,
  { changes, closures }: StructurePlan,
  memberships: EntContent['memberships'],
  on: string,
): CurrentState {
  const byKey = ({ key }: { readonly key: string }): string => key;
  const subjects = changes.flatMap((change) => (change.kind === 'subject' ? [change] : []));
  const services = changes.flatMap((change) => (change.kind === 'service' ? [change] : []));
  const groups = changes.flatMap((change) => (change.kind === 'group' ? [change] : []));
  return {
    subjects: applied(current.subjects, subjects, byKey).map((record) => ({ ...record, imported: true })),
    services: applied(current.services, services, ({ subjectKey, audience }) => `${subjectKey}|${audience}`),
    closures: closures.map((run) => ({ ...run, kept: false })),
    groups: applied(current.groups, groups, byKey).map((group) => ({
      ...group,
      pupilIds: pupilsOf(group.key, memberships, on),
    })),
    year: { ...year, state: 'open' },
  };
}

/** The records with what a plan changes of them. */
function applied<K, R extends K, A extends K>(
  current: readonly R[],
  changes: readonly { readonly before?: K; readonly after?: A }[],
  keyOf: (record: K) => string,
): (R | A)[] {
  const records = new Map<string, R | A>(current.map((record) => [keyOf(record), record]));
  for (const { before } of changes) if (before !== undefined) records.delete(keyOf(before));
  for (const { after } of changes) if (after !== undefined) records.set(keyOf(after), after);
  return [...records.values()];
}

const memberKey = (groupKey: string, role: string, personId: string): string =>
  [groupKey, role, personId].join('\n');

function memberOf(key: string): readonly [group: string, role: string, person: string] {
  const [group = '', role = '', person = ''] = key.split('\n');
  return [group, role, person];
}

/** Somebody's stays: those of the file, save where these cannot be read. */
function membershipsAfter(
  before: EntContent['memberships'],
  { groups, changes, keptMemberships }: StructurePlan,
  on: string,
  firstOfYear: boolean,
): EntContent['memberships'] {
  const kept = {
    groups: new Set(keptMemberships.groups),
    pupils: new Set(keptMemberships.pupils),
    taughtGroups: new Set(keptMemberships.taughtGroups),
    teachers: new Set(keptMemberships.teachers),
  };
  const isKept = (key: string): boolean => {
    const [group, role, person] = memberOf(key);
    if (kept.groups.has(group)) return true;
    if (role === 'pupil') return kept.pupils.has(person);
    return keptMemberships.anyTeacher || kept.taughtGroups.has(group) || kept.teachers.has(person);
  };
  const stated = new Map<string, StatedMembership[]>();
  for (const { key, members } of groups) {
    for (const { hasNoStart, ...member } of members) {
      const name = memberKey(key, member.role, member.personId);
      const isUndated = hasNoStart === true && !firstOfYear;
      stated.set(name, [
        ...(stated.get(name) ?? []),
        { ...member, ...(isUndated && { hasNoStart: true as const }) },
      ]);
    }
  }
  const deleted = new Set(
    changes.flatMap(({ kind, type, key }) => (kind === 'group' && type === 'deleted' ? key : [])),
  );
  const after = new Map<string, readonly Period[]>();
  for (const key of new Set([...before.keys(), ...stated.keys()])) {
    const present = before.get(key) ?? [];
    const isGone = deleted.has(memberOf(key)[0]);
    if (!isGone && present.length > 0 && isKept(key)) after.set(key, present);
    else after.set(key, periodsAfter(present, stated.get(key) ?? [], on));
  }
  return after;
}

const pupilsOf = (groupKey: string, memberships: EntContent['memberships'], on: string): string[] =>
  [...memberships]
    .flatMap(([key, periods]) => {
      const [group, role, person] = memberOf(key);
      return group === groupKey && role === 'pupil' && periods.some(({ endsOn }) => endsOn >= on)
        ? person
        : [];
    })
    .sort();
