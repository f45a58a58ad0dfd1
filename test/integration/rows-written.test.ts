// What a repeated import writes: what has changed, and little else.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MatchResult } from '@timetable/domain';
import { PlanReader } from '@timetable/persistence';
import { ImportScenario } from '../support/import-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { firstRow, rowsOf } from '../support/rows.js';
import { sessionDraft } from '../support/session-draft.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const pupil = (key: string, target: Partial<MatchResult> = {}): MatchResult => ({
  ...{ kind: 'pupil', ident: 1, key, label: key, targetId: `ent-${key}`, candidates: [] },
  by: 'identifier',
  ...target,
});

describe('matches seen again', () => {
  const versions = async (campus: string): Promise<Record<string, unknown>> =>
    Object.fromEntries(
      (
        await rowsOf(
          test.database.sql,
          'SELECT key, xmin::text AS version, last_seen_import_id AS seen FROM match WHERE campus_code = $1',
          [campus],
        )
      ).map(({ key, version, seen }) => [String(key), `${String(version)} ${String(seen)}`]),
    );

  const seenTwice = async (
    campus: string,
    between: (scenario: ImportScenario) => Promise<void> = () => Promise.resolve(),
    again = [pupil('a'), pupil('b')],
  ) => {
    const scenario = await ImportScenario.create(test.database, campus);
    await scenario.integrate({ matches: [pupil('a'), pupil('b')] });
    const before = await versions(campus);
    await between(scenario);
    const { run } = await scenario.integrate({ matches: again });
    return { before, after: await versions(campus), importId: run.importId };
  };

  it('are not written when they are as they were', async () => {
    const { before, after } = await seenTwice('vus');
    expect(after).toEqual(before);
  });

  it('are written when anything of them has changed', async () => {
    const { before, after, importId } = await seenTwice('changes', undefined, [
      pupil('a'),
      { ...pupil('b', { candidates: ['x'], by: 'none' }), targetId: undefined },
    ]);
    expect(after['a']).toBe(before['a']);
    expect(after['b']).toContain(importId);
  });

  it('a decided one is written neither for what the file would have said of it', async () => {
    const { before, after } = await seenTwice('decides', async ({ campusCode }) => {
      await test.database.sql.run(
        `UPDATE match SET by = 'decision', target_id = 'other' WHERE campus_code = $1 AND key = 'b'`,
        [campusCode],
      );
    });
    expect(after['a']).toBe(before['a']);
    const decided = await firstRow(
      test.database.sql,
      `SELECT last_seen_import_id AS seen, target_id AS target FROM match WHERE campus_code = 'decides' AND key = 'b'`,
    );
    expect(before['b']).toContain(String(decided?.['seen']));
    expect(decided?.['target']).toBe('other');
  });

  // Retention deletes a match with the import that saw it last.
  it.each([
    [
      'a week has passed',
      `UPDATE import SET received_at = received_at - interval '8 days' WHERE campus_code = $1`,
    ],
    ['it was in another school year', `UPDATE import SET school_year = '2025-2026' WHERE campus_code = $1`],
    [
      'it was by a file for others',
      `UPDATE import SET establishment_ids = establishment_ids || '{z}' WHERE campus_code = $1`,
    ],
    ['nothing says by which import', `UPDATE match SET last_seen_import_id = NULL WHERE campus_code = $1`],
  ])('are written when %s', async (why, sql) => {
    const campus = `revus-${why.length}`;
    const { after, importId } = await seenTwice(campus, (scenario) =>
      test.database.sql.run(sql, [scenario.campusCode]).then(() => undefined),
    );
    expect(Object.values(after)).toEqual([
      expect.stringContaining(importId),
      expect.stringContaining(importId),
    ]);
  });
});

it('sessions that change are written beside themselves: their indexes stay', async () => {
  const scenario = await ImportScenario.create(test.database, 'salles');
  // As they are stored: five on each day.
  const inRooms = (room: (place: number) => string) =>
    Array.from({ length: 1_000 }, (_, index) =>
      sessionDraft({
        date: new Date(Date.UTC(2026, 10, 2 + Math.floor(index / 5))).toISOString().slice(0, 10),
        startMinute: 480 + 60 * (index % 5),
        rooms: [room(index)],
        establishmentIds: ['salles/A'],
      }),
    );
  const pages = () =>
    rowsOf(
      test.database.sql,
      `SELECT id, (ctid::text::point)[0] AS page, rooms FROM session WHERE campus_code = 'salles' ORDER BY id`,
    );
  await scenario.integrate({ firstOfYear: true, sessions: inRooms(() => 'B1') });
  const before = await pages();
  await scenario.integrate({ sessions: inRooms((place) => (place % 20 === 0 ? 'B2' : 'B1')) });
  const after = await pages();
  const changed = after.filter(({ rooms }) => String(rooms) === 'B2');
  expect(changed).toHaveLength(50);
  const elsewhere = after.filter(({ page }, index) => page !== before[index]?.['page']);
  expect(elsewhere).toEqual([]);
});

it('of a session that changes, its content before is kept whole, and of the one after what differs', async () => {
  const scenario = await ImportScenario.create(test.database, 'garde');
  const own = { establishmentIds: ['garde/A'] };
  await scenario.integrate({ firstOfYear: true, sessions: [sessionDraft(own)] });
  const { run } = await scenario.integrate({ sessions: [sessionDraft({ ...own, rooms: ['202'] })] });
  const kept = await firstRow(
    test.database.sql,
    `SELECT before -> 'teachers' IS NOT NULL AS "isWhole", after FROM import_change WHERE import_id = $1 AND kind = 'session'`,
    [run.importId],
  );
  expect(kept).toEqual({ isWhole: true, after: { rooms: ['202'] } });
  const { items } = await new PlanReader(test.database).list({ importId: run.importId, limit: 10 });
  const [shown] = items;
  if (shown?.kind !== 'session' || shown.before === null) throw new Error('The plan shows no session.');
  expect(shown.after).toEqual({ ...shown.before, rooms: ['202'] });
});

it('a connection plans the comparison of sessions once, whatever it compares', async () => {
  const { database, drop } = await createTestDatabase({ poolSize: 1 });
  const scenario = await ImportScenario.create(database, 'compare');
  const own = { establishmentIds: ['compare/A'] };
  await scenario.integrate({ firstOfYear: true, sessions: [sessionDraft(own)] });
  await scenario.integrate({ sessions: [sessionDraft({ ...own, rooms: ['202'] })] });
  await scenario.integrate({ sessions: [] });
  expect(
    await rowsOf(
      database.sql,
      `SELECT generic_plans::int AS planned_once, custom_plans::int AS planned_each_time FROM pg_prepared_statements
        WHERE statement LIKE '%INSERT INTO session_diff%'`,
    ),
  ).toEqual([{ planned_once: 3, planned_each_time: 0 }]);
  await drop();
});
