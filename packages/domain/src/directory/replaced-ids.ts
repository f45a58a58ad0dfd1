import { squeezedName } from '../names/normalise-name.js';
import type { Directory } from './directory.js';
import type { EntUser } from './ent-user.js';
import { IdReplacement } from './id-replacement.js';
import { PUPIL_IDENTIFIERS, TEACHER_IDENTIFIERS } from './identifiers.js';
import { alike, clearOnes } from './likeness.js';
import { membersByClass } from './members-by-class.js';
import { identifierKeys, nameAndBirthOf, nameOf, type DirectoryPerson, type Identifier } from './person.js';
import { isSamePerson } from './same-person.js';

/** A whole directory, users included. */
export interface DirectoryLists extends Directory {
  readonly users: readonly EntUser[];
}

/** The id that stands for each former one, by kind. */
export type ReplacedIds = Readonly<Record<keyof DirectoryLists, ReadonlyMap<string, string>>>;

/**
 * The ids that a load of the directory replaces (import-rules §3): what disappears and what appears are one when the same
 * identifier designates them, else the same name and birth date (people), name in the establishment or pupils (classes),
 * address or name (users). Only what is unique on both sides counts: nobody is guessed. A name alone, where no birth date
 * is known, is enough only for who disappears in this very load: who left long ago may have a namesake.
 * @param before what is known, those who left included
 * @param after what the ENT lists from now on
 */
export function replacedIds(before: DirectoryLists, after: DirectoryLists): ReplacedIds {
  const classes = new IdReplacement(before.classes, after.classes);
  classes.pairBy(({ establishmentId, name }) => [`${establishmentId} ${squeezedName(name)}`]);

  const teachers = replacedPeople(before.teachers, after.teachers, TEACHER_IDENTIFIERS);
  const pupils = replacedPeople(before.pupils, after.pupils, PUPIL_IDENTIFIERS, (former, now) => {
    const classId = classes.pairs.get(former.classId ?? '') ?? former.classId;
    return classId !== undefined && now.classId !== undefined && classId !== now.classId;
  });

  pairByMembers(classes, before, after, pupils);
  return { classes: classes.pairs, teachers, pupils, users: replacedUsers(before.users, after.users) };
}

function replacedPeople<P extends DirectoryPerson>(
  before: readonly P[],
  after: readonly P[],
  identifiers: readonly Identifier<P>[],
  isElsewhere: (former: P, now: P) => boolean = () => false,
): ReadonlyMap<string, string> {
  const people = new IdReplacement(before, after);
  const isSame = (former: P, now: P): boolean => isSamePerson(identifiers, former, now);
  people.pairBy((person) => identifierKeys(identifiers, person), isSame);
  people.pairBy((person) => (person.birthDate === undefined ? [] : [nameAndBirthOf(person)]), isSame);
  people.pairLeavingBy(
    (person) => [nameOf(person)],
    (former, now) =>
      (former.birthDate === undefined || now.birthDate === undefined) &&
      isSame(former, now) &&
      !isElsewhere(former, now),
  );
  return people.pairs;
}

/** A class without name in common is the one that has nearly the same pupils, when no other resembles it. */
function pairByMembers(
  classes: IdReplacement<DirectoryLists['classes'][number]>,
  before: DirectoryLists,
  after: DirectoryLists,
  pupils: ReadonlyMap<string, string>,
): void {
  const [former, now] = [membersByClass(before), membersByClass(after)];
  const present = (id: string): ReadonlySet<string> =>
    new Set([...(former.get(id) ?? [])].map((pupil) => pupils.get(pupil) ?? pupil));
  const pairs = classes.leaving.flatMap((gone) =>
    classes.appeared
      .filter(({ establishmentId }) => establishmentId === gone.establishmentId)
      .map(({ id }) => ({ one: gone.id, other: id })),
  );
  const found = alike(pairs, { ofOne: present, ofOther: (id) => now.get(id) ?? new Set() });
  for (const { one, other } of clearOnes(found)) classes.pair(one, other);
}

/** A mailbox may pass to somebody else: the address alone does not make two users one. */
function replacedUsers(before: readonly EntUser[], after: readonly EntUser[]): ReadonlyMap<string, string> {
  const users = new IdReplacement(before, after);
  users.pairBy(
    ({ email }) => [email.toLowerCase()],
    (former, now) =>
      squeezedName(former.lastName) === squeezedName(now.lastName) ||
      squeezedName(former.firstName) === squeezedName(now.firstName),
  );
  users.pairLeavingBy((user) => [nameOf(user)]);
  return users.pairs;
}
