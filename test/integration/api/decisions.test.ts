// What people decide about an import: approve, refuse, cancel, retry, alone or two at once.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from '../../support/api.js';
import { holdImport, holdAttempt } from '../../support/held-import.js';
import { ImportScenario } from '../../support/import-scenario.js';
import { at } from '../../support/json-at.js';
import { rowsOf } from '../../support/rows.js';
import { sessionDraft } from '../../support/session-draft.js';

let api: TestApi;
let scenario: ImportScenario;
let manager: string;
beforeAll(async () => {
  api = await startTestApi();
  scenario = await ImportScenario.create(api.database, 'CITE');
  manager = await api.signIn('manager', 'CITE');
});
afterAll(() => api.stop());

const post = (path: string, json: unknown = {}, token = manager) => api.call('POST', path, { token, json });
const outboxOf = (importId: string) =>
  rowsOf(
    api.database.sql,
    `SELECT attempt, priority, approved_plan_hash AS hash FROM outbox WHERE import_id = $1 AND attempt > 1 ORDER BY id`,
    [importId],
  );
/** Another import of the same campus changed the current state meanwhile. */
const changeState = () =>
  api.database.sql.run(
    `UPDATE establishment SET state_version = state_version + 1 WHERE campus_code = 'CITE'`,
  );

describe('approving a held import', () => {
  it('queues one more attempt for this plan, first, and keeps who, when and why', async () => {
    const { importId, planHash } = await holdImport(scenario);
    const answer = await post(`/imports/${importId}/approve`, { planHash, reason: 'Vu avec le collège' });
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ id: importId, status: 'received', attempt: 2 });
    expect(await outboxOf(importId)).toEqual([{ attempt: 2, priority: 1, hash: planHash }]);
    const { body } = await api.get(`/imports/${importId}`);
    expect(at(body, 'decisions')).toEqual([
      {
        decision: 'approve',
        by: 'manager.cite',
        at: expect.stringMatching(/^2026-11-24T/),
        reason: 'Vu avec le collège',
        planHash,
      },
    ]);
  });

  it('of two people at once lets the first win and tells the second who decided', async () => {
    const { importId, planHash } = await holdImport(scenario);
    const answers = await Promise.all([
      post(`/imports/${importId}/approve`, { planHash }),
      post(`/imports/${importId}/refuse`, {}, api.operator),
    ]);
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses[1]).toBe(409);
    const loser = answers.find(({ status }) => status === 409);
    const winner = statuses[0] === 202 ? 'manager.cite' : 'admin';
    expect(loser?.body).toMatchObject({ code: 'already_decided', decidedBy: winner });
    expect(at(loser?.body, 'detail')).toMatch(new RegExp(`par ${winner}, le mardi 24 novembre 2026`));
  });

  it('of another plan than the one held answers 409 with the plan that is held', async () => {
    const { importId, planHash } = await holdImport(scenario);
    const answer = await post(`/imports/${importId}/approve`, { planHash: 'older' });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'plan_changed', planHash, thresholds: [] });
    expect(await outboxOf(importId)).toEqual([]);
  });

  it('whose current state changed has the plan computed again, and goes on when it is the same', async () => {
    const { importId, planHash } = await holdImport(scenario);
    await changeState();
    const approval = post(`/imports/${importId}/approve`, { planHash });
    await expectAttempt(importId, 2);
    expect(await holdAttempt(scenario, importId, 2)).toBe(planHash);
    expect((await approval).body).toMatchObject({ status: 'received', attempt: 3 });
    expect(await outboxOf(importId)).toEqual([
      { attempt: 2, priority: 1, hash: null },
      { attempt: 3, priority: 1, hash: planHash },
    ]);
  });

  it('whose current state changed answers 409 with the new plan when it is another', async () => {
    const { importId, planHash } = await holdImport(scenario);
    await changeState();
    const approval = post(`/imports/${importId}/approve`, { planHash });
    await expectAttempt(importId, 2);
    const changed = await holdAttempt(scenario, importId, 2, {
      sessions: [sessionDraft({ establishmentIds: ['CITE/A'] })],
    });
    expect(changed).not.toBe(planHash);
    expect(await approval).toMatchObject({
      status: 409,
      body: { code: 'plan_changed', planHash: changed, importStatus: 'held' },
    });
    expect(at((await api.get(`/imports/${importId}`)).body, 'decisions')).toEqual([]);
  });
});

describe('an import that a newer one replaced', () => {
  it('answers every decision with 409 and the one to open instead', async () => {
    const { importId, planHash } = await holdImport(scenario);
    const newer = await scenario.begin();
    await scenario.validate(newer);
    for (const [action, json] of [
      ['approve', { planHash }],
      ['refuse', {}],
    ] as const) {
      const answer = await post(`/imports/${importId}/${action}`, json);
      expect(answer).toMatchObject({
        status: 409,
        body: { code: 'superseded', importStatus: 'superseded', supersededBy: newer.importId },
      });
      expect(at(answer.body, 'detail')).toMatch(/^Un fichier plus récent a remplacé celui-ci/);
    }
    expect(at((await post(`/imports/${importId}/cancel`)).body, 'detail')).toMatch('« Remplacé »');
    const retried = await post(`/imports/${importId}/retry`, {}, api.operator);
    expect(at(retried.body, 'detail')).toMatch('« Remplacé »');
    expect(await outboxOf(importId)).toEqual([]);
    await scenario.complete(newer);
  });
});

describe('a plan that is being computed again', () => {
  it('makes whoever approves wait for it: of two people the second learns who decided', async () => {
    const { importId, planHash } = await holdImport(scenario);
    await changeState();
    const first = post(`/imports/${importId}/approve`, { planHash });
    await expectAttempt(importId, 2);
    const second = post(`/imports/${importId}/approve`, { planHash }, api.operator);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await holdAttempt(scenario, importId, 2);
    const answers = [await first, await second];
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    const loser = answers.find(({ status }) => status === 409);
    const winner = answers[0]?.status === 202 ? 'manager.cite' : 'admin';
    expect(loser?.body).toMatchObject({ code: 'already_decided', decision: 'approve', decidedBy: winner });
  });
});

describe('an import in the middle of a long write', () => {
  it('makes nobody wait to be told that it runs, nor that its school is locked', async () => {
    const run = await scenario.begin();
    const written = Promise.withResolvers<undefined>();
    const writing = api.database.transaction(async (tx) => {
      await tx.run('SELECT FROM fence WHERE import_id = $1 FOR UPDATE', [run.importId]);
      await tx.run('SELECT FROM import WHERE id = $1 FOR NO KEY UPDATE', [run.importId]);
      await written.promise;
    });
    const answers = [
      await post(`/imports/${run.importId}/approve`, { planHash: 'x' }),
      await post(`/imports/${run.importId}/refuse`),
      // Temporal is away here: it is what is asked to stop a running import.
      await post(`/imports/${run.importId}/cancel`),
      await api.send('PUT', '/establishments/CITE/A/closures', { closures: [] }),
    ];
    written.resolve(undefined);
    await writing;
    expect(answers.map(({ status }) => status)).toEqual([409, 409, 503, 423]);
    await scenario.complete(run);
  });
});

describe('mails about an import that is decided on', () => {
  it('are not sent any more when the mail server was away until then', async () => {
    const { importId } = await holdImport(scenario);
    await api.database.sql.run(
      `INSERT INTO notification (kind, campus_code, import_id, channel, recipient_login, recipient_email, data, dedupe_key)
       VALUES ('held', 'CITE', $1, 'mail', 'emp.a', 'a@example.org', '{}', 'unsent')`,
      [importId],
    );
    await post(`/imports/${importId}/refuse`);
    expect(
      await rowsOf(api.database.sql, 'SELECT FROM notification WHERE import_id = $1', [importId]),
    ).toEqual([]);
  });
});

describe('refusing and cancelling', () => {
  it('closes a held import for good', async () => {
    const { importId } = await holdImport(scenario);
    expect((await post(`/imports/${importId}/refuse`, { reason: 'Mauvais fichier' })).status).toBe(200);
    const { body } = await api.get(`/imports/${importId}`);
    expect(body).toMatchObject({
      status: 'refused',
      statusLabel: 'Écarté',
      planHash: null,
      nextActor: 'nobody',
    });
    expect(at(body, 'steps.*.state')).not.toContain('pending');
    expect((await post(`/imports/${importId}/approve`, { planHash: 'x' })).body).toMatchObject({
      code: 'already_decided',
      decision: 'refuse',
      decidedBy: 'manager.cite',
    });
  });

  it('withdraws an import that waits: it is never claimed', async () => {
    const importId = await scenario.deposit();
    expect((await post(`/imports/${importId}/cancel`)).body).toMatchObject({ status: 'cancelled' });
    expect(await scenario.imports.claim({ importId, attempt: 1 }, scenario.now)).toEqual({
      taken: false,
      status: 'cancelled',
    });
  });

  it('says that an import which ended cannot be cancelled', async () => {
    const importId = await scenario.deposit();
    await post(`/imports/${importId}/cancel`);
    const again = await post(`/imports/${importId}/cancel`);
    expect([again.status, at(again.body, 'code')]).toEqual([409, 'not_cancellable']);
  });

  it('of a running import answers 503 while Temporal is away, and leaves it running', async () => {
    const run = await scenario.begin();
    const answer = await post(`/imports/${run.importId}/cancel`);
    expect([answer.status, at(answer.body, 'code')]).toEqual([503, 'unavailable']);
    expect(at((await api.get(`/imports/${run.importId}`)).body, 'status')).toBe('running');
    await scenario.imports.complete(run, { outcome: 'interrupted' }, scenario.now);
  });

  it('of an import whose sessions are there already is refused, and not noted', async () => {
    const run = await scenario.begin();
    await scenario.plan(run, {});
    await scenario.publish(run, {});
    const answer = await post(`/imports/${run.importId}/cancel`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'not_cancellable' } });
    expect(at(answer.body, 'detail')).toMatch(/^Les séances de cet import sont déjà dans l’ENT/);
    expect(at((await api.get(`/imports/${run.importId}`)).body, 'decisions')).toEqual([]);
    await scenario.complete(run);
  });

  it('of an interrupted import frees its establishment', async () => {
    const run = await scenario.begin();
    await api.database.sql.run(`UPDATE import SET status = 'interrupted' WHERE id = $1`, [run.importId]);
    expect(at((await api.get('/establishments/CITE/A/lock')).body, 'locked')).toBe(true);
    expect((await post(`/imports/${run.importId}/cancel`)).status).toBe(202);
    expect((await api.get('/establishments/CITE/A/lock')).body).toEqual({ locked: false });
  });
});

describe('retrying', () => {
  it('an interrupted import, by an operator only, queues it again with what had been approved', async () => {
    const { importId, planHash } = await holdImport(scenario);
    await post(`/imports/${importId}/approve`, { planHash });
    const run = await scenario.claim(importId, 2);
    await scenario.imports.complete(run, { outcome: 'interrupted' }, scenario.now);
    expect((await post(`/imports/${importId}/retry`)).status).toBe(403);
    const answer = await post(`/imports/${importId}/retry`, {}, api.operator);
    expect(answer.body).toMatchObject({ status: 'received', attempt: 3 });
    expect((await outboxOf(importId)).at(-1)).toEqual({ attempt: 3, priority: 1, hash: planHash });
  });

  it('one that is not interrupted answers 409', async () => {
    const { importId } = await holdImport(scenario);
    const answer = await post(`/imports/${importId}/retry`, {}, api.operator);
    expect([answer.status, at(answer.body, 'code')]).toEqual([409, 'not_interrupted']);
  });
});

async function expectAttempt(importId: string, attempt: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { body } = await api.get(`/imports/${importId}`);
    if (at(body, 'attempt') === attempt) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`The import ${importId} did not reach attempt ${attempt}.`);
}

describe('in a campus of another time zone', () => {
  it('who decided, and since when an import is there, are told by its own clock', async () => {
    const far = await ImportScenario.create(api.database, 'NOUMEA');
    await api.send('PATCH', '/campuses/NOUMEA', {
      establishments: [{ code: 'A', uai: '1340000A', name: 'Collège A', timeZone: 'Pacific/Noumea' }],
    });
    const { importId } = await holdImport(far);
    await post(`/imports/${importId}/refuse`, {}, api.operator);
    const late = await post(`/imports/${importId}/approve`, { planHash: 'x' }, api.operator);
    // 8 o'clock in Paris.
    expect(at(late.body, 'detail')).toMatch(/par admin, le mardi 24 novembre 2026 à 18\u202fh/);
    far.now = new Date('2026-10-01T20:30:00Z');
    await far.begin();
    const locked = await api.send('PUT', '/establishments/NOUMEA/A/closures', { closures: [] });
    expect(locked).toMatchObject({ status: 423, body: { since: '2026-10-01T20:30:00.000Z' } });
    expect(at(locked.body, 'detail')).toContain('depuis le vendredi 2 octobre 2026 à 7\u202fh\u202f30');
  });
});
