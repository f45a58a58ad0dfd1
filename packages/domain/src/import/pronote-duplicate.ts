import type { ImportStatus } from './status.js';

/** A deposited file, as far as it may be one of two that EDT sends at once. */
export interface DepositedFile {
  /** As sent, folders included. */
  readonly fileName: string;
  readonly campusCode: string;
  /** null: the whole campus. */
  readonly establishmentId: string | null;
  readonly receivedAt: Date;
}

/** The two files of one export come within this time of each other. */
export const PRONOTE_DUPLICATE_MINUTES = 2;

/**
 * Names, case aside: of the file that EDT's automatic export makes for PRONOTE beside the good one when an option is
 * ticked there, and of the files of EDT, the PRONOTE duplicate included. Written so that JavaScript and PostgreSQL read
 * them alike.
 */
export const PRONOTE_DUPLICATE_NAME = String.raw`(^|[/\\])EDT_PRONOTE[^/\\]*$`;
export const EDT_EXPORT_NAME = String.raw`(^|[/\\])EDT_[^/\\]*$`;

const duplicateName = new RegExp(PRONOTE_DUPLICATE_NAME, 'i');
const exportName = new RegExp(EDT_EXPORT_NAME, 'i');

export const isPronoteDuplicateName = (fileName: string): boolean => duplicateName.test(fileName);

/** Whether `duplicate` is the PRONOTE duplicate of `good`: `EDT_PRONOTE…` beside `EDT_…`, same place, same moment. */
export function isPronoteDuplicateOf(duplicate: DepositedFile, good: DepositedFile): boolean {
  const apartMs = Math.abs(duplicate.receivedAt.getTime() - good.receivedAt.getTime());
  return (
    isPronoteDuplicateName(duplicate.fileName) &&
    exportName.test(good.fileName) &&
    !isPronoteDuplicateName(good.fileName) &&
    duplicate.campusCode === good.campusCode &&
    duplicate.establishmentId === good.establishmentId &&
    apartMs <= PRONOTE_DUPLICATE_MINUTES * 60_000
  );
}

/** The good file may come after its duplicate: until this instant nobody is told of the duplicate. */
export const duplicateToldFrom = (receivedAt: Date): Date =>
  new Date(receivedAt.getTime() + PRONOTE_DUPLICATE_MINUTES * 60_000);

/**
 * Ends after which the good file does not stand for its duplicate. One `ignored` because the ENT holds its content already
 * does; one ignored for another reason is no timetable either.
 */
export const STANDS_FOR_NOTHING: readonly ImportStatus[] = ['rejected', 'cancelled', 'ignored'];

/** Whether the good file, as it stands now, makes its duplicate superfluous. */
export const standsForDuplicate = (status: ImportStatus, messageCode: string | undefined): boolean =>
  !STANDS_FOR_NOTHING.includes(status) || (status === 'ignored' && messageCode === 'same_content');

/** While the good file is in one of these, what is told of its rejected duplicate waits: it may be superfluous. */
export const UNJUDGED_STATUSES: readonly ImportStatus[] = ['received', 'running'];

/**
 * Whether the rejection of a duplicate needs no notification of its own: the good file is imported, or has one itself. A
 * cancelled one tells nobody anything.
 */
export const isToldByGoodFile = (status: ImportStatus): boolean => status !== 'cancelled';
