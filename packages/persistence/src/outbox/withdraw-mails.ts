import type { Sql } from '../sql.js';

/** Takes back the mails not yet sent about imports that no longer are what the mails say. */
export async function withdrawMails(tx: Sql, importIds: readonly string[]): Promise<void> {
  if (importIds.length === 0) return;
  await tx.run(
    'DELETE FROM notification WHERE import_id = ANY ($1::uuid[]) AND sent_at IS NULL AND refused_at IS NULL',
    [importIds],
  );
}
