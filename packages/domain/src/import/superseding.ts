import { isPronoteDuplicateName, isPronoteDuplicateOf, type DepositedFile } from './pronote-duplicate.js';
import type { ImportOrigin, ImportStatus } from './status.js';

/** What tells whether an import gives way to a newer one. */
export interface SupersedableImport extends DepositedFile {
  readonly id: string;
  readonly status: ImportStatus;
  /** 1, then one more per approval, replanning or retry. */
  readonly attempt: number;
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
 * How the newer file makes others give way: `accepted`, it is about to be imported; `known`, it says what the ENT holds
 * already, so that nothing is to be done about it.
 */
export type SupersedingVerdict = 'accepted' | 'known';

/**
 * Whether `older` gives way to `newer`, which has just passed validation: same target, received before or at the same
 * time, nothing published, not known to be of another school year (one may be prepared while another goes on). A readable
 * PRONOTE duplicate never replaces the good file beside it. One that is known already replaces only what nobody has looked
 * at yet: a held plan stays somebody's to decide.
 */
export function isSupersededBy(
  older: SupersedableImport,
  newer: SupersedableImport,
  verdict: SupersedingVerdict,
): boolean {
  return (
    older.id !== newer.id &&
    older.campusCode === newer.campusCode &&
    older.establishmentId === newer.establishmentId &&
    older.receivedAt <= newer.receivedAt &&
    (verdict === 'accepted'
      ? SUPERSEDABLE_STATUSES.includes(older.status)
      : older.status === 'received' && older.attempt === 1) &&
    (older.schoolYear === null || older.schoolYear === newer.schoolYear) &&
    !older.isPublished &&
    !isPronoteDuplicateOf(newer, older)
  );
}

/** An attempt that waits in its campus's queue. */
export interface QueuedImport extends Pick<DepositedFile, 'campusCode' | 'establishmentId' | 'fileName'> {
  readonly origin: ImportOrigin;
  readonly attempt: number;
}

/** How an attempt stands to later ones in the queue. */
export interface QueuePlace {
  /** Only later deposits of the same target may start in its place; undefined: none may. */
  readonly target?: string;
  /** It never starts in the place of another. */
  readonly isDuplicate?: boolean;
}

/**
 * What lets the last of several deposits of one target be read first, so that the others give way unread. What a person
 * made, approved or asked for again keeps its place; a PRONOTE duplicate may be unreadable, and is no news.
 */
export function queuePlaceOf({
  origin,
  attempt,
  campusCode,
  establishmentId,
  fileName,
}: QueuedImport): QueuePlace {
  if (origin !== 'automatic' || attempt !== 1) return {};
  const target = establishmentId ?? campusCode;
  return isPronoteDuplicateName(fileName) ? { target, isDuplicate: true } : { target };
}
