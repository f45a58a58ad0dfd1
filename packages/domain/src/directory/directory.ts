/**
 * What the ENT knows of a campus: the people and classes a file is matched against, those who left included, since they
 * stay what they were for what exists. Ids are the ENT's.
 */
export interface Directory {
  readonly teachers: readonly DirectoryTeacher[];
  readonly pupils: readonly DirectoryPupil[];
  readonly classes: readonly DirectoryClass[];
}

/** What may leave the directory, and come back. */
interface DirectoryEntry {
  readonly id: string;
  /** Instant of the load that no longer had it, ISO 8601; absent for what the ENT lists. */
  readonly absentSince?: string;
}

/** A person, whom the list of one establishment may have and that of another not. */
interface DirectoryMember extends DirectoryEntry {
  /** Ids of the establishments whose own lists have that person, sorted; absent: a list of the whole campus has. */
  readonly listedBy?: readonly string[];
}

export interface DirectoryTeacher extends DirectoryMember {
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate?: string;
  readonly idpn?: string;
  readonly stsId?: string;
}

export interface DirectoryPupil extends DirectoryMember {
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate?: string;
  readonly idpn?: string;
  readonly nationalId?: string;
  readonly sieclId?: string;
  readonly classId?: string;
}

export interface DirectoryClass extends DirectoryEntry {
  readonly name: string;
  /** `campus/establishment`. */
  readonly establishmentId: string;
}

/** Those that the ENT lists; when there are none, those that left. */
export function presentFirst<Entry extends { readonly absentSince?: string }>(
  entries: readonly Entry[],
): readonly Entry[] {
  const present = entries.filter(({ absentSince }) => absentSince === undefined);
  return present.length > 0 ? present : entries;
}
