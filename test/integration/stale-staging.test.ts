import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StagingRepository } from '@timetable/persistence';
import { z } from 'zod';
import { ImportScenario } from '../support/import-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { sessionDraft } from '../support/session-draft.js';

const STAGED = z.object({ id: z.string() });

describe('staging of imports that are over', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it('is emptied, and that of an import which may still be approved is not', async () => {
    const staging = new StagingRepository(test.database);
    const hold = async (code: string): Promise<string> => {
      const scenario = await ImportScenario.create(test.database, code, ['A']);
      const run = await scenario.begin();
      await scenario.plan(run, { sessions: [sessionDraft({ establishmentIds: [`${code}/A`] })] });
      await scenario.complete(run, 'held');
      return run.importId;
    };
    const staged = async (): Promise<string[]> =>
      (
        await test.database.sql.rows(
          STAGED,
          'SELECT import_id AS id FROM session_staging UNION SELECT import_id FROM staged_part',
        )
      ).map(({ id }) => id);
    const waiting = await hold('attente');
    const over = await hold('fini');
    expect(await staging.deleteStale()).toBe(0);
    expect((await staged()).sort()).toEqual([waiting, over].sort());

    // As a version with a defect, or a person with a console, might leave it.
    await test.database.sql.run(`UPDATE import SET status = 'refused' WHERE id = $1`, [over]);
    expect(await staging.deleteStale()).toBe(1);
    expect(await staged()).toEqual([waiting]);
    expect(await staging.deleteStale()).toBe(0);
  });
});
