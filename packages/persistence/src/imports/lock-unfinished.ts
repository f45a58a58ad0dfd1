import type { ImportRun, ImportStatus } from '@timetable/domain';
import type { Transaction } from '../transaction.js';
import type { StuckImport } from './stuck-import.js';

/** Of an import that somebody works on, or is about to. */
export const UNFINISHED: readonly StuckImport['status'][] = ['received', 'running'];

interface UnfinishedImport {
  readonly campusCode: string;
  readonly status: ImportStatus;
  readonly approvedPlanHash: string | null;
  readonly isPublished: boolean;
}

/** The import, locked, unless this attempt is over. */
export function lockUnfinished(
  { query }: Transaction,
  { importId, attempt }: Pick<ImportRun, 'importId' | 'attempt'>,
): Promise<UnfinishedImport | undefined> {
  return query
    .selectFrom('import')
    .select((of) => [
      'campusCode',
      'status',
      'approvedPlanHash',
      of('published', 'is not', null).$castTo<boolean>().as('isPublished'),
    ])
    .where('id', '=', importId)
    .where('attempt', '=', attempt)
    .where('status', 'in', UNFINISHED)
    .forUpdate()
    .executeTakeFirst();
}
