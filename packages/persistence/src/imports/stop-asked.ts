import type { ImportRun } from '@timetable/domain';
import type { QueryBuilder } from '../query-builder.js';

type AttemptId = Pick<ImportRun, 'importId' | 'attempt'>;

/** Somebody asked the attempt to stop, in time: it must not publish. */
export class StopAskedError extends Error {
  override readonly name = 'StopAskedError';

  constructor({ importId, attempt }: AttemptId) {
    super(`Attempt ${attempt} of import ${importId} was asked to stop.`);
  }
}

/** Login of who asked this attempt to stop; undefined when nobody did through us. */
export async function stopAskedBy(
  query: QueryBuilder,
  { importId, attempt }: AttemptId,
): Promise<string | undefined> {
  const cancel = await query
    .selectFrom('importDecision')
    .select('decidedBy')
    .where('importId', '=', importId)
    .where('attempt', '=', attempt)
    .where('decision', '=', 'cancel')
    .executeTakeFirst();
  return cancel?.decidedBy;
}
