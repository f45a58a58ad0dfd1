// Which import gives way to which, and when: an older one of the same target, once a newer file has passed validation.
import { describe, expect, it } from '@jest/globals';
import type { ImportRun } from '@timetable/domain';
import { FencedError } from '@timetable/persistence';
import { z } from 'zod';
import { importFact } from '../support/import-fact.js';
import { ownScenario } from '../support/own-campus.js';
import { notify } from '../support/notified-account.js';
import { firstRow, rowsOf } from '../support/rows.js';
import { sessionDraft } from '../support/session-draft.js';

const STEP = z.object({ state: z.string() });

const own = ownScenario('sup', ['A', 'B']);

const importRow = (id: string) =>
  firstRow(
    own.database.sql,
    `SELECT status, superseded_by AS "supersededBy", ended_at IS NOT NULL AS ended, next_actor AS actor
       FROM import WHERE id = $1`,
    [id],
  );
const statusOf = (id: string) => own.scenario.imports.status(id);
const stepStates = async (id: string): Promise<string[]> => {
  const steps = await own.database.sql.rows(
    STEP,
    `SELECT DISTINCT state FROM import_step WHERE import_id = $1 AND step <> 'transfer' ORDER BY state`,
    [id],
  );
  return steps.map(({ state }) => state);
};

/** Time passes, then another file comes and is claimed. */
async function beginLater(fileName = 'EDT_test.zip'): Promise<ImportRun> {
  own.scenario.now = new Date(own.scenario.now.getTime() + 10 * 60_000);
  return own.scenario.claim(await own.scenario.deposit({ fileName }));
}

async function hold(): Promise<ImportRun> {
  const run = await own.scenario.begin();
  await own.scenario.validate(run);
  await own.scenario.plan(run, { sessions: [sessionDraft()] });
  await own.scenario.complete(run, 'held');
  return run;
}

describe('a file that has passed validation', () => {
  it('supersedes older imports of its target that wait or are held, and nobody else', async () => {
    const held = await hold();
    const waiting = await own.scenario.deposit();
    const elsewhere = await own.scenario.deposit({ establishment: 'B' });
    const wide = await own.scenario.deposit({ establishment: undefined });
    const run = await beginLater();
    own.scenario.now = new Date(own.scenario.now.getTime() + 1000);
    const newer = await own.scenario.deposit();
    expect([await statusOf(held.importId), await statusOf(waiting)]).toEqual(['held', 'received']);

    await own.scenario.validate(run);

    const superseded = { status: 'superseded', supersededBy: run.importId, ended: true, actor: 'nobody' };
    expect(await importRow(held.importId)).toEqual(superseded);
    expect(await importRow(waiting)).toEqual(superseded);
    for (const id of [elsewhere, wide, newer]) expect(await statusOf(id)).toBe('received');
    expect(await own.scenario.plans.isStaged(held)).toBe(false);
    expect(await stepStates(waiting)).toEqual(['skipped']);
  });

  it('lets the one that still waits end at its turn, without the fence', async () => {
    const waiting = await own.scenario.deposit();
    const run = await beginLater();
    await own.scenario.validate(run);
    const claim = await own.scenario.imports.claim({ importId: waiting, attempt: 1 }, own.scenario.now);
    expect(claim).toEqual({ taken: false, status: 'superseded' });
    await own.scenario.imports.startStep(run, 'thresholds', own.scenario.now);
  });

  it('supersedes one that was interrupted: a retry would bring the older timetable back', async () => {
    const lost = await own.scenario.begin();
    await own.scenario.imports.complete(lost, { outcome: 'interrupted' }, own.scenario.now);
    await own.scenario.validate(await beginLater());
    expect(await importRow(lost.importId)).toMatchObject({ status: 'superseded', actor: 'nobody' });
  });

  it('supersedes one whose workflow was lost while it ran: nobody brings it back over the newer one', async () => {
    const lost = await own.scenario.begin();
    await own.scenario.imports.startStep(lost, 'validation', own.scenario.now);
    await own.scenario.validate(await beginLater());
    expect(await importRow(lost.importId)).toMatchObject({ status: 'superseded', ended: true });
    expect(await stepStates(lost.importId)).toEqual(['skipped']);
    await expect(own.scenario.imports.startStep(lost, 'thresholds', own.scenario.now)).rejects.toThrow(
      FencedError,
    );
    expect(await own.scenario.imports.requeueStuck(stuck(lost), own.scenario.now)).toBe(false);
  });

  it('leaves alone what has published: it only has its end to write', async () => {
    const published = await own.scenario.begin();
    await own.scenario.plan(published, {});
    await own.scenario.publish(published, {});
    await own.scenario.validate(await beginLater());
    expect(await statusOf(published.importId)).toBe('running');
  });

  it('withdraws the mail that asks for a decision nobody can take any more', async () => {
    await notify(own.database, own.scenario.campusCode);
    const held = await own.scenario.begin();
    await own.scenario.imports.complete(
      held,
      {
        outcome: 'held',
        notification: importFact(held, 'held'),
      },
      own.scenario.now,
    );
    await own.scenario.validate(await beginLater());
    const mails = await rowsOf(own.database.sql, 'SELECT FROM notification WHERE import_id = $1', [
      held.importId,
    ]);
    expect(mails).toEqual([]);
  });
});

describe('a file that is rejected, ignored, or has not been judged yet', () => {
  it.each(['discarded', 'known'] as const)('supersedes no held plan: %s', async (verdict) => {
    const held = await hold();
    await own.scenario.validate(await beginLater(), verdict);
    expect(await statusOf(held.importId)).toBe('held');
  });

  it('supersedes, when it is known already, what waited before it and nobody has looked at', async () => {
    const waiting = await own.scenario.deposit();
    const run = await beginLater();
    await own.scenario.validate(run, 'known');
    expect(await importRow(waiting)).toMatchObject({ status: 'superseded', supersededBy: run.importId });
  });

  it('supersedes nothing while it waits and while it is read', async () => {
    const held = await hold();
    const run = await beginLater();
    await own.scenario.imports.startStep(run, 'validation', own.scenario.now);
    expect(await statusOf(held.importId)).toBe('held');
  });

  it('supersedes nothing when it is a readable duplicate beside the good file', async () => {
    const good = await hold();
    own.scenario.now = new Date(own.scenario.now.getTime() + 5_000);
    const duplicate = await own.scenario.claim(await own.scenario.deposit({ fileName: 'EDT_PRONOTE_1.zip' }));
    await own.scenario.validate(duplicate);
    expect(await statusOf(good.importId)).toBe('held');
  });
});

const stuck = (run: ImportRun) =>
  ({ ...run, campusCode: own.scenario.campusCode, status: 'running' }) as const;
