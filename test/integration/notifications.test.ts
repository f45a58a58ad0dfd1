// Who has something waiting to be told, and how it leaves: rows of `notification` against a real PostgreSQL.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Completion, ImportNotification, MailPreference, StaffRole } from '@timetable/domain';
import { NotificationRepository, StaffAccountRepository } from '@timetable/persistence';
import { importFact } from '../support/import-fact.js';
import { ImportScenario } from '../support/import-scenario.js';
import { notify } from '../support/notified-account.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';

let test: TestDatabase;
let notifications: NotificationRepository;
let scenario: ImportScenario;
let count = 0;
beforeAll(async () => {
  test = await createTestDatabase();
  notifications = new NotificationRepository(test.database);
});
afterAll(() => test.drop());
beforeEach(async () => {
  await test.database.sql.run('DELETE FROM notification');
  await test.database.sql.run('DELETE FROM account');
  count += 1;
  scenario = await ImportScenario.create(test.database, `told${count}`, ['A', 'B']);
});

async function member(
  login: string,
  { role = 'manager', ...more }: { role?: StaffRole; mailPreference?: MailPreference; email?: string } = {},
): Promise<void> {
  await new StaffAccountRepository(test.database).create(
    {
      ...{ login, name: login, role, campusCode: role === 'operator' ? null : scenario.campusCode },
      ...{ passwordHash: '', email: `${login}@example.org`, ...more },
    },
    { login: 'test', at: scenario.now },
  );
}

/** An import that ends so, told under that cause. */
async function end(
  outcome: Completion['outcome'],
  changes: Partial<ImportNotification> = {},
  { establishment = 'A', messageCode = '' } = {},
): Promise<string> {
  scenario.now = new Date(scenario.now.getTime() + 60_000);
  const run = await scenario.claim(await scenario.deposit({ establishment }));
  const isProblem = outcome === 'held' || outcome === 'rejected' || outcome === 'interrupted';
  const recipients = ['manager', 'depositor'] as const;
  await scenario.imports.complete(
    run,
    {
      outcome,
      ...(messageCode !== '' && { messageCode }),
      ...((isProblem || changes.kind !== undefined) && {
        notification: importFact(run, isProblem ? outcome : 'alerts', { recipients, ...changes }),
      }),
    },
    scenario.now,
  );
  return run.importId;
}
const waiting = () =>
  rowsOf(
    test.database.sql,
    `SELECT recipient_email AS to, kind, daily_digest AS digest, round(extract(epoch FROM next_try_at - now()) / 3600)::int AS hours
       FROM notification WHERE sent_at IS NULL ORDER BY id`,
  );
const to = (email: string, more: object = {}) => ({
  ...{ to: `${email}@example.org`, kind: 'rejected', digest: false, hours: 0 },
  ...more,
});

describe('who is told', () => {
  it('is the staff of the campus as each wishes, and its depositors', async () => {
    await notify(test.database, scenario.campusCode);
    await member('at.once');
    await member('digest', { mailPreference: 'daily_digest' });
    await member('never', { mailPreference: 'never' });
    await member('viewer', { role: 'viewer' });
    await member('curious', { role: 'viewer', mailPreference: 'at_once' });
    await member('operator', { role: 'operator' });
    const digestAt = new Date(scenario.now.getTime() + 60_000 + 19 * 3_600_000);
    await end('rejected', { causeKey: 'a', digestAt });
    expect(await waiting()).toEqual([
      to('at.once'),
      to('curious'),
      to('digest', { digest: true, hours: 19 }),
      to('secretariat'),
    ]);
  });

  it('is the operators, of a failure', async () => {
    await notify(test.database, scenario.campusCode);
    await member('manager');
    await member('operator', { role: 'operator' });
    await end('interrupted', { recipients: ['operator'] });
    expect(await waiting()).toEqual([to('operator', { kind: 'interrupted' })]);
  });

  it('is only who has a daily summary, of what is no news', async () => {
    await notify(test.database, scenario.campusCode);
    await member('at.once');
    await member('digest', { mailPreference: 'daily_digest' });
    await end('integrated_with_alerts', { kind: 'alerts', urgency: 'daily_digest' });
    expect(await waiting()).toMatchObject([{ to: 'digest@example.org', digest: true }]);
  });

  it('is told once who has two accounts', async () => {
    await notify(test.database, scenario.campusCode, { user: 'secretariat' });
    await member('secretary', { email: 'Secretariat@example.org' });
    await end('rejected');
    expect(await waiting()).toEqual([to('x', { to: 'Secretariat@example.org' })]);
  });
});

describe('the same cause', () => {
  beforeEach(() => notify(test.database, scenario.campusCode));

  it('is told once however many files show it', async () => {
    for (let files = 0; files < 4; files += 1) await end('rejected', { causeKey: 'unreadable' });
    await end('rejected', { causeKey: 'another' });
    expect(await waiting()).toEqual([to('secretariat'), to('secretariat')]);
  });

  it('that came back after a good file is told the next morning', async () => {
    const digestAt = (hours: number) => new Date(scenario.now.getTime() + 60_000 + hours * 3_600_000);
    await end('rejected', { causeKey: 'unreadable' });
    await test.database.sql.run('UPDATE notification SET sent_at = now()');
    await end('integrated');
    await end('rejected', { causeKey: 'unreadable', digestAt: digestAt(15) });
    await end('rejected', { causeKey: 'unreadable', digestAt: digestAt(15) });
    expect(await waiting()).toEqual([to('secretariat', { hours: 15 })]);
    // Unless another good one comes before.
    await end('integrated');
    expect(await waiting()).toEqual([]);
  });

  it('is told once of an import that ends so in several attempts', async () => {
    const importId = await end('held', { causeKey: 'one' });
    await test.database.sql.run(`UPDATE notification SET sent_at = now()`);
    await test.database.sql.run(`UPDATE import SET status = 'received', attempt = 2 WHERE id = $1`, [
      importId,
    ]);
    const run = await scenario.claim(importId, 2);
    const notification = importFact(run, 'held', { causeKey: 'two' });
    await scenario.imports.complete(run, { outcome: 'held', notification }, scenario.now);
    expect(await waiting()).toEqual([]);
  });
});

describe('what waits when a good file comes', () => {
  beforeEach(() => notify(test.database, scenario.campusCode));
  const causes = { first: { causeKey: '1' }, second: { causeKey: '2' } };

  it('is withdrawn for the same establishments, the content of the ENT again included', async () => {
    await end('rejected', causes.first);
    await end('ignored', {}, { messageCode: 'same_content' });
    expect(await waiting()).toEqual([]);
    await end('interrupted', causes.second);
    await end('integrated_with_alerts');
    expect(await waiting()).toEqual([]);
  });

  it('stays for another establishment, and so do alerts', async () => {
    await end('rejected', causes.first, { establishment: 'B' });
    await end('integrated_with_alerts', { kind: 'alerts', causeKey: '3' });
    await end('integrated');
    expect(await waiting()).toMatchObject([{ kind: 'rejected' }, { kind: 'alerts' }]);
  });
});

describe('the daily summary', () => {
  it('takes all that is due to one person, in order, and is settled as one', async () => {
    await member('one', { mailPreference: 'daily_digest' });
    await member('two', { mailPreference: 'daily_digest' });
    const digestAt = new Date(scenario.now.getTime());
    const first = await end('rejected', { causeKey: 'a', digestAt });
    const second = await end('held', { causeKey: 'b', digestAt });
    expect(await notifications.claim(10)).toEqual([]);
    const one = await notifications.claimDigest();
    expect(one).toMatchObject({
      ...{
        kind: 'digest',
        channel: 'mail',
        recipientType: 'staff',
        recipientEmail: 'one@example.org',
        tries: 1,
      },
      data: {
        items: [
          { kind: 'rejected', data: { importId: first } },
          { kind: 'held', data: { importId: second } },
        ],
      },
    });
    await notifications.markSent(one?.ids ?? []);
    const two = await notifications.claimDigest();
    expect(two?.recipientEmail).toBe('two@example.org');
    expect(await notifications.claimDigest()).toBeUndefined();
    await notifications.markFailed(two?.ids ?? []);
    await test.database.sql.run('UPDATE notification SET next_try_at = now()');
    expect(await notifications.claimDigest()).toMatchObject({ recipientEmail: 'two@example.org', tries: 2 });
    expect(
      await rowsOf(test.database.sql, `SELECT data FROM notification WHERE sent_at IS NOT NULL`),
    ).toEqual([{ data: {} }, { data: {} }]);
  });

  it('waits for its morning', async () => {
    await member('one', { mailPreference: 'daily_digest' });
    await end('rejected', { digestAt: new Date(scenario.now.getTime() + 3_600_000) });
    expect(await notifications.claimDigest()).toBeUndefined();
  });
});

describe('a notification that is taken back while it is delivered', () => {
  beforeEach(() => notify(test.database, scenario.campusCode));

  /** A relay that takes its time, and the same cause before and after a good file meanwhile. */
  async function settledMeanwhile(delivered: (ids: readonly string[]) => Promise<void>): Promise<void> {
    await end('rejected', { causeKey: 'unreadable' });
    const [claimed] = await notifications.claim(10);
    await end('integrated');
    await delivered(claimed?.ids ?? []);
  }
  const again = () =>
    end('rejected', {
      causeKey: 'unreadable',
      digestAt: new Date(scenario.now.getTime() + 60_000 + 15 * 3_600_000),
    });

  it('has told its cause for the day: what comes back is told the next morning', async () => {
    await settledMeanwhile((ids) => notifications.markSent(ids));
    await again();
    expect(await waiting()).toEqual([to('secretariat', { hours: 15 })]);
  });

  it('has told nothing when it could not leave, and is not tried again', async () => {
    await settledMeanwhile((ids) => notifications.markFailed(ids));
    expect(await waiting()).toEqual([]);
    await again();
    expect(await waiting()).toEqual([to('secretariat')]);
  });

  it('is not tried again by another worker when its own has died, nor counted as waiting', async () => {
    await settledMeanwhile(() => Promise.resolve());
    await test.database.sql.run('UPDATE notification SET next_try_at = now(), claimed_until = now()');
    expect(await notifications.claim(10)).toEqual([]);
    expect(await notifications.backlog()).toEqual({ waiting: 0, refused: 0 });
  });

  it('is gone when it waited for its next try', async () => {
    await end('rejected', { causeKey: 'unreadable' });
    const [claimed] = await notifications.claim(10);
    await notifications.markFailed(claimed?.ids ?? []);
    await end('integrated');
    expect(await rowsOf(test.database.sql, 'SELECT id FROM notification')).toEqual([]);
  });
});
