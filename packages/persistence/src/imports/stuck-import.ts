/** The good file beside a duplicate. */
export interface GoodFile {
  /** Undefined while it has not been read. */
  readonly timetableSha256: string | undefined;
}

/** An import that nobody seems to work on: the sweeper asks Temporal, then queues it again. */
export interface StuckImport {
  readonly importId: string;
  readonly campusCode: string;
  readonly attempt: number;
  readonly status: 'received' | 'running';
}
