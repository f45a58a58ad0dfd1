import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportReader, SourceRetentionRepository } from '@timetable/persistence';
import { ImportScenario } from '../support/import-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { sessionDraft } from '../support/session-draft.js';

describe('source files past their retention', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it('are those of imports that are over, oldest first; report and sessions stay', async () => {
    const retention = new SourceRetentionRepository(test.database);
    const scenario = await ImportScenario.create(test.database, 'garde', ['A']);
    const sessions = [sessionDraft({ establishmentIds: ['garde/A'] })];
    const { run } = await scenario.integrate({ sessions, firstOfYear: true });
    const held = await scenario.begin();
    await scenario.plan(held, { sessions: [] });
    await scenario.complete(held, 'held');
    scenario.now = new Date('2026-12-24T12:00:00Z');
    const recent = await scenario.integrate({ sessions });
    const late = new Date('2027-06-01T00:00:00Z');
    const idsBefore = async (instant: Date) => (await retention.expired(instant, 10)).map(({ id }) => id);
    expect(await idsBefore(late)).toEqual([run.importId, recent.run.importId]);
    // Somebody may still approve it, whenever it came.
    expect(await idsBefore(late)).not.toContain(held.importId);
    await test.database.sql.run(`UPDATE import SET status = 'refused' WHERE id = $1`, [held.importId]);

    const expired = await retention.expired(new Date('2026-12-01T00:00:00Z'), 10);
    expect(expired.map(({ id }) => id).sort()).toEqual([run.importId, held.importId].sort());
    expect(await retention.expired(late, 1)).toHaveLength(1);

    for (const { id } of expired) await retention.markDeleted(id, late);
    await retention.markDeleted(run.importId, new Date('2028-01-01T00:00:00Z'));
    expect(await idsBefore(late)).toEqual([recent.run.importId]);
    const record = await new ImportReader(test.database).find(run.importId);
    expect(record).toMatchObject({ status: 'integrated', sourceDeletedAt: late });
    expect(record?.counts).toMatchObject({ sessionsCreated: 1 });
    expect(
      await rowsOf(test.database.sql, 'SELECT FROM import_event WHERE import_id = $1', [run.importId]),
    ).toEqual([]);
  });
});
