import { describe, expect, it } from '@jest/globals';
import { IMPORT_STEPS, type ImportRun, type ProblemGroup } from '@timetable/domain';
import { FencedError, listenToImports, OutboxRepository } from '@timetable/persistence';
import { z } from 'zod';
import { importFact } from '../support/import-fact.js';
import { ownScenario } from '../support/own-campus.js';
import { notify } from '../support/notified-account.js';
import { firstRow, rowsOf } from '../support/rows.js';
import { sessionDraft } from '../support/session-draft.js';

const EVENT = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) });

const own = ownScenario('led', ['A', 'B']);

const importRow = async (id: string) =>
  firstRow(
    own.database.sql,
    `SELECT status, message_code AS code, next_actor AS actor, superseded_by AS "supersededBy",
            ended_at IS NOT NULL AS ended FROM import WHERE id = $1`,
    [id],
  );
const events = (id: string) =>
  own.database.sql.rows(EVENT, 'SELECT type, data FROM import_event WHERE import_id = $1 ORDER BY id', [id]);
const step = (run: ImportRun) => own.scenario.imports.startStep(run, 'validation', own.scenario.now);

describe('claiming an import', () => {
  it('starts its attempt, dates it once, and answers the same generation when asked again', async () => {
    const id = await own.scenario.deposit();
    const first = await own.scenario.imports.claim({ importId: id, attempt: 1 }, own.scenario.now);
    const later = new Date(own.scenario.now.getTime() + 60_000);
    expect(await own.scenario.imports.claim({ importId: id, attempt: 1 }, later)).toEqual(first);
    expect(await own.scenario.imports.status(id)).toBe('running');
    const context = await own.scenario.imports.loadContext({ importId: id, attempt: 1, generation: '0' });
    expect(context).toMatchObject({
      claimedAt: own.scenario.now,
      origin: 'manual',
      target: {
        campusCode: own.scenario.campusCode,
        establishments: [{ code: 'A', timeZone: 'Europe/Paris' }],
      },
      year: { label: '2026-2027', state: 'awaiting_first_import' },
      settings: { formats: ['edt', 'udt', 'sts'] },
    });
  });

  it('refuses every write of an attempt whose establishment another import took, and tells it apart by generation', async () => {
    const stale = await own.scenario.begin();
    await step(stale);
    const fresh = await own.scenario.begin();
    await expect(step(stale)).rejects.toThrow(FencedError);
    await expect(own.scenario.complete(stale)).rejects.toThrow(FencedError);
    await expect(own.scenario.plan(stale, {})).rejects.toThrow(FencedError);
    await expect(step({ ...fresh, generation: stale.generation })).rejects.toThrow(FencedError);
    await step(fresh);
  });

  it('fences a campus-wide import out as soon as one of its establishments is gone', async () => {
    const wide = await own.scenario.claim(await own.scenario.deposit({ establishment: undefined }));
    await step(wide);
    await own.scenario.claim(await own.scenario.deposit({ establishment: 'B' }));
    await expect(step(wide)).rejects.toThrow(FencedError);
  });

  it('lets two establishments of a campus be imported side by side', async () => {
    const [a, b] = await Promise.all(
      ['A', 'B'].map(async (code) => own.scenario.claim(await own.scenario.deposit({ establishment: code }))),
    );
    if (a) await step(a);
    if (b) await step(b);
  });

  it('is refused to an attempt that is over, and does not take the fence back', async () => {
    const run = await own.scenario.begin();
    await own.scenario.complete(run, 'held');
    const other = await own.scenario.begin();
    const late = await own.scenario.imports.claim({ importId: run.importId, attempt: 1 }, own.scenario.now);
    expect(late).toEqual({ taken: false, status: 'held' });
    await step(other);
  });

  it('begins a second attempt on a clean slate, the transfer and the first claim kept', async () => {
    const run = await own.scenario.begin();
    await own.scenario.imports.endStep(
      run,
      'validation',
      { state: 'ok', counts: { courses: 3 } },
      own.scenario.now,
    );
    await own.scenario.complete(run, 'held');
    await own.database.sql.run(`UPDATE import SET status = 'received', attempt = 2 WHERE id = $1`, [
      run.importId,
    ]);
    const taken = own.scenario.now;
    own.scenario.now = new Date('2026-10-02T12:00:00Z');
    const second = await own.scenario.claim(run.importId, 2);
    expect((await own.scenario.imports.loadContext(second)).claimedAt).toEqual(taken);
    const steps = await rowsOf(own.database.sql, 'SELECT step, state FROM import_step WHERE import_id = $1', [
      run.importId,
    ]);
    expect(new Map(steps.map(({ step, state }) => [step, state]))).toEqual(
      new Map(IMPORT_STEPS.map((name) => [name, name === 'transfer' ? 'ok' : 'pending'])),
    );
    await expect(step(run)).rejects.toThrow(FencedError);
  });
});

describe('following an import', () => {
  it('writes each change of status and step as an event, and announces it when it is committed', async () => {
    const heard: (string | undefined)[] = [];
    const subscription = await listenToImports(own.database, (news) => heard.push(news?.importId));
    const run = await own.scenario.begin();
    await step(run);
    const result = { state: 'alert', counts: { courses: 3 }, message: 'Deux avertissements.' } as const;
    await own.scenario.imports.endStep(run, 'validation', result, own.scenario.now);
    await own.scenario.complete(run);
    await subscription.close();
    expect(
      (await events(run.importId)).map(({ type, data }) => [
        type,
        data['step'],
        data['state'] ?? data['status'],
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['status', undefined, 'running'],
        ['step', 'validation', 'running'],
        ['step', 'validation', 'alert'],
        ['status', undefined, 'integrated'],
      ]),
    );
    expect(heard).toContain(run.importId);
  });

  it('replaces what an earlier attempt of the validation found', async () => {
    const run = await own.scenario.begin();
    const problem: ProblemGroup = {
      ...{ code: 'mask_bit', severity: 'warning' as const, count: 2, meaning: 'Sens.', advice: 'Conseil.' },
      ...{ examples: [{ line: 12, value: '0' }], consequences: [] },
    };
    const record = {
      ...{ format: 'EDT', timetableSha256: 'abc', problems: [problem], counts: { courses: 3 } },
      verdict: 'accepted',
    } as const;
    const result = { state: 'ok', counts: { courses: 3 } } as const;
    await own.scenario.imports.recordValidation(
      run,
      { ...record, problems: [problem, { ...problem, code: 'x' }] },
      result,
      own.scenario.now,
    );
    await own.scenario.imports.recordValidation(run, record, result, own.scenario.now);
    const stored = await rowsOf(
      own.database.sql,
      'SELECT code, count, examples FROM import_problem WHERE import_id = $1',
      [run.importId],
    );
    expect(stored).toEqual([{ code: 'mask_bit', count: 2, examples: [{ line: 12, value: '0' }] }]);
  });
});

describe('completing an import', () => {
  it('frees the establishments and stands: a second completion, or a late write, changes nothing', async () => {
    const run = await own.scenario.begin();
    await own.scenario.complete(run);
    await own.scenario.imports.complete(run, { outcome: 'interrupted' }, own.scenario.now);
    expect(await importRow(run.importId)).toMatchObject({ status: 'integrated', ended: true });
    await expect(step(run)).rejects.toThrow(FencedError);
    const locks = await rowsOf(
      own.database.sql,
      'SELECT FROM fence WHERE import_id = $1 AND released_at IS NULL',
      [run.importId],
    );
    expect(locks).toEqual([]);
  });

  it('keeps the staging of a held import only', async () => {
    const staged = (id: string) =>
      rowsOf(own.database.sql, 'SELECT FROM session_staging WHERE import_id = $1', [id]);
    const held = await own.scenario.begin();
    await own.scenario.plan(held, { sessions: [sessionDraft()] });
    await own.scenario.complete(held, 'held');
    expect(await staged(held.importId)).toHaveLength(1);
    const { run } = await own.scenario.integrate({ sessions: [sessionDraft()] });
    expect(await staged(run.importId)).toEqual([]);
  });

  it('queues one mail per account that asked for it, however often the attempt ends', async () => {
    await own.database.sql.run(
      `INSERT INTO ent_user (campus_code, ent_id, last_name, first_name, email, absent_since)
       SELECT $1, id, 'N', 'P', id || '@example.org', CASE id WHEN 'gone' THEN now() END FROM unnest(ARRAY['u1', 'u2', 'gone']) AS id`,
      [own.scenario.campusCode],
    );
    await own.database.sql.run(
      `INSERT INTO deposit_account (login, campus_code, user_ent_id, password_hash, notify)
       SELECT $1 || '.' || id, $1, id, '', id <> 'u2' FROM unnest(ARRAY['u1', 'u2', 'gone']) AS id`,
      [own.scenario.campusCode],
    );
    const run = await own.scenario.begin();
    const completion = {
      outcome: 'held',
      nextActor: 'manager',
      notification: importFact(run, 'held'),
    } as const;
    await own.scenario.imports.complete(run, completion, own.scenario.now);
    await own.scenario.imports.complete(run, completion, own.scenario.now);
    await own.database.sql.run(`UPDATE import SET status = 'received', attempt = 2 WHERE id = $1`, [
      run.importId,
    ]);
    await own.scenario.imports.complete(
      await own.scenario.claim(run.importId, 2),
      completion,
      own.scenario.now,
    );
    const mails = await rowsOf(
      own.database.sql,
      'SELECT kind, recipient_login AS login, recipient_email AS email FROM notification WHERE import_id = $1',
      [run.importId],
    );
    expect(mails).toEqual([
      { kind: 'held', login: `${own.scenario.campusCode}.u1`, email: 'u1@example.org' },
    ]);
  });

  it('tells a channel that reaches the installation once, whoever has an account, beside the people', async () => {
    await notify(own.database, own.scenario.campusCode, { user: 'a' });
    await notify(own.database, own.scenario.campusCode, { user: 'b' });
    const run = await own.scenario.begin();
    const notification = importFact(run, 'held', {
      channels: [
        { name: 'mail', reaches: 'people' },
        { name: 'hook', reaches: 'installation' },
      ],
    });
    await own.scenario.imports.complete(run, { outcome: 'held', notification }, own.scenario.now);
    const told = await rowsOf(
      own.database.sql,
      `SELECT channel, recipient_email AS email, data FROM notification WHERE import_id = $1 ORDER BY 1, 2`,
      [run.importId],
    );
    const { data } = notification;
    expect(told).toEqual([
      { channel: 'hook', email: null, data },
      { channel: 'mail', email: 'a@example.org', data },
      { channel: 'mail', email: 'b@example.org', data },
    ]);
  });
});

describe('the sweeper’s view', () => {
  it('lists the imports under way, and those that have no place in a queue, and not those that wait', async () => {
    const { campusCode, imports } = own.scenario;
    const outbox = new OutboxRepository(own.database);
    await own.scenario.integrate({});
    const running = await own.scenario.begin();
    const [lost, waiting] = [await own.scenario.deposit(), await own.scenario.deposit()];
    await outbox.handOver(10_000);
    await own.database.sql.run(
      `UPDATE outbox SET handed_at = now() - interval '1 hour' WHERE import_id = $1`,
      [running.importId],
    );
    await own.database.sql.run('DELETE FROM outbox WHERE import_id = $1', [lost]);
    const found = (await imports.stuck()).filter((stuck) => stuck.campusCode === campusCode);
    expect(new Map(found.map(({ importId, ...stuck }) => [importId, stuck]))).toEqual(
      new Map([
        [
          running.importId,
          { campusCode, attempt: 1, status: 'running', underWaySeconds: expect.closeTo(3600, -2) },
        ],
        [lost, { campusCode, attempt: 1, status: 'received', underWaySeconds: undefined }],
      ]),
    );
    expect(found.map(({ importId }) => importId)).not.toContain(waiting);
  });
});

describe('a lost import', () => {
  it('is queued once more by the first sweeper only, its approval kept, its old attempt shut out', async () => {
    const run = await own.scenario.begin();
    await own.database.sql.run(`UPDATE import SET approved_plan_hash = 'seen' WHERE id = $1`, [run.importId]);
    const swept = await Promise.all(
      [1, 2, 3].map(() => own.scenario.imports.requeueStuck(run, own.scenario.now)),
    );
    expect(swept.filter(Boolean)).toHaveLength(1);
    const attempts = await rowsOf(
      own.database.sql,
      `SELECT attempt, approved_plan_hash AS hash FROM outbox WHERE import_id = $1 AND attempt > 1`,
      [run.importId],
    );
    expect(attempts).toEqual([{ attempt: 2, hash: 'seen' }]);
    const second = await own.scenario.claim(run.importId, 2);
    expect((await own.scenario.imports.loadContext(second)).approvedPlanHash).toBe('seen');
    await expect(step(run)).rejects.toThrow(FencedError);
  });
});
