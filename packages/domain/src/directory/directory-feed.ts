/** A school of a feed of many. */
export interface FeedStructure {
  /** The feed's id. */
  readonly id: string;
  readonly isGone: boolean;
  /** Absent from a change that does not touch it. */
  readonly uai?: string;
  readonly name?: string;
  /** Names of all its classes; absent: unchanged. */
  readonly classes?: readonly string[];
}

/** A person of a feed. In a feed of changes what a person does not say is unchanged. */
export interface FeedPerson {
  readonly kind: 'teacher' | 'pupil';
  /** The feed's id, which is the ENT's. */
  readonly id: string;
  readonly isGone: boolean;
  /** Ids of the structures where that person is; absent: unchanged. */
  readonly structures?: readonly string[];
  readonly lastName?: string;
  readonly firstName?: string;
  readonly birthDate?: string;
  readonly stsId?: string;
  readonly nationalId?: string;
  readonly sieclId?: string;
  /** Id of a class, as `feedClassId` makes it; null: in none. */
  readonly classId?: string | null;
}

/** The directory of many schools, or what has changed in it. */
export interface DirectoryFeed {
  /** Whether it gives everybody: who is not in it has left. */
  readonly isComplete: boolean;
  readonly structures: readonly FeedStructure[];
  /** Read once, as they come. */
  readonly people: AsyncIterable<readonly FeedPerson[]>;
}

/** The feed knows a class by its name in its structure only: renamed, it has another id. */
export const feedClassId = (structureId: string, name: string): string => `${structureId}$${name}`;
