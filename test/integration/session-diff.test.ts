import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zonedInstant, type SessionDraft } from '@timetable/domain';
import { z } from 'zod';
import { ImportScenario, YEAR } from '../support/import-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { sessionDraft } from '../support/session-draft.js';

/** What the current state shows of a session, enough to follow it from import to import. */
const ROW = z.object({
  id: z.string(),
  date: z.string(),
  start: z.number(),
  teachers: z.array(z.string()),
  rooms: z.array(z.string()),
  state: z.string(),
});
type Row = z.output<typeof ROW>;

describe('the comparison of sessions', () => {
  let test: TestDatabase;
  let scenario: ImportScenario;
  let campus = 0;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  /** A campus of its own, at the first of October, whose current state holds these sessions. */
  const given = async (sessions: readonly SessionDraft[]): Promise<Row[]> => {
    scenario = await ImportScenario.create(test.database, `diff${(campus += 1)}`);
    await scenario.integrate({ sessions: own(sessions), firstOfYear: true });
    return rows();
  };
  const own = (sessions: readonly SessionDraft[]): SessionDraft[] =>
    sessions.map((session) => ({ ...session, establishmentIds: [`${scenario.campusCode}/A`] }));
  const imported = (sessions: readonly SessionDraft[]) => scenario.integrate({ sessions: own(sessions) });
  const rows = (): Promise<Row[]> =>
    test.database.sql.rows(
      ROW,
      `SELECT id, date, start_minute AS start, teachers, rooms, state FROM session
        WHERE campus_code = $1 ORDER BY date, start_minute, id`,
      [scenario.campusCode],
    );
  const zero = {
    ...{
      created: 0,
      modified: 0,
      moved: 0,
      kept: 0,
      cancelled: 0,
      revived: 0,
      frozen: 0,
      editedByHand: 0,
      unchanged: 0,
    },
    ...{ cancelledByFile: 0, disrupted: 0, onKeptClosure: 0, pastOnFileClosure: 0 },
    ...{ closedByFile: 0, weeksClosedByFile: 0 },
  };

  it('creates the whole year in the first import, the past included', async () => {
    const before = await given([sessionDraft({ date: '2026-09-03' }), sessionDraft()]);
    expect(before.map(({ date }) => date)).toEqual(['2026-09-03', '2026-11-03']);
  });

  it('finds nothing to do in the same sessions, whatever their order, and touches no row', async () => {
    const sessions = [sessionDraft(), sessionDraft({ rooms: [] }), sessionDraft({ date: '2026-09-03' })];
    await given(sessions);
    const versions = () =>
      rowsOf(test.database.sql, 'SELECT id, xmin::text, ctid::text FROM session ORDER BY id');
    const before = await versions();
    const { diff, published } = await imported([...sessions].reverse());
    expect(diff).toEqual({ ...zero, inFile: 3, unchanged: 3, futurePlanned: 2 });
    expect(published).toMatchObject({ sessionsCreated: 0, sessionsModified: 0, sessionsCancelled: 0 });
    expect(await versions()).toEqual(before);
  });

  it.each<[string, Partial<SessionDraft>]>([
    ['room', { rooms: ['Gymnase "A"\\1', 'tab\there'] }],
    ['teacher', { teachers: ['?dupont jean'] }],
    ['end', { endMinute: 570, endsAt: zonedInstant('2026-11-03', 570, 'Europe/Paris') }],
    ['groups', { groups: ['G1'] }],
  ])('modifies a session whose %s changed, and keeps its id', async (_, change) => {
    const [before] = await given([sessionDraft()]);
    const { diff } = await imported([sessionDraft(change)]);
    expect(diff).toEqual({ ...zero, inFile: 1, modified: 1, futurePlanned: 1 });
    const [after, ...others] = await rows();
    expect(others).toEqual([]);
    expect(after).toMatchObject({ id: before?.id, state: 'planned' });
    if (change.rooms) expect(after?.rooms).toEqual(change.rooms);
    const again = await imported([sessionDraft(change)]);
    expect(again.diff).toEqual({ ...zero, inFile: 1, unchanged: 1, futurePlanned: 1 });
  });

  it('keeps the ids of two classes that swap their teachers', async () => {
    const swap = (one: string, two: string) => [
      sessionDraft({ classes: ['6A'], teachers: [one] }),
      sessionDraft({ classes: ['6B'], teachers: [two] }),
    ];
    const before = await given(swap('T1', 'T2'));
    const { diff } = await imported(swap('T2', 'T1'));
    expect(diff).toMatchObject({ modified: 2, created: 0, cancelled: 0 });
    const after = await rows();
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after.map(({ teachers }) => teachers)).toEqual([['T2'], ['T1']]);
  });

  it('tells sessions of the same key apart by their teachers, then by rank', async () => {
    const at = (teacher: string, room: string) => sessionDraft({ teachers: [teacher], rooms: [room] });
    const before = await given([at('T1', '1'), at('T1', '2'), at('T2', '3')]);
    const { diff } = await imported([at('T2', '4'), at('T1', '2')]);
    expect(diff).toMatchObject({ modified: 1, unchanged: 1, cancelled: 1, created: 0 });
    const after = new Map(
      (await rows()).map((row) => [row.id, `${row.teachers.join()} ${row.rooms.join()} ${row.state}`]),
    );
    expect(before.map(({ id }) => after.get(id))).toEqual(['T1 1 cancelled', 'T1 2 planned', 'T2 4 planned']);
  });

  it('cancels what vanished softly, and revives it under the same id', async () => {
    const kept = sessionDraft({ date: '2026-11-10' });
    const [before] = await given([sessionDraft(), kept]);
    const gone = await imported([kept]);
    expect(gone.diff).toEqual({
      ...{
        ...zero,
        inFile: 1,
        cancelled: 1,
        unchanged: 1,
        futurePlanned: 2,
        cancelledByFile: 1,
        disrupted: 1,
      },
    });
    expect((await rows())[0]).toMatchObject({ id: before?.id, state: 'cancelled' });
    expect((await imported([kept])).diff).toMatchObject({ cancelled: 0, unchanged: 1, futurePlanned: 1 });
    const back = await imported([sessionDraft({ rooms: ['202'] }), kept]);
    expect(back.diff).toMatchObject({ revived: 1, created: 0, unchanged: 1 });
    expect((await rows())[0]).toMatchObject({ id: before?.id, state: 'planned', rooms: ['202'] });
  });

  it('gives back what was cancelled as the file says it again, rather than change another into it', async () => {
    const other = sessionDraft({ teachers: ['T2'] });
    await given([sessionDraft(), other]);
    await imported([other]);
    const { diff } = await imported([sessionDraft()]);
    expect(diff).toMatchObject({ modified: 0, revived: 1, cancelled: 1 });
  });

  it('prefers a planned session in its place to a cancelled one that would change too', async () => {
    const other = sessionDraft({ teachers: ['T2'] });
    await given([sessionDraft(), other]);
    await imported([other]);
    const { diff } = await imported([sessionDraft({ teachers: ['T3'] })]);
    expect(diff).toMatchObject({ modified: 1, revived: 0, cancelled: 0 });
  });

  it('leaves the past and the next fifteen minutes alone, whatever the file says', async () => {
    // 13:00, 13:15 and 13:16 UTC+2 on the first of October, at 12:00 UTC = 14:00: past, then on and after the bound.
    const on = (startMinute: number, changes: Partial<SessionDraft> = {}) =>
      sessionDraft({ date: '2026-10-01', startMinute, ...changes });
    await given([on(480), on(780), on(855), on(856)]);
    const { diff } = await imported([
      on(480, { rooms: ['changed'] }),
      on(855, { rooms: ['changed'] }),
      on(856, { rooms: ['changed'] }),
      on(600, { classes: ['6B'] }),
      on(857),
    ]);
    expect(diff).toEqual({ ...zero, inFile: 5, modified: 1, created: 1, frozen: 4, futurePlanned: 1 });
    expect((await rows()).map(({ start, rooms }) => [start, rooms[0]])).toEqual([
      [480, '101'],
      [780, '101'],
      [855, '101'],
      [856, 'changed'],
      [857, '101'],
    ]);
  });

  it('keeps sessions edited by hand, changed or vanished', async () => {
    const second = sessionDraft({ startMinute: 600 });
    await given([sessionDraft(), second, sessionDraft({ startMinute: 720 })]);
    await test.database.sql.run(
      `UPDATE session SET edited_by_hand = true WHERE campus_code = $1 AND start_minute < 720`,
      [scenario.campusCode],
    );
    const { run, diff, published } = await imported([sessionDraft({ rooms: ['changed'] })]);
    expect(diff).toMatchObject({ editedByHand: 2, modified: 0, cancelled: 1 });
    expect(published).toMatchObject({ sessionsModified: 0, sessionsCancelled: 1 });
    expect((await rows()).map(({ rooms, state }) => [rooms[0], state])).toEqual([
      ['101', 'planned'],
      ['101', 'planned'],
      ['101', 'cancelled'],
    ]);
    expect(
      await rowsOf(
        test.database.sql,
        `SELECT label, before -> 'rooms' ->> 0 AS kept, after -> 'rooms' ->> 0 AS in_file FROM import_change
          WHERE import_id = $1 AND type = 'edited_by_hand' ORDER BY id`,
        [run.importId],
      ),
    ).toEqual([
      { label: 'MATHS · 03/11/2026 08:00', kept: '101', in_file: 'changed' },
      { label: 'MATHS · 03/11/2026 10:00', kept: '101', in_file: null },
    ]);
  });

  describe('once a class is matched', () => {
    const unmatched = (changes: Partial<SessionDraft> = {}) =>
      sessionDraft({
        classes: ['?6a'],
        audience: ['c:?6a', 'g:latin'],
        ...changes,
      });
    const matched = (changes: Partial<SessionDraft> = {}) =>
      sessionDraft({ classes: ['A6'], audience: ['c:A6', 'g:latin'], ...changes });
    const audienceAliases = new Map([['c:?6a', 'c:A6']]);
    const importedWith = (sessions: readonly SessionDraft[]) =>
      scenario.integrate({ sessions: own(sessions), audienceAliases });
    const audiences = () =>
      rowsOf(
        test.database.sql,
        'SELECT id, audience, classes, rooms FROM session WHERE campus_code = $1 ORDER BY id',
        [scenario.campusCode],
      );

    it('keeps the ids of its sessions, and stores whom they are for', async () => {
      const other = sessionDraft({ classes: ['?6a2'], audience: ['c:?6a2'] });
      const [first, second] = await given([unmatched(), other]);
      const { diff, published } = await importedWith([matched(), other]);
      expect(diff).toEqual({ ...zero, inFile: 2, modified: 1, unchanged: 1, futurePlanned: 2 });
      expect(published).toMatchObject({ sessionsModified: 1, sessionsCreated: 0, sessionsCancelled: 0 });
      expect(await audiences()).toEqual([
        { id: first?.id, audience: ['c:A6', 'g:latin'], classes: ['A6'], rooms: ['101'] },
        { id: second?.id, audience: ['c:?6a2'], classes: ['?6a2'], rooms: ['101'] },
      ]);
      expect((await importedWith([matched(), other])).diff).toEqual({
        ...{ ...zero, inFile: 2, unchanged: 2, futurePlanned: 2 },
      });
    });

    it('prefers a session that has the class already', async () => {
      const [first, second] = await given([unmatched({ rooms: ['1'] }), matched({ rooms: ['2'] })]);
      const { diff } = await importedWith([matched({ rooms: ['2'] })]);
      expect(diff).toMatchObject({ unchanged: 1, cancelled: 1, modified: 0 });
      const states = await rows();
      expect(states.find(({ id }) => id === second?.id)?.state).toBe('planned');
      expect(states.find(({ id }) => id === first?.id)?.state).toBe('cancelled');
    });

    it('still sees that its course stays when it loses a week', async () => {
      await given([unmatched(), unmatched({ date: '2026-11-10' })]);
      const run = await scenario.begin();
      const { counts } = await scenario.plan(run, { sessions: own([matched()]), audienceAliases });
      expect(counts).toMatchObject({ modified: 1, cancelled: 1, cancelledByFile: 1 });
    });

    it('says so of a session edited by hand too, and of nothing else in it', async () => {
      await given([unmatched()]);
      await test.database.sql.run(
        `UPDATE session SET edited_by_hand = true, rooms = '{gymnase}' WHERE campus_code = $1`,
        [scenario.campusCode],
      );
      expect((await importedWith([matched()])).diff).toMatchObject({ editedByHand: 1, modified: 0 });
      expect(await audiences()).toMatchObject([
        { audience: ['c:A6', 'g:latin'], classes: ['A6'], rooms: ['gymnase'] },
      ]);
    });
  });

  it('counts as cancelled by the file only a course that stays and loses an open week', async () => {
    const weeks = ['2026-11-03', '2026-11-10', '2026-11-17'].map((date) => sessionDraft({ date }));
    const [first] = weeks;
    const leaving = sessionDraft({ subjectKey: 'LATIN' });
    await given([...weeks, leaving]);
    const run = await scenario.begin();
    const { counts } = await scenario.plan(run, {
      sessions: own(first ? [first] : []),
      fileClosures: [{ startsOn: '2026-11-16', endsOn: '2026-11-22' }],
    });
    expect(counts).toMatchObject({ cancelled: 3, cancelledByFile: 1, futurePlanned: 4 });
    expect(counts).toMatchObject({ disrupted: 2, closedByFile: 1, weeksClosedByFile: 1 });
  });

  it('counts sessions of the file on closures kept, and past sessions on closures of the file', async () => {
    await given([sessionDraft({ date: '2026-09-08' }), sessionDraft()]);
    const run = await scenario.begin();
    const { counts } = await scenario.plan(run, {
      sessions: own([sessionDraft({ date: '2026-09-08' }), sessionDraft()]),
      fileClosures: [{ startsOn: '2026-09-07', endsOn: '2026-09-13' }],
      keptClosures: [{ startsOn: '2026-11-03', endsOn: '2026-11-03' }],
    });
    expect(counts).toMatchObject({ onKeptClosure: 1, pastOnFileClosure: 1 });
  });

  it('gives the same digest to the same differences only', async () => {
    await given([sessionDraft()]);
    const digestOf = async (sessions: readonly SessionDraft[]) => {
      const { digest } = await scenario.plan(await scenario.begin(), { sessions: own(sessions) });
      return digest;
    };
    const a = sessionDraft({ rooms: ['1'] });
    const b = sessionDraft({ startMinute: 600 });
    const digest = await digestOf([a, b]);
    expect(await digestOf([b, a])).toBe(digest);
    expect(await digestOf([a])).not.toBe(digest);
    expect(await digestOf([a, { ...b, rooms: ['2'] }])).not.toBe(digest);
  });

  it('sees only the sessions of the target, in a campus of two establishments', async () => {
    const cite = await ImportScenario.create(test.database, 'cite', ['A', 'B']);
    const of = (...codes: string[]) =>
      sessionDraft({ establishmentIds: codes.map((code) => `cite/${code}`), rooms: codes });
    await cite.integrate(
      { sessions: [of('A'), of('B'), of('A', 'B')], firstOfYear: true },
      cite.target('A', 'B'),
    );
    const { diff } = await cite.integrate({ sessions: [] }, cite.target('B'));
    expect(diff).toMatchObject({ cancelled: 1, futurePlanned: 1 });
    expect(
      await rowsOf(
        test.database.sql,
        `SELECT rooms FROM session WHERE school_year = $1 AND campus_code = 'cite' AND state = 'cancelled'`,
        [YEAR.label],
      ),
    ).toEqual([{ rooms: ['B'] }]);
  });
});
