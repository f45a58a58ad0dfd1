import type { Database } from './database.js';
import { MIGRATIONS } from './migrations/index.js';

/** Any constant nobody else uses: what processes starting together queue on. */
const MIGRATION_LOCK = 7_240_311;

/** The database was migrated by a newer release: running an older one on it could damage what it does not know. */
export class NewerSchema extends Error {
  override readonly name = 'NewerSchema';
}

/**
 * Brings the schema up to date. Any number of processes may do it at once: one works, the others wait, then find nothing
 * left to do.
 *
 * @throws NewerSchema when the database knows migrations that this release does not
 */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    // Held by a connection of its own, because the migrator keeps its table outside of its transaction.
    await tx.run('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const executed = await database.orm.migrator.getExecuted();
    const known = new Set(MIGRATIONS.map(({ name }) => name));
    const unknown = executed.map(({ name }) => name).filter((name) => !known.has(name));
    if (unknown.length > 0) {
      throw new NewerSchema(
        `The database knows migrations that this release does not: ${unknown.join(', ')}. Start the newer release.`,
      );
    }
    await database.orm.migrator.up();
  });
}
