import type { UnfinishedAttempt } from '@timetable/domain';

/** The good file beside a duplicate. */
export interface GoodFile {
  /** Undefined while it has not been read. */
  readonly timetableSha256: string | undefined;
}

/** An import that somebody should be working on: the sweeper asks Temporal, and queues it again if nobody is. */
export interface StuckImport extends UnfinishedAttempt {
  readonly importId: string;
  readonly campusCode: string;
}
