/** What is known of a course of which something cannot be read; null, or not whole: what is not. */
export interface CourseTrace {
  /** ISO weekday. */
  readonly day: number | null;
  /** Local minute from midnight. */
  readonly startMinute: number | null;
  readonly subjectKey: string | null;
  /** Sorted audience items. */
  readonly audience: readonly string[];
  readonly isAudienceWhole: boolean;
  /** Sorted teacher references. */
  readonly teachers: readonly string[];
  readonly areTeachersWhole: boolean;
  /** School weeks. */
  readonly weeks: readonly number[] | null;
  /** Whether how long it lasts over the year is known. */
  readonly isVolumeWhole: boolean;
}

/** Memberships of the current state that stay as they are, since what they rest on cannot be read. All empty: none. */
export interface KeptMemberships {
  /** Groups of which all members stay. */
  readonly groups: readonly string[];
  /** Pupils who stay wherever they are. */
  readonly pupils: readonly string[];
  /** Groups of which the teachers stay. */
  readonly taughtGroups: readonly string[];
  /** Teachers who stay wherever they are. */
  readonly teachers: readonly string[];
  /** Whether every teacher stays: some course tells neither who teaches nor whom. */
  readonly anyTeacher: boolean;
  /** Groups that the import ends: nobody stays in them. */
  readonly endedGroups: readonly string[];
}
