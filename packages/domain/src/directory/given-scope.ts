/** Whose lists a source gives. */
export interface GivenScope {
  /** `campus/establishment`. */
  readonly establishmentId: string;
  /** Whether the campus has no other: its lists are then those of the whole campus. */
  readonly isWholeCampus: boolean;
  /** An id for whom nobody has given one: the same for the same key, and telling nothing of it. */
  readonly newId: (key: string) => string;
}

/** How many of a list could leave by a load, and how many it brings: what a loss is measured by. */
export interface GivenExtent {
  readonly known: number;
  readonly received: number;
}
