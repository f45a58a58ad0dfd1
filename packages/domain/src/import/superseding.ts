import { isPronoteDuplicateOf, type DepositedFile } from './pronote-duplicate.js';
import type { ImportStatus } from './status.js';

/** What tells whether an import gives way to a newer one. */
export interface SupersedableImport extends DepositedFile {
  readonly id: string;
  readonly status: ImportStatus;
  /** Its sessions are visible: only its end remains to be written. */
  readonly isPublished: boolean;
  /** That its file is of; null until its validation has found out. */
  readonly schoolYear: string | null;
}

/**
 * What waits for its turn, a decision or an operator, and what a lost workflow left running: only one import holds the
 * target's fence.
 */
export const SUPERSEDABLE_STATUSES: readonly ImportStatus[] = ['received', 'running', 'held', 'interrupted'];

/**
 * Whether `older` gives way to `newer`, which has just passed validation: same target, received before or at the same
 * time, nothing published, no other school year (a year may be prepared while one goes on). A readable PRONOTE duplicate never replaces the good file beside it.
 */
export function isSupersededBy(older: SupersedableImport, newer: SupersedableImport): boolean {
  return (
    older.id !== newer.id &&
    older.campusCode === newer.campusCode &&
    older.establishmentId === newer.establishmentId &&
    older.receivedAt <= newer.receivedAt &&
    SUPERSEDABLE_STATUSES.includes(older.status) &&
    (older.schoolYear ?? newer.schoolYear) === newer.schoolYear &&
    !older.isPublished &&
    !isPronoteDuplicateOf(newer, older)
  );
}
