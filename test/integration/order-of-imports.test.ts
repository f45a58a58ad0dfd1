// An import that comes back after a later deposit was integrated: it gives way, unless a person asks for it on top.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImportRun } from '@timetable/domain';
import {
  FencedError,
  ImportDecisionRepository,
  OutboxRepository,
  OvertakenError,
} from '@timetable/persistence';
import { z } from 'zod';
import { ImportScenario } from '../support/import-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { countRows } from '../support/rows.js';
import { sessionDraft } from '../support/session-draft.js';

const ENDED = z.object({ status: z.string(), supersededBy: z.string().nullable() });

let test: TestDatabase;
let scenario: ImportScenario;
let campuses = 0;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  scenario = await ImportScenario.create(test.database, `order${(campuses += 1)}`, ['A', 'B']);
});

const wide = () => scenario.target('A', 'B');
const stateOf = (id: string) =>
  test.database.sql.first(ENDED, 'SELECT status, superseded_by AS "supersededBy" FROM import WHERE id = $1', [
    id,
  ]);
const later = (minutes: number): void => {
  scenario.now = new Date(scenario.now.getTime() + minutes * 60_000);
};

/** A file for the whole campus whose workflow is lost in its middle; then one for A alone, integrated. */
async function lostThenIntegrated(): Promise<{ lost: ImportRun; newer: string }> {
  const lost = await scenario.claim(await scenario.deposit({ establishment: undefined }));
  await scenario.validate(lost);
  later(10);
  const { run } = await scenario.integrate({ sessions: [sessionDraft()] });
  later(10);
  return { lost, newer: run.importId };
}

const comesBack = async (run: ImportRun): Promise<void> => {
  expect(await scenario.imports.requeueStuck(run, scenario.now)).toBe(true);
};

describe('An import that comes back', () => {
  it('is superseded by a later deposit that was integrated for one of its establishments', async () => {
    const { lost, newer } = await lostThenIntegrated();
    await comesBack(lost);
    const claim = await scenario.imports.claim({ importId: lost.importId, attempt: 2 }, scenario.now);
    expect(claim).toEqual({ taken: false, status: 'superseded' });
    expect(await stateOf(lost.importId)).toEqual({ status: 'superseded', supersededBy: newer });
    expect(
      await countRows(test.database.sql, 'fence WHERE import_id = $1 AND released_at IS NULL', [
        lost.importId,
      ]),
    ).toBe(0);
    const { attempts } = await new OutboxRepository(test.database).handOver(10_000);
    expect(attempts.map(({ importId }) => importId)).not.toContain(lost.importId);
  });

  it('goes on when what was integrated later shares no establishment with it', async () => {
    const lost = await scenario.claim(await scenario.deposit({ establishment: 'B' }));
    later(10);
    await scenario.integrate({ sessions: [sessionDraft()] });
    await comesBack(lost);
    expect((await scenario.claim(lost.importId, 2)).attempt).toBe(2);
  });

  it('cannot be applied by the attempt that was lost, which wakes up', async () => {
    const { lost } = await lostThenIntegrated();
    await expect(scenario.publish(lost, {}, wide())).rejects.toThrow(FencedError);
  });

  it('is not applied either when the later one is found out under the fence only', async () => {
    const older = await scenario.claim(await scenario.deposit({ establishment: undefined }));
    await scenario.validate(older);
    await scenario.plan(older, { sessions: [] }, wide());
    later(10);
    const newer = await scenario.deposit();
    await test.database.sql.run(
      `UPDATE import SET published = '{}', status = 'integrated', ended_at = $2, school_year = '2026-2027' WHERE id = $1`,
      [newer, scenario.now],
    );
    await expect(scenario.publish(older, {}, wide())).rejects.toThrow(OvertakenError);
    expect(await scenario.plans.isPublished(older)).toBe(false);
    const again = await scenario.imports.claim(older, scenario.now);
    expect(again).toEqual({ taken: false, status: 'superseded' });
  });

  it('is planned again on top when an operator asks for it after the later one', async () => {
    const { lost } = await lostThenIntegrated();
    await test.database.sql.run(`UPDATE import SET status = 'interrupted' WHERE id = $1`, [lost.importId]);
    const decisions = new ImportDecisionRepository(test.database);
    const decision = await decisions.retry(lost.importId, undefined, { login: 'op', at: scenario.now });
    expect(decision).toMatchObject({ kind: 'done', attempt: 2 });
    const run = await scenario.claim(lost.importId, 2);
    await scenario.validate(run);
    await scenario.plan(run, { sessions: [] }, wide());
    await scenario.publish(run, {}, wide());
    expect(await scenario.plans.isPublished(run)).toBe(true);
  });

  it('writes its end when it had published itself, whatever came later', async () => {
    const lost = await scenario.claim(await scenario.deposit({ establishment: undefined }));
    await scenario.validate(lost);
    await scenario.plan(lost, { sessions: [] }, wide());
    await scenario.publish(lost, {}, wide());
    later(10);
    await scenario.integrate({ sessions: [sessionDraft()] });
    await comesBack(lost);
    const run = await scenario.claim(lost.importId, 2);
    expect(await scenario.publish(run, {}, wide())).toBeDefined();
    await scenario.complete(run);
    expect(await stateOf(lost.importId)).toMatchObject({ status: 'integrated' });
  });
});
