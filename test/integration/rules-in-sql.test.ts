// Rules that the domain states and PostgreSQL applies, because they choose among many rows: both decide alike.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addDays,
  IMPORT_STATUS_LABELS,
  isPronoteDuplicateOf,
  isSupersededBy,
  isToldByGoodFile,
  periodsAfter,
  standsForDuplicate,
  UNJUDGED_STATUSES,
  type Change,
  type DepositedFile,
  type ImportStatus,
  type Period,
  type SupersedableImport,
} from '@timetable/domain';
import { NotificationRepository } from '@timetable/persistence';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { importFact } from '../support/import-fact.js';
import { ImportScenario, YEAR } from '../support/import-scenario.js';
import { notify } from '../support/notified-account.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

const SUPERSEDED = z.object({ id: z.string() });

const isStatus = (text: string): text is ImportStatus => text in IMPORT_STATUS_LABELS;
const STATUSES = Object.keys(IMPORT_STATUS_LABELS).filter(isStatus);
const NAMES = [
  ...['EDT_1.zip', 'edt_1.ZIP', 'EDT_PRONOTE_1.zip', 'Edt_Pronote', 'EDT_PRONOTE'],
  ...['EDT-1.zip', 'EDTX1.zip', 'xEDT_PRONOTE.zip', 'sent/EDT_1.zip', 'C:\\sent\\EDT_PRONOTE_1.zip'],
  ...['EDT_PRONOTE/EDT_1.zip', 'EDT_1\nEDT_PRONOTE.zip', 'ÉDT_1.zip'],
];
const OFFSETS_SECONDS = [-121, -120, -1, 0, 119, 120, 121];

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const after = (instant: Date, seconds: number): Date => new Date(instant.getTime() + seconds * 1000);

async function rewrite(id: string, file: DepositedFile): Promise<void> {
  await test.database.sql.run(
    'UPDATE import SET file_name = $2, establishment_id = $3, received_at = $4 WHERE id = $1',
    [id, file.fileName, file.establishmentId, file.receivedAt],
  );
}

describe('the PRONOTE duplicate', () => {
  it('has its good file by name, place and time', async () => {
    const scenario = await ImportScenario.create(test.database, 'pairs', ['A', 'B']);
    const duplicateId = await scenario.deposit();
    const goodId = await scenario.deposit();
    const run = { importId: duplicateId, attempt: 1, generation: '1' };
    const here = { campusCode: 'pairs', establishmentId: 'pairs/A', receivedAt: scenario.now };
    const pairs: readonly (readonly [DepositedFile, DepositedFile])[] = [
      ...NAMES.flatMap((name) =>
        NAMES.map((goodName): [DepositedFile, DepositedFile] => [
          { ...here, fileName: name },
          { ...here, fileName: goodName },
        ]),
      ),
      ...OFFSETS_SECONDS.flatMap((seconds) =>
        ['pairs/A', 'pairs/B', null].map((establishmentId): [DepositedFile, DepositedFile] => [
          { ...here, fileName: 'EDT_PRONOTE_1.zip' },
          { ...here, fileName: 'EDT_1.zip', establishmentId, receivedAt: after(here.receivedAt, seconds) },
        ]),
      ),
    ];
    const seen = { paired: 0, apart: 0 };
    for (const [duplicate, good] of pairs) {
      await rewrite(duplicateId, duplicate);
      await rewrite(goodId, good);
      const isPair = isPronoteDuplicateOf(duplicate, good);
      seen[isPair ? 'paired' : 'apart'] += 1;
      const found = (await scenario.imports.goodFile({ run })) !== undefined;
      expect({ duplicate, good, isPair: found }).toEqual({ duplicate, good, isPair });
    }
    expect(seen.paired).toBeGreaterThan(15);
    expect(seen.apart).toBeGreaterThan(100);
  });

  it('is superfluous after the same ends of the good file', async () => {
    const scenario = await ImportScenario.create(test.database, 'ends');
    const duplicateId = await scenario.deposit({ fileName: 'EDT_PRONOTE_1.zip' });
    const goodId = await scenario.deposit({ fileName: 'EDT_1.zip' });
    const run = { importId: duplicateId, attempt: 1, generation: '1' };
    for (const status of STATUSES)
      for (const code of [undefined, 'same_content', 'twin_file', 'truncated']) {
        await test.database.sql.run('UPDATE import SET status = $2, message_code = $3 WHERE id = $1', [
          goodId,
          status,
          code ?? null,
        ]);
        const found = (await scenario.imports.goodFile({ run })) !== undefined;
        expect({ status, code, found }).toEqual({ status, code, found: standsForDuplicate(status, code) });
      }
  });
});

describe('the periods of somebody in a group', () => {
  it('become those of the file, and keep the past it says nothing about', async () => {
    const scenario = await ImportScenario.create(test.database, 'periods');
    const random = seeded(20_270_210);
    const people = Array.from({ length: 400 }, (_, number) => ({
      personId: `P${number}`,
      present: periodsOf(random),
      stated: periodsOf(random).map((period, rank) =>
        rank === 0 && random(3) === 0 ? { ...period, hasNoStart: true as const } : period,
      ),
    }));
    const memberships = (of: 'present' | 'stated') =>
      people.flatMap((person) =>
        person[of].map((period) => ({
          ...{ groupKey: 'G1', role: 'pupil' as const, personId: person.personId },
          ...period,
        })),
      );
    const after = { key: 'G1', name: 'G1', establishmentIds: ['periods/A'], classIds: [] };
    const group: Change = { kind: 'group', type: 'created', key: 'G1', label: 'G1', after };
    await scenario.integrate({ firstOfYear: true, changes: [group], memberships: memberships('present') });
    scenario.now = new Date('2027-02-10T10:00:00Z');
    for (const expected of ['changes', 'stays']) {
      const { published } = await scenario.integrate({ memberships: memberships('stated') });
      const touched = ['Added', 'Ended', 'Modified'].map(
        (kind) => Object.entries(published).find(([name]) => name === `memberships${kind}`)?.[1] ?? 0,
      );
      expect([expected, touched.every((count) => count > 50)]).toEqual([expected, expected === 'changes']);
      if (expected === 'stays') expect(touched).toEqual([0, 0, 0]);
      const rows = await test.database.sql.rows(
        MEMBERSHIP,
        `SELECT person_id AS "personId", starts_on AS "startsOn", ends_on AS "endsOn" FROM group_membership ORDER BY 2`,
      );
      for (const { personId, present, stated } of people) {
        const found = rows
          .filter((row) => row.personId === personId)
          .map(({ startsOn, endsOn }) => ({ startsOn, endsOn }));
        expect({ personId, present, stated, found }).toEqual({
          ...{ personId, present, stated },
          found: periodsAfter(present, stated, '2027-02-10'),
        });
      }
    }
  });
});

const MEMBERSHIP = z.object({ personId: z.string(), startsOn: z.string(), endsOn: z.string() });

/** Numbers from 0 to below the one given, the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** Up to three, neither overlapping nor adjacent, from September to June. */
function periodsOf(random: (below: number) => number): Period[] {
  const days = Array.from({ length: 2 * random(4) }, () => random(20)).sort((a, b) => a - b);
  const ordered = days.filter((day, rank) => day !== days[rank - 1]);
  return Array.from({ length: Math.floor(ordered.length / 2) }, (_, rank) => ({
    startsOn: addDays('2026-09-01', 15 * (ordered[2 * rank] ?? 0)),
    endsOn: addDays('2026-09-01', 15 * (ordered[2 * rank + 1] ?? 0) - 2),
  }));
}

describe('the rejection of a PRONOTE duplicate', () => {
  it('is told unless the good file tells it, and waits for the one that is unjudged', async () => {
    const repository = new NotificationRepository(test.database);
    for (const status of STATUSES) {
      const code = `told${status.replaceAll('_', '-')}`;
      const scenario = await ImportScenario.create(test.database, code);
      await notify(test.database, code);
      const run = await scenario.claim(await scenario.deposit({ fileName: 'EDT_PRONOTE_1.zip' }));
      const goodId = await scenario.deposit({ fileName: 'EDT_1.zip' });
      const setGood = (to: ImportStatus) =>
        test.database.sql.run('UPDATE import SET status = $2 WHERE id = $1', [goodId, to]);
      await setGood(status);
      const notification = importFact(run, 'rejected');
      await scenario.imports.complete(run, { outcome: 'rejected', notification }, scenario.now);
      const queued = await test.database.sql.run(
        'UPDATE notification SET next_try_at = now() WHERE import_id = $1',
        [run.importId],
      );
      expect({ status, isTold: queued === 1 }).toEqual({ status, isTold: !isToldByGoodFile(status) });
      if (queued === 0) continue;
      for (const later of STATUSES) {
        await setGood(later);
        const claimed = await repository.claim(5);
        await test.database.sql.run('UPDATE notification SET next_try_at = now()');
        expect({ later, waits: claimed.length === 0 }).toEqual({
          later,
          waits: UNJUDGED_STATUSES.includes(later),
        });
      }
    }
  });
});

describe('an older import', () => {
  it.each([
    ['EDT_2.zip', 'A', 'accepted'],
    ['EDT_PRONOTE_2.zip', 'A', 'accepted'],
    ['EDT_2.zip', undefined, 'accepted'],
    ['EDT_2.zip', 'A', 'known'],
  ] as const)('gives way to a newer one, %s for %s, %s', async (fileName, establishment, verdict) => {
    const campusCode = `sup${randomUUID().slice(0, 8)}`;
    const scenario = await ImportScenario.create(test.database, campusCode, ['A', 'B']);
    const id = await scenario.deposit({ fileName, establishment });
    const run = await scenario.claim(id);
    const place = { campusCode, establishmentId: establishment === undefined ? null : `${campusCode}/A` };
    const newer: SupersedableImport = {
      ...place,
      ...{ id, fileName, receivedAt: scenario.now, status: 'running', attempt: 1, isPublished: false },
      schoolYear: verdict === 'accepted' ? YEAR.label : null,
    };
    const others = olderImports(newer);
    await insert(others);

    await scenario.validate(run, verdict);

    const rows = await test.database.sql.rows(
      SUPERSEDED,
      'SELECT id FROM import WHERE superseded_by = $1 ORDER BY id',
      [id],
    );
    const stated = others.filter((older) => isSupersededBy(older, newer, verdict)).map((older) => older.id);
    expect(rows.map((row) => row.id)).toEqual(stated.toSorted());
    expect(stated.length).toBeGreaterThan(verdict === 'accepted' ? 10 : 2);
  });
});

/** Imports of every status, before and after the newer one, here and elsewhere, published or not. */
function olderImports(newer: SupersedableImport): SupersedableImport[] {
  const { campusCode } = newer;
  return STATUSES.flatMap((status) =>
    [-600, -60, 0, 1].flatMap((seconds) =>
      [`${campusCode}/A`, `${campusCode}/B`, null].flatMap((establishmentId) =>
        ['EDT_1.zip', 'EDT_PRONOTE_1.zip'].flatMap((fileName) =>
          [null, YEAR.label, '2027-2028'].flatMap((schoolYear) =>
            [false, true].flatMap((isPublished) =>
              [1, 2].map((attempt) => ({
                ...{
                  id: randomUUID(),
                  campusCode,
                  establishmentId,
                  fileName,
                  status,
                  attempt,
                  isPublished,
                  schoolYear,
                },
                receivedAt: after(newer.receivedAt, seconds),
              })),
            ),
          ),
        ),
      ),
    ),
  );
}

async function insert(imports: readonly SupersedableImport[]): Promise<void> {
  await test.database.sql.run(
    `WITH item AS (
       SELECT * FROM jsonb_to_recordset($1) AS item (id uuid, "campusCode" text, "establishmentId" text, "fileName" text,
                                                     status text, attempt int, "isPublished" boolean, "schoolYear" text,
                                                     "receivedAt" timestamptz)
     ), deposited AS (
       INSERT INTO deposit (id, campus_code, establishment_id, origin, file_name, size_bytes, sha256, storage_key,
                            account_login, received_at)
       SELECT id, "campusCode", "establishmentId", 'manual', "fileName", 1, '', '', 'test', "receivedAt" FROM item
     )
     INSERT INTO import (id, campus_code, establishment_id, establishment_ids, origin, file_name, received_at, status,
                         attempt, published, school_year)
     SELECT id, "campusCode", "establishmentId", ARRAY["campusCode" || '/A'], 'manual', "fileName", "receivedAt", status,
            attempt, CASE WHEN "isPublished" THEN '{}'::jsonb END, "schoolYear"
       FROM item`,
    [JSON.stringify(imports)],
  );
}
