// An import that comes back after a later deposit was integrated: it gives way, unless a person asks for it on top.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ImportRun } from '@timetable/domain';
import {
  FencedError,
  ImportDecisionRepository,
  OutboxRepository,
  OvertakenError,
  type DecisionOutcome,
} from '@timetable/persistence';
import { z } from 'zod';
import { ownScenario } from '../support/own-campus.js';
import { countRows } from '../support/rows.js';
import { sessionDraft } from '../support/session-draft.js';

const ENDED = z.object({ status: z.string(), supersededBy: z.string().nullable() });

const own = ownScenario('order', ['A', 'B']);

const wide = () => own.scenario.target('A', 'B');
const stateOf = (id: string) =>
  own.database.sql.first(ENDED, 'SELECT status, superseded_by AS "supersededBy" FROM import WHERE id = $1', [
    id,
  ]);
const later = (minutes: number): void => {
  own.scenario.now = new Date(own.scenario.now.getTime() + minutes * 60_000);
};

/** A file for the whole campus whose workflow is lost in its middle; then one for A alone, integrated. */
async function lostThenIntegrated(): Promise<{ lost: ImportRun; newer: string }> {
  const lost = await own.scenario.claim(await own.scenario.deposit({ establishment: undefined }));
  await own.scenario.validate(lost);
  later(10);
  const { run } = await own.scenario.integrate({ sessions: [sessionDraft()] });
  later(10);
  return { lost, newer: run.importId };
}

const comesBack = async (run: ImportRun): Promise<void> => {
  expect(await own.scenario.imports.requeueStuck(run, own.scenario.now)).toBe(true);
};

describe('An import that comes back', () => {
  it('is superseded by a later deposit that was integrated for one of its establishments', async () => {
    const { lost, newer } = await lostThenIntegrated();
    await comesBack(lost);
    const claim = await own.scenario.imports.claim({ importId: lost.importId, attempt: 2 }, own.scenario.now);
    expect(claim).toEqual({ taken: false, status: 'superseded' });
    expect(await stateOf(lost.importId)).toEqual({ status: 'superseded', supersededBy: newer });
    expect(
      await countRows(own.database.sql, 'fence WHERE import_id = $1 AND released_at IS NULL', [
        lost.importId,
      ]),
    ).toBe(0);
    const { attempts } = await new OutboxRepository(own.database).handOver(10_000);
    expect(attempts.map(({ importId }) => importId)).not.toContain(lost.importId);
  });

  it('goes on when what was integrated later shares no establishment with it', async () => {
    const lost = await own.scenario.claim(await own.scenario.deposit({ establishment: 'B' }));
    later(10);
    await own.scenario.integrate({ sessions: [sessionDraft()] });
    await comesBack(lost);
    expect((await own.scenario.claim(lost.importId, 2)).attempt).toBe(2);
  });

  it('cannot be applied by the attempt that was lost, which wakes up', async () => {
    const { lost } = await lostThenIntegrated();
    await expect(own.scenario.publish(lost, {}, wide())).rejects.toThrow(FencedError);
  });

  it('is not applied either when the later one is found out under the fence only', async () => {
    const older = await own.scenario.claim(await own.scenario.deposit({ establishment: undefined }));
    await own.scenario.validate(older);
    await own.scenario.plan(older, { sessions: [] }, wide());
    later(10);
    const newer = await own.scenario.deposit();
    await own.database.sql.run(
      `UPDATE import SET published = '{}', status = 'integrated', ended_at = $2, school_year = '2026-2027' WHERE id = $1`,
      [newer, own.scenario.now],
    );
    await expect(own.scenario.publish(older, {}, wide())).rejects.toThrow(OvertakenError);
    expect(await own.scenario.plans.isPublished(older)).toBe(false);
    const again = await own.scenario.imports.claim(older, own.scenario.now);
    expect(again).toEqual({ taken: false, status: 'superseded' });
  });

  it('writes its end when it had published itself, whatever came later', async () => {
    const lost = await own.scenario.claim(await own.scenario.deposit({ establishment: undefined }));
    await own.scenario.validate(lost);
    await own.scenario.plan(lost, { sessions: [] }, wide());
    await own.scenario.publish(lost, {}, wide());
    later(10);
    await own.scenario.integrate({ sessions: [sessionDraft()] });
    await comesBack(lost);
    const run = await own.scenario.claim(lost.importId, 2);
    expect(await own.scenario.publish(run, {}, wide())).toBeDefined();
    await own.scenario.complete(run);
    expect(await stateOf(lost.importId)).toMatchObject({ status: 'integrated' });
  });
});

/** How an import for the whole campus stopped before it wrote, and what a person may ask of it then. */
const STOPPED = {
  'interrupted by a defect': (run) => stop(run, 'interrupted'),
  'interrupted for lack of a partner key': (run) => stop(run, 'interrupted', 'partner_key_missing'),
  'terminated from Temporal': async (run) => {
    expect(await own.scenario.imports.interruptTerminated(run, own.scenario.now)).toBe(true);
    return retry;
  },
  'cancelled from Temporal': async (run) => {
    await own.scenario.imports.complete(run, { outcome: 'cancelled' }, own.scenario.now);
    return retry;
  },
  'held by a threshold': async (run) => {
    const { digest } = await own.scenario.plan(run, { sessions: [] }, wide());
    await own.scenario.complete(run, 'held');
    return (id, at) => decisions().approve(id, digest, undefined, { login: 'op', at });
  },
} satisfies Record<string, (run: ImportRun) => Promise<Ask>>;

type Ask = (importId: string, at: Date) => Promise<DecisionOutcome>;

const decisions = () => new ImportDecisionRepository(own.database);
const retry: Ask = (id, at) => decisions().retry(id, undefined, { login: 'op', at });

async function stop(run: ImportRun, outcome: 'interrupted', messageCode?: string): Promise<Ask> {
  const completion = { outcome, ...(messageCode !== undefined && { messageCode }) };
  await own.scenario.imports.complete(run, completion, own.scenario.now);
  return retry;
}

describe.each(Object.entries(STOPPED))('An import %s that a person asks for again', (_, stopped) => {
  let older: string;
  let ask: Ask;
  beforeEach(async () => {
    const run = await own.scenario.claim(await own.scenario.deposit({ establishment: undefined }));
    await own.scenario.validate(run);
    ask = await stopped(run);
    older = run.importId;
    later(10);
  });

  it('while a later file of one of its establishments is being imported gives way to it all the same', async () => {
    const newer = await own.scenario.claim(await own.scenario.deposit());
    await own.scenario.plan(newer, { sessions: [sessionDraft()] });
    expect(await ask(older, own.scenario.now)).toMatchObject({ kind: 'done', attempt: 2 });
    later(1);
    await own.scenario.publish(newer, { sessions: [sessionDraft()] });
    await own.scenario.complete(newer);
    const claim = await own.scenario.imports.claim({ importId: older, attempt: 2 }, own.scenario.now);
    expect(claim).toEqual({ taken: false, status: 'superseded' });
    expect(await stateOf(older)).toEqual({ status: 'superseded', supersededBy: newer.importId });
  });

  it('once the later one is integrated is planned again on top of it', async () => {
    await own.scenario.integrate({ sessions: [sessionDraft()] });
    expect(['done', 'replanning']).toContain((await ask(older, own.scenario.now)).kind);
    const run = await own.scenario.claim(older, 2);
    await own.scenario.validate(run);
    await own.scenario.plan(run, { sessions: [] }, wide());
    await own.scenario.publish(run, {}, wide());
    expect(await own.scenario.plans.isPublished(run)).toBe(true);
  });
});
