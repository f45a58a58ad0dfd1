import type { DirectoryClass, DirectoryPupil, DirectoryTeacher, EntUser } from '@timetable/domain';

/** What is unknown may be left out, or be null. */
type Received<T> = {
  readonly [K in keyof Omit<T, 'absentSince'>]: undefined extends T[K] ? T[K] | null | undefined : T[K];
};

/** A list that is undefined is left as it was; an empty one, once confirmed, empties the directory of that kind. */
export interface DirectoryReplacement {
  readonly teachers?: readonly Received<DirectoryTeacher>[] | undefined;
  readonly pupils?: readonly Received<DirectoryPupil>[] | undefined;
  readonly classes?: readonly DirectoryClass[] | undefined;
  readonly users?: readonly EntUser[] | undefined;
}

/** As the rules take it. */
export function receivedTeacher({
  id,
  lastName,
  firstName,
  birthDate,
  idpn,
  stsId,
}: Received<DirectoryTeacher>): DirectoryTeacher {
  return { id, lastName, firstName, ...known({ birthDate, idpn, stsId }) };
}

export function receivedPupil({
  id,
  lastName,
  firstName,
  ...more
}: Received<DirectoryPupil>): DirectoryPupil {
  const { birthDate, idpn, nationalId, sieclId, classId } = more;
  return { id, lastName, firstName, ...known({ birthDate, idpn, nationalId, sieclId, classId }) };
}

function known<Key extends string>(
  values: Readonly<Record<Key, string | null | undefined>>,
): { readonly [K in Key]?: string } {
  const found: { [K in Key]?: string } = {};
  for (const key in values) {
    const value = values[key];
    if (value !== null && value !== undefined) found[key] = value;
  }
  return found;
}
