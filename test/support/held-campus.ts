import type { Database } from '@timetable/persistence';

/** Holds the row of a campus, as a long transaction does: whoever needs it waits. @returns what lets it go */
export async function holdCampus(database: Database, code: string): Promise<() => Promise<void>> {
  const held = Promise.withResolvers<undefined>();
  const released = Promise.withResolvers<undefined>();
  const holding = database.transaction(async (tx) => {
    await tx.run('SELECT FROM campus WHERE code = $1 FOR UPDATE', [code]);
    held.resolve(undefined);
    await released.promise;
  });
  await held.promise;
  return async () => {
    released.resolve(undefined);
    await holding;
  };
}
