import { isIntegrated, type ImportStatus } from './status.js';

/** What tells whether an import still asks something of somebody, beside the newer imports of its campus. */
export interface OvertakableImport {
  readonly id: string;
  readonly status: ImportStatus;
  readonly messageCode: string | undefined;
  /** Every establishment the file is for. */
  readonly establishmentIds: readonly string[];
  readonly receivedAt: Date;
  /** null: the file was not read that far. */
  readonly schoolYear: string | null;
}

/** Whether the ENT holds what the file says: integrated, or the content of the last integrated one. */
export const isGoodEnd = (status: ImportStatus, messageCode: string | undefined): boolean =>
  isIntegrated(status) || (status === 'ignored' && messageCode === 'same_content');

/**
 * Whether nothing remains to be done for `older`: a file received after it is good for every one of its establishments. What
 * an integrated import left unmatched, and a plan that awaits a decision, are only overtaken by another integrated import:
 * the content that the ENT holds already leaves the same work. The first import of a year that is being prepared remains to
 * be made, whatever the running year brings.
 */
export function isOvertakenBy(older: OvertakableImport, newer: OvertakableImport): boolean {
  const isAfter =
    newer.receivedAt > older.receivedAt ||
    (newer.receivedAt.getTime() === older.receivedAt.getTime() && newer.id > older.id);
  return (
    isAfter &&
    (older.status === 'held' || isIntegrated(older.status)
      ? isIntegrated(newer.status)
      : isGoodEnd(newer.status, newer.messageCode)) &&
    !(older.messageCode === 'first_import_required' && isOfLaterYear(older, newer)) &&
    older.establishmentIds.every((id) => newer.establishmentIds.includes(id))
  );
}

/** Labels of school years, « 2026-2027 » or « 2027 », are in the order of the years. */
const isOfLaterYear = (older: OvertakableImport, newer: OvertakableImport): boolean =>
  older.schoolYear !== null && newer.schoolYear !== null && older.schoolYear > newer.schoolYear;
