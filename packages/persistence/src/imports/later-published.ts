import { wouldOverwrite } from '@timetable/domain';
import { sql } from 'kysely';
import type { Transaction } from '../transaction.js';

/** A file deposited later was published for one of the establishments: this import must not be applied over it. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';

  constructor(importId: string, by: string) {
    super(`Import ${importId} would overwrite what import ${by} has brought.`);
  }
}

/**
 * The id of a published import that this one would overwrite (the domain's `wouldOverwrite`), if there is one. As of now and for
 * as long as the transaction holds the fence: nobody else publishes for the same establishments meanwhile.
 */
export async function laterPublished({ query }: Transaction, importId: string): Promise<string | undefined> {
  const columns = ['id', 'establishmentIds', 'receivedAt', 'schoolYear'] as const;
  const older = await query
    .selectFrom('import')
    .select([...columns, 'campusCode', 'askedAt'])
    .where('id', '=', importId)
    .executeTakeFirst();
  if (older === undefined) return undefined;
  const published = await query
    .selectFrom('import')
    .select([...columns, 'endedAt'])
    .where('campusCode', '=', older.campusCode)
    .where('receivedAt', '>', older.receivedAt)
    .where('published', 'is not', null)
    .where('establishmentIds', '&&', sql<string[]>`${older.establishmentIds}::text[]`)
    .orderBy('receivedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return published.find((later) => wouldOverwrite(older, later))?.id;
}
