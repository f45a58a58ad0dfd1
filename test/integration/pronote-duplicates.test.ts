// `EDT_…` and `EDT_PRONOTE_…` in the same minute: the good one counts, the other troubles nobody.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImportRun } from '@timetable/domain';
import { NotificationRepository } from '@timetable/persistence';
import { importFact } from '../support/import-fact.js';
import { ImportScenario } from '../support/import-scenario.js';
import { notify } from '../support/notified-account.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { firstRow, rowsOf } from '../support/rows.js';

const DUPLICATE = 'EDT_PRONOTE_1340000A.zip';
const GOOD = 'Edt_1340000A.zip';

let test: TestDatabase;
let mails: NotificationRepository;
let scenario: ImportScenario;
let campus = 0;
beforeAll(async () => {
  test = await createTestDatabase();
  mails = new NotificationRepository(test.database);
});
afterAll(() => test.drop());
beforeEach(async () => {
  await test.database.sql.run('DELETE FROM notification');
  scenario = await ImportScenario.create(test.database, `duplicate${(campus += 1)}`, ['A', 'B']);
  await notify(test.database, scenario.campusCode);
});

const pass = (seconds: number): void => {
  scenario.now = new Date(scenario.now.getTime() + seconds * 1000);
};
const begin = async (fileName: string, establishment = 'A'): Promise<ImportRun> =>
  scenario.claim(await scenario.deposit({ fileName, establishment }));
const rowOf = ({ importId }: Pick<ImportRun, 'importId'>) =>
  firstRow(
    test.database.sql,
    `SELECT import.status, message_code AS code, next_actor AS actor, import.message, step.state
       FROM import JOIN import_step AS step ON step.import_id = import.id AND step.step = 'validation'
      WHERE import.id = $1`,
    [importId],
  );
const mailRows = () =>
  rowsOf(
    test.database.sql,
    `SELECT import_id AS "importId", round(extract(epoch FROM next_try_at - created_at))::int AS delay
       FROM notification ORDER BY id`,
  );
/** As if that much time had passed for the mails. */
const mailsAfter = async (seconds: number): Promise<number> => {
  await test.database.sql.run(
    'UPDATE notification SET next_try_at = next_try_at - make_interval(secs => $1)',
    [seconds],
  );
  return (await mails.claim(10)).length;
};

/** An unreadable file, from its claim to its rejection, as the activities write it. */
async function reject(run: ImportRun, receivedAt = scenario.now): Promise<void> {
  await scenario.validate(run, 'discarded');
  await scenario.imports.complete(
    run,
    {
      outcome: 'rejected',
      messageCode: 'truncated',
      message: 'Le fichier est incomplet.',
      notification: importFact(run, 'rejected', { notBefore: new Date(receivedAt.getTime() + 120_000) }),
    },
    scenario.now,
  );
}

const IGNORED = {
  status: 'ignored',
  code: 'twin_file',
  actor: 'nobody',
  state: 'skipped',
  message: expect.stringContaining('décochez dans EDT l’export vers PRONOTE'),
};

describe('the good file of a duplicate', () => {
  it('is found before or after it, for two minutes, at the same place only', async () => {
    const duplicate = await begin(DUPLICATE);
    expect(await scenario.imports.goodFile({ run: duplicate })).toBeUndefined();
    pass(119);
    await scenario.deposit({ fileName: GOOD, establishment: 'B' });
    expect(await scenario.imports.goodFile({ run: duplicate })).toBeUndefined();
    await scenario.deposit({ fileName: GOOD });
    expect(await scenario.imports.goodFile({ run: duplicate })).toEqual({ timetableSha256: undefined });
    pass(121);
    expect(await scenario.imports.goodFile({ run: await begin(DUPLICATE) })).toBeUndefined();
  });

  it('is any that may still be imported, or is known already: received, running, held, integrated, same content', async () => {
    const good = await begin(GOOD);
    const found = async () => scenario.imports.goodFile({ run: await begin(DUPLICATE, 'A') });
    await scenario.validate(good, 'accepted', 'abc');
    for (const [status, code, isGood] of [
      ['received', null, true],
      ['running', null, true],
      ['held', 'blocking_threshold', true],
      ['integrated', null, true],
      ['interrupted', 'technical_failure', true],
      ['ignored', 'same_content', true],
      ['ignored', 'twin_file', false],
      ['rejected', 'truncated', false],
      ['cancelled', 'cancelled', false],
    ] as const) {
      await test.database.sql.run('UPDATE import SET status = $2, message_code = $3 WHERE id = $1', [
        good.importId,
        status,
        code,
      ]);
      expect([status, code, await found()]).toEqual([
        status,
        code,
        isGood ? { timetableSha256: 'abc' } : undefined,
      ]);
    }
  });
});

describe('an unreadable duplicate that comes first', () => {
  it('is rejected, and its mail waits until two minutes after its reception', async () => {
    const duplicate = await begin(DUPLICATE);
    const receivedAt = scenario.now;
    pass(5);
    await reject(duplicate, receivedAt);
    expect(await rowOf(duplicate)).toMatchObject({ status: 'rejected', code: 'truncated' });
    expect(await mailRows()).toEqual([{ importId: duplicate.importId, delay: 115 }]);
    expect(await mailsAfter(114)).toBe(0);
    expect(await mailsAfter(2)).toBe(1);
  });

  it.each(['accepted', 'known'] as const)(
    'becomes ignored, its mail withdrawn and its change announced, once the good file is %s',
    async (verdict) => {
      const duplicate = await begin(DUPLICATE);
      await reject(duplicate);
      pass(60);
      const good = await begin(GOOD);
      expect(await rowOf(duplicate)).toMatchObject({ status: 'rejected' });
      await scenario.validate(good, verdict);
      expect(await rowOf(duplicate)).toEqual(IGNORED);
      expect(await mailRows()).toEqual([]);
      const events = await rowsOf(
        test.database.sql,
        `SELECT data ->> 'status' AS status FROM import_event WHERE import_id = $1 ORDER BY id`,
        [duplicate.importId],
      );
      expect(events.at(-1)).toEqual({ status: 'ignored' });
    },
  );

  it('says nothing while the good file waits for its turn, even after two minutes', async () => {
    const duplicate = await begin(DUPLICATE);
    await reject(duplicate);
    pass(119);
    const good = await scenario.deposit({ fileName: GOOD });
    expect(await mailsAfter(180)).toBe(0);
    await scenario.validate(await scenario.claim(good));
    expect(await mailRows()).toEqual([]);
  });

  it('stays rejected when the other file is bad too, and leaves the one mail to it', async () => {
    const duplicate = await begin(DUPLICATE);
    await reject(duplicate);
    pass(10);
    const other = await begin(GOOD);
    await reject(other);
    expect(await rowOf(duplicate)).toMatchObject({ status: 'rejected', code: 'truncated' });
    expect(await mailRows()).toMatchObject([{ importId: other.importId }]);
  });

  it('stays rejected, with its mail, when no good file comes within two minutes', async () => {
    const duplicate = await begin(DUPLICATE);
    await reject(duplicate);
    pass(121);
    await scenario.validate(await begin(GOOD));
    expect(await rowOf(duplicate)).toMatchObject({ status: 'rejected' });
    expect(await mailsAfter(121)).toBe(1);
  });

  it('keeps its end when its mail has already gone', async () => {
    const duplicate = await begin(DUPLICATE);
    await reject(duplicate);
    expect(await mailsAfter(121)).toBe(1);
    pass(110);
    await scenario.validate(await begin(GOOD));
    expect(await rowOf(duplicate)).toEqual(IGNORED);
  });
});

describe('an unreadable duplicate that comes second', () => {
  it('after a bad file is rejected without a mail of its own', async () => {
    const other = await begin(GOOD);
    await reject(other);
    pass(10);
    await reject(await begin(DUPLICATE));
    expect(await mailRows()).toMatchObject([{ importId: other.importId }]);
  });
});
