import { z } from 'zod';
import type { Sql } from '../../sql.js';

/** Establishments of ours, or their UAI, are no longer those among which the feed's people were shared out when it was read. */
export class FeedOutdated extends Error {
  override readonly name = 'FeedOutdated';

  constructor(readonly campusCodes: readonly string[]) {
    super('Establishments have changed since the feed was read');
  }
}

const THEIR_ESTABLISHMENTS = `
  SELECT campus_code, string_agg(id || ' ' || uai, ',' ORDER BY id) AS establishments FROM establishment GROUP BY 1`;

/** Remembers, for each campus that the feed is about, which establishments it has now. */
export async function noteEstablishments(tx: Sql): Promise<void> {
  await tx.run(
    `UPDATE feed_campus SET establishments = ours.establishments FROM (${THEIR_ESTABLISHMENTS}) AS ours
      WHERE ours.campus_code = feed_campus.campus_code`,
  );
}

/**
 * An establishment that came since would lose everybody to a feed that did not share anybody out to it.
 * @throws FeedOutdated
 */
export async function checkEstablishments(sql: Sql): Promise<void> {
  const changed = await sql.rows(
    z.object({ code: z.string() }),
    `SELECT campus_code AS code FROM feed_campus LEFT JOIN (${THEIR_ESTABLISHMENTS}) AS ours USING (campus_code)
      WHERE NOT is_placed AND feed_campus.establishments IS DISTINCT FROM ours.establishments ORDER BY 1`,
  );
  if (changed.length > 0) throw new FeedOutdated(changed.map(({ code }) => code));
}
