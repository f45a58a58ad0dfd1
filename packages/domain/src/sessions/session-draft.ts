/**
 * One dated occurrence of a course, ready to be compared with the current state. References, not names: teachers are ENT ids or
 * `?<match key>`, classes ENT ids or `?<normalised name>`, groups their immutable keys, rooms their names.
 * Arrays are sorted and without duplicates, so that equality is equality.
 */
export interface SessionDraft {
  /** Local date, `YYYY-MM-DD`. */
  readonly date: string;
  /** Local minutes from midnight. */
  readonly startMinute: number;
  readonly endMinute: number;
  /** Instants: the local times in the establishment's zone. */
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly subjectKey: string;
  /** `c:…` and `g:…` items: the session's identity. */
  readonly audience: readonly string[];
  readonly teachers: readonly string[];
  readonly classes: readonly string[];
  readonly groups: readonly string[];
  readonly rooms: readonly string[];
  readonly establishmentIds: readonly string[];
  /** What the file leaves unsaid of it, or does not say whole; sorted. @default nothing */
  readonly unsaid?: readonly SessionFacet[];
  /** Set when the file says that the lesson is cancelled. */
  readonly isCancelled?: true;
}

/** What a session says; `weeks`: whether it takes place; `end`: until when. */
export type SessionFacet = 'subject' | 'audience' | 'teachers' | 'rooms' | 'weeks' | 'end';
