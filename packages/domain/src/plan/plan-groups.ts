import { compareTexts } from '../collections/compare-texts.js';
import { MatchDecisions } from '../directory/match-decisions.js';
import type { MatchDecision, Matching, MatchResult } from '../directory/match.js';
import type { ImportTarget } from '../import/import-context.js';
import { normaliseName } from '../names/normalise-name.js';
import { AudienceIndex, sortedSet } from '../sessions/audience.js';
import { everyCourse } from '../timetable/every-course.js';
import type { FileGroup, Ident, Timetable } from '../timetable/timetable.js';
import { countChanges, takeKey } from './counting.js';
import { GroupRoster, isDated } from './group-roster.js';
import { madeGroupStem } from './made-group-name.js';
import type {
  CurrentState,
  CurrentGroup,
  Change,
  GroupRecord,
  KindCounts,
  MembershipRecord,
} from './plan.js';
import { nameMadeGroups } from './name-made-groups.js';
import { recogniseGroups } from './recognise-groups.js';
import { taughtIndex, type TaughtIndex } from './taught.js';

interface GroupsInput {
  readonly timetable: Timetable;
  readonly matching: Matching;
  readonly decisions: readonly MatchDecision[];
  readonly current: Pick<CurrentState, 'groups' | 'services' | 'subjects'>;
  readonly target: ImportTarget;
  readonly on: string;
  /** Of `keptPupils`: who stays in the groups that are known. */
  readonly keptPupils: ReadonlySet<string>;
}

interface GroupsPlan {
  readonly groups: readonly GroupRecord[];
  readonly groupKeys: ReadonlyMap<Ident, string>;
  readonly groupMatches: readonly MatchResult[];
  readonly madeGroupNames: ReadonlyMap<Ident, string>;
  readonly changes: readonly Change[];
  readonly counts: KindCounts;
  /** Those that the file may speak of in a row that cannot be read. */
  readonly kept: readonly Change[];
  /** Keys of the groups whose members stay as they are: the kept ones, and those of which a part cannot be read. */
  readonly keptMembers: readonly string[];
}

/** A group of the file with everything that tells who it is. */
export interface WantedGroup extends Omit<GroupRecord, 'key'> {
  readonly file: FileGroup;
  readonly normalisedName: string;
  /** `name:<normalised name>@<UAI>`, or without UAI when it is of several, with a rank among namesakes: under which a decision is remembered. */
  readonly matchKey: string;
  /** Its pupils of the day or later. */
  readonly pupilIds: readonly string[];
  /** The same as one text. */
  readonly signature: string;
  /** Its members but those of whom a date cannot be read: what a group that is there already is told. */
  readonly datedMembers: WantedGroup['members'];
  /** Whether it may be created: named, every class known, at least one pupil known where files of the format name any. */
  readonly isCreatable: boolean;
  readonly hasUnknownClass: boolean;
}

/**
 * Recognises the groups of a file in the current state: by remembered decision, by name, then by identity of their members (a
 * rename). The others are created when their classes and at least one pupil are known, else left out; so is a group that
 * somebody said to be nobody's.
 * @param input.timetable with settled audiences: groups made for its courses are named here
 */
export function planGroups(input: GroupsInput): GroupsPlan {
  const { timetable, matching, current, target } = input;
  let index: TaughtIndex | undefined;
  const taught = () => (index ??= taughtIndex(timetable, matching, current));
  const wanted = wantedGroups(input, taught);
  const { recognised, leftOut, matches } = recogniseGroups(
    current.groups,
    wanted,
    new MatchDecisions(input.decisions),
    taught,
  );
  const taken = new Set(current.groups.map(({ key }) => key));
  const groups: GroupRecord[] = [];
  const groupKeys = new Map<Ident, string>();
  const groupMatches: MatchResult[] = [];
  const changes: Change[] = [];
  const keptMembers: string[] = [];
  let unchanged = 0;
  for (const group of wanted) {
    const known = recognised.get(group);
    const isNew = known === undefined && group.isCreatable && !leftOut.has(group);
    const key = isNew ? takeKey(newKey(group.normalisedName, target), taken) : known?.key;
    groupMatches.push(withReason(matches.of(group, key), group));
    if (key === undefined) continue;
    groupKeys.set(group.file.ident, key);
    if (known !== undefined && group.file.isPartlyUnread) keptMembers.push(key);
    const stated = known === undefined ? group : asFarAsRead(group, known, input);
    const { name, establishmentIds, classIds, members } = stated;
    groups.push({ key, name, establishmentIds, classIds, members });
    const change = groupChange(key, stated, known);
    if (change === undefined) unchanged += 1;
    else changes.push(change);
  }
  const found = new Set([...recognised.values()].map(({ key }) => key));
  const isNameless = (group: WantedGroup) => group.normalisedName === '' && !recognised.has(group);
  const mayBeAny = timetable.lacking?.has('group') === true || wanted.some(isNameless);
  const kept: Change[] = [];
  for (const { key, name } of current.groups) {
    if (found.has(key)) continue;
    const of = { kind: 'group', key, label: name, before: { key, name } } as const;
    if (!mayBeAny) changes.push({ ...of, type: 'deleted' });
    else {
      kept.push({ ...of, type: 'kept' });
      keptMembers.push(key);
    }
  }
  const made = wanted.filter(({ file }) => file.madeFor !== undefined);
  const madeGroupNames = new Map(made.map(({ file, name }) => [file.ident, name]));
  const counts = countChanges(changes, unchanged);
  return { groups, groupKeys, groupMatches, madeGroupNames, changes, kept, keptMembers, counts };
}

/** What a group that is known is told: where its row says nothing that can be read, it stays as it is. */
function asFarAsRead(
  group: WantedGroup,
  known: CurrentGroup,
  { keptPupils, on }: Pick<GroupsInput, 'keptPupils' | 'on'>,
): WantedGroup {
  const { file, normalisedName, datedMembers: members } = group;
  const isNameless = normalisedName === '';
  const kept = file.isPartlyUnread ? known.pupilIds : known.pupilIds.filter((id) => keptPupils.has(id));
  return {
    ...group,
    ...(isNameless && { name: known.name, normalisedName: normaliseName(known.name) }),
    members,
    signature: sortedSet([...(file.isPartlyUnread ? [] : currentPupils(members, on)), ...kept]).join(),
    ...(file.isPartlyUnread && {
      classIds: known.classIds ?? group.classIds,
      establishmentIds: known.establishmentIds ?? group.establishmentIds,
    }),
  };
}

/**
 * In an order of their own, so that neither the file's order nor its numbering shows in new keys. Among namesakes those
 * that may exist come first: a name of the current state must not go to one that could never have been created.
 */
function wantedGroups(
  { timetable, matching, current, target, on }: GroupsInput,
  taught: () => TaughtIndex,
): WantedGroup[] {
  const index = new AudienceIndex({ timetable, matching, target, groupKeys: new Map() });
  const roster = new GroupRoster(timetable, matching, index.index);
  const nameOf = nameOrStem(timetable);
  const unordered = timetable.groups.map((file) => {
    const members = roster.membersOf(file);
    const ofFile = index.index.classesOf(file);
    const classes = ofFile.map((ident) => matching.classes.get(ident)?.targetId);
    // Pupils named one by one are known or not by themselves, whatever their classes.
    const hasUnknownClass =
      file.classes.length + file.parts.length > 0 && classes.some((id) => id === undefined);
    const pupilIds = currentPupils(members, on);
    const name = nameOf(file, ofFile);
    return {
      file,
      members,
      datedMembers: roster.hasUndated ? roster.membersOf(file, isDated) : members,
      name,
      normalisedName: normaliseName(name),
      establishmentIds: index.establishmentsOf(file),
      classIds: sortedSet(classes.filter((id) => id !== undefined)),
      pupilIds,
      signature: pupilIds.join(),
      hasUnknownClass,
      isCreatable:
        (name !== '' || file.madeFor !== undefined) &&
        !hasUnknownClass &&
        (timetable.statesNoPupils === true || members.some(({ role }) => role === 'pupil')),
    };
  });
  const rank = ({ normalisedName, isCreatable, signature, classIds }: Omit<WantedGroup, 'matchKey'>) =>
    [normalisedName, isCreatable ? 0 : 1, signature, classIds.join()].join('\n');
  const lessons = ({ file }: { readonly file: FileGroup }) =>
    JSON.stringify(taught().inFile('group', file.ident));
  unordered.sort(
    (a, b) =>
      compareTexts(rank(a), rank(b)) || compareTexts(lessons(a), lessons(b)) || a.file.ident - b.file.ident,
  );
  const wanted = nameMadeGroups(unordered, current.groups, taught);
  const namesakes = new Map<string, number>();
  return wanted.map((group) => {
    const key = matchKey(group, target);
    const count = (namesakes.get(key) ?? 0) + 1;
    namesakes.set(key, count);
    return { ...group, matchKey: count === 1 ? key : `${key}#${count}` };
  });
}

/** Two establishments of a campus may each have their « LATIN »: what is decided on the one says nothing of the other. */
function matchKey(
  { normalisedName, establishmentIds }: Pick<WantedGroup, 'normalisedName' | 'establishmentIds'>,
  { establishments }: ImportTarget,
): string {
  const [only, ...others] = establishments.filter(({ id }) => establishmentIds.includes(id));
  return `name:${normalisedName}${only === undefined || others.length > 0 ? '' : `@${only.uai}`}`;
}

/** A group's name; for one made by the import, what its name begins with. */
function nameOrStem(timetable: Timetable): (file: FileGroup, ofClasses: readonly Ident[]) => string {
  const classNames = new Map(timetable.classes.map(({ ident, name }) => [ident, name.trim()]));
  let lessons: ReturnType<typeof lessonsOfSinglePupils> | undefined;
  return ({ ident, name, madeFor }, ofClasses) => {
    if (madeFor === undefined) return name.trim();
    const classes = ofClasses.map((of) => classNames.get(of)).filter((known) => known !== undefined);
    if (madeFor === 'part') return madeGroupStem(madeFor, { classes, subjects: [], teachers: [] });
    lessons ??= lessonsOfSinglePupils(timetable);
    const { subjects = [], teachers = [] } = lessons.get(ident) ?? {};
    return madeGroupStem(madeFor, { classes, subjects: [...subjects], teachers: [...teachers] });
  };
}

/** Subjects and teachers, by name, of the courses of each group made for pupils whom they name one by one. */
function lessonsOfSinglePupils(
  timetable: Timetable,
): ReadonlyMap<Ident, { readonly subjects: ReadonlySet<string>; readonly teachers: ReadonlySet<string> }> {
  const subjectNames = new Map(timetable.subjects.map(({ ident, code, label }) => [ident, label || code]));
  const teacherNames = new Map(timetable.teachers.map(({ ident, lastName }) => [ident, lastName]));
  const found = new Map(
    timetable.groups
      .filter(({ madeFor }) => madeFor === 'pupils')
      .map(({ ident }) => [ident, { subjects: new Set<string>(), teachers: new Set<string>() }]),
  );
  const add = (names: Set<string>, name = '') => {
    if (name.trim() !== '') names.add(name.trim());
  };
  for (const { subject, resources } of everyCourse(timetable)) {
    for (const { kind, ident } of resources) {
      const lessons = kind === 'group' ? found.get(ident) : undefined;
      if (lessons === undefined) continue;
      add(lessons.subjects, subjectNames.get(subject ?? Number.NaN));
      for (const each of resources)
        if (each.kind === 'teacher') add(lessons.teachers, teacherNames.get(each.ident));
    }
  }
  return found;
}

/** What nothing resembles and yet is not created: the way out is to match what it is made of. */
function withReason(match: MatchResult, { hasUnknownClass }: WantedGroup): MatchResult {
  const isExplained = match.targetId !== undefined || match.by !== 'none' || match.reason !== undefined;
  return isExplained ? match : { ...match, reason: hasUnknownClass ? 'class_unmatched' : 'no_known_pupil' };
}

function groupChange(key: string, wanted: WantedGroup, known: CurrentGroup | undefined): Change | undefined {
  const { name, establishmentIds, classIds } = wanted;
  const after = { key, name, establishmentIds, classIds };
  if (known === undefined) return { kind: 'group', type: 'created', key, label: name, after };
  const before = { key, name: known.name };
  if (normaliseName(known.name) !== wanted.normalisedName) {
    return { kind: 'group', type: 'renamed', key, label: `${known.name} → ${name}`, before, after };
  }
  const isSame =
    known.name === name &&
    sortedSet(known.pupilIds).join() === wanted.signature &&
    isSameSet(known.establishmentIds, establishmentIds) &&
    isSameSet(known.classIds, classIds);
  return isSame ? undefined : { kind: 'group', type: 'modified', key, label: name, before, after };
}

/** The same for keys, which a whole campus's file gives no group of a single establishment. */
function newKey(normalisedName: string, target: ImportTarget): string {
  const [only] = target.establishments;
  return target.establishmentId === undefined || only === undefined
    ? normalisedName
    : `${only.code}/${normalisedName}`;
}

function currentPupils(members: readonly MembershipRecord[], on: string): string[] {
  return sortedSet(
    members.filter(({ role, endsOn }) => role === 'pupil' && endsOn >= on).map(({ personId }) => personId),
  );
}

/** True when the current state does not say. */
function isSameSet(known: readonly string[] | undefined, wanted: readonly string[]): boolean {
  return known === undefined || known.join('\n') === wanted.join('\n');
}
