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
 */
export async function findReplacedIds(
  tx: Transaction,
  campusCode: string,
  lists: DirectoryReplacement,
  comparisons: Readonly<Record<keyof DirectoryLists, ListComparison>>,
): Promise<Replaced> {
  if (Object.values(comparisons).every(({ appeared, isNew }) => appeared === 0 || isNew)) return NOTHING;
  const before: DirectoryLists = {
    ...(await readLockedDirectory(tx, campusCode)),
    users: await readUsers(tx, campusCode),
  };
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
