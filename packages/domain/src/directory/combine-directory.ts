import { combineClasses, type CombinedClasses } from './combine-classes.js';
import { combineMembers, type Member } from './combine-members.js';
import type { DirectoryList } from './directory-source.js';
import type { EntUser } from './ent-user.js';
import type { GivenDirectory, GivenPupil, GivenUser } from './given-directory.js';
import type { GivenExtent, GivenScope } from './given-scope.js';
import { PUPIL_IDENTIFIERS, TEACHER_IDENTIFIERS } from './identifiers.js';
import { identifyRows, type Identified } from './identify-rows.js';
import { replacedIds, type DirectoryLists } from './replaced-ids.js';

/** The whole directory as a source's lists leave it; lists that it does not touch are absent. */
export interface CombinedDirectory {
  readonly lists: Partial<DirectoryLists>;
  readonly extents: Partial<Readonly<Record<DirectoryList, GivenExtent>>>;
}

/**
 * Lays what a source gives over what is known (import-rules §3). Whom it gives without an id is recognised as a load
 * recognises who has another id, and keeps the one known. What it leaves out of a row stays. Who is no longer in the list of
 * the establishment leaves, unless another establishment's has them.
 */
export function combineDirectory(
  known: DirectoryLists,
  given: GivenDirectory,
  scope: GivenScope,
): CombinedDirectory {
  const classes = combineClasses(known.classes, given, scope);
  const teachers = given.teachers && identifyRows('teachers', given.teachers, TEACHER_IDENTIFIERS, scope);
  const pupils =
    given.pupils && identifyRows('pupils', withClassIds(given.pupils, classes), PUPIL_IDENTIFIERS, scope);
  const users = given.users && identifyRows('users', given.users, [], scope);
  const pairs = replacedIds(known, {
    teachers: teachers ?? presentOf(known.teachers),
    pupils: pupils ?? presentOf(known.pupils),
    classes: classes.rows,
    users: users ?? presentOf(known.users),
  });
  const formerClass = new Map([...pairs.classes].map(([former, now]) => [now, former]));
  const classId = (id: string): string => (classes.isMade(id) ? (formerClass.get(id) ?? id) : id);

  return {
    lists: {
      ...(teachers && { teachers: combineMembers(known.teachers, teachers, pairs.teachers, scope) }),
      ...(pupils && {
        pupils: combineMembers(
          known.pupils,
          pupils.map((pupil) => inClass(pupil, classId)),
          pairs.pupils,
          scope,
        ).map(withoutEmptyClass),
      }),
      ...(classes.isTouched && { classes: classes.rows.map((row) => ({ ...row, id: classId(row.id) })) }),
      ...(users && { users: combineUsers(users, pairs.users) }),
    },
    extents: {
      ...(teachers && { teachers: extentOf(known.teachers, teachers, scope) }),
      ...(pupils && { pupils: extentOf(known.pupils, pupils, scope) }),
      ...(classes.isTouched && { classes: classes.extent }),
      ...(users && { users: { known: presentOf(known.users).length, received: users.length } }),
    },
  };
}

const IN_NO_CLASS = '';

type PupilOfClass = Omit<GivenPupil, 'className'> & { readonly classId?: string };

const withClassIds = (pupils: readonly GivenPupil[], { idOf }: CombinedClasses): PupilOfClass[] =>
  pupils.map(({ className, ...pupil }) => {
    if (className === undefined) return pupil;
    return { ...pupil, classId: className === null ? IN_NO_CLASS : idOf(className) };
  });

const inClass = <P extends Pick<Member, 'classId'>>(pupil: P, classId: (id: string) => string): P =>
  pupil.classId === undefined ? pupil : { ...pupil, classId: classId(pupil.classId) };

function withoutEmptyClass({ classId, ...pupil }: Member): Member {
  return classId === undefined || classId === IN_NO_CLASS ? pupil : { ...pupil, classId };
}

function combineUsers(
  users: readonly Identified<GivenUser>[],
  pairs: ReadonlyMap<string, string>,
): EntUser[] {
  const former = new Map([...pairs].map(([before, now]) => [now, before]));
  return users.map(({ isMade, ...user }) => ({
    ...user,
    id: isMade ? (former.get(user.id) ?? user.id) : user.id,
  }));
}

const presentOf = <Entry extends { readonly absentSince?: string }>(entries: readonly Entry[]): Entry[] =>
  entries.filter(({ absentSince }) => absentSince === undefined);

function extentOf(
  known: readonly Member[],
  given: readonly unknown[],
  { establishmentId, isWholeCampus }: GivenScope,
): GivenExtent {
  const ofList = presentOf(known).filter(
    ({ listedBy }) => isWholeCampus || listedBy?.includes(establishmentId) === true,
  );
  return { known: ofList.length, received: given.length };
}
