import { replacedIds, type DirectoryLists, type EntUser, type ReplacedIds } from '@timetable/domain';
import type { Transaction } from '../transaction.js';
import { readLockedDirectory } from '../vie-scolaire/read-directory.js';
import { receivedPupil, receivedTeacher, type DirectoryReplacement } from './directory-replacement.js';
import type { ListComparison } from './replace-rows.js';

interface Replaced {
  readonly ids: ReplacedIds;
  /** How many of the former ids were present until now, by list. */
  readonly leaving: Readonly<Record<keyof DirectoryLists, number>>;
}

/**
 * The ids that a load replaces. What is known is read only when something appears where something was known: most loads
 * change little or nothing, and the first of all replaces nobody.
 * @param known what is known, where the caller has read it
 */
export async function findReplacedIds(
  tx: Transaction,
  campusCode: string,
  lists: DirectoryReplacement,
  comparisons: Readonly<Record<keyof DirectoryLists, ListComparison>>,
  known?: DirectoryLists,
): Promise<Replaced> {
  if (Object.values(comparisons).every(({ appeared, isNew }) => appeared === 0 || isNew)) return NOTHING;
  const before = known ?? (await readLockedLists(tx, campusCode));
  const ids = replacedIds(before, {
    teachers: lists.teachers?.map(receivedTeacher) ?? presentOf(before.teachers),
    pupils: lists.pupils?.map(receivedPupil) ?? presentOf(before.pupils),
    classes: lists.classes ?? presentOf(before.classes),
    users: lists.users ?? presentOf(before.users),
  });
  const leaving = (list: keyof DirectoryLists): number =>
    presentOf<DirectoryLists[typeof list][number]>(before[list]).filter(({ id }) => ids[list].has(id)).length;
  return {
    ids,
    leaving: {
      teachers: leaving('teachers'),
      pupils: leaving('pupils'),
      classes: leaving('classes'),
      users: leaving('users'),
    },
  };
}

/** All that is known of a campus, those who left included, in a transaction that keeps others from replacing it. */
export async function readLockedLists(tx: Transaction, campusCode: string): Promise<DirectoryLists> {
  return { ...(await readLockedDirectory(tx, campusCode)), users: await readUsers(tx, campusCode) };
}

/** What the ENT lists of it. */
export const presentLists = ({ teachers, pupils, classes, users }: DirectoryLists): DirectoryLists => ({
  teachers: presentOf(teachers),
  pupils: presentOf(pupils),
  classes: presentOf(classes),
  users: presentOf(users),
});

const NONE: ReadonlyMap<string, string> = new Map();
const NOTHING: Replaced = {
  ids: { teachers: NONE, pupils: NONE, classes: NONE, users: NONE },
  leaving: { teachers: 0, pupils: 0, classes: 0, users: 0 },
};

const presentOf = <Entry extends { readonly absentSince?: string }>(entries: readonly Entry[]): Entry[] =>
  entries.filter(({ absentSince }) => absentSince === undefined);

async function readUsers({ query }: Transaction, campusCode: string): Promise<EntUser[]> {
  const users = await query
    .selectFrom('entUser')
    .select(['entId as id', 'lastName', 'firstName', 'email', 'absentSince'])
    .where('campusCode', '=', campusCode)
    .where('replacedBy', 'is', null)
    .execute();
  return users.map(({ absentSince, ...user }) => ({
    ...user,
    ...(absentSince !== null && { absentSince: absentSince.toISOString() }),
  }));
}
