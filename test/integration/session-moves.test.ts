import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionDraft } from '@timetable/domain';
import { PlanReader } from '@timetable/persistence';
import { z } from 'zod';
import { ImportScenario } from '../support/import-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { sessionDraft } from '../support/session-draft.js';

const ROW = z.object({ id: z.string(), date: z.string(), start: z.number(), state: z.string() });

describe('sessions at another hour, on another day or for others', () => {
  let test: TestDatabase;
  let scenario: ImportScenario;
  let campus = 0;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  /** A campus of its own, at the first of October, whose current state holds these sessions. */
  const given = async (sessions: readonly SessionDraft[]) => {
    scenario = await ImportScenario.create(test.database, `moves${(campus += 1)}`);
    await scenario.integrate({ sessions: own(sessions), firstOfYear: true });
    return rows();
  };
  const own = (sessions: readonly SessionDraft[]): SessionDraft[] =>
    sessions.map((session) => ({ ...session, establishmentIds: [`${scenario.campusCode}/A`] }));
  const imported = (sessions: readonly SessionDraft[]) => scenario.integrate({ sessions: own(sessions) });
  const rows = () =>
    test.database.sql.rows(
      ROW,
      `SELECT id, date, start_minute AS start, state FROM session WHERE campus_code = $1 ORDER BY date, start_minute, id`,
      [scenario.campusCode],
    );
  const zero = {
    ...{
      created: 0,
      modified: 0,
      moved: 0,
      cancelled: 0,
      revived: 0,
      frozen: 0,
      editedByHand: 0,
      unchanged: 0,
    },
    ...{ cancelledByFile: 0, disrupted: 0, kept: 0, onKeptClosure: 0, pastOnFileClosure: 0 },
    ...{ closedByFile: 0, weeksClosedByFile: 0 },
  };

  it.each<[string, Partial<SessionDraft>]>([
    ['another hour', { startMinute: 600 }],
    ['five minutes later', { startMinute: 485 }],
    ['another hour, of another teacher', { startMinute: 600, teachers: ['T2'] }],
    ['another day of the week', { date: '2026-11-06' }],
    ['another day, for longer', { date: '2026-11-06', endMinute: 600 }],
  ])('moves a session to %s, and keeps its id', async (_, change) => {
    const [before] = await given([sessionDraft()]);
    const { run, diff, published } = await imported([sessionDraft(change)]);
    expect(diff).toEqual({ ...zero, inFile: 1, moved: 1, futurePlanned: 1, disrupted: 1 });
    expect(published).toMatchObject({ sessionsMoved: 1, sessionsCreated: 0, sessionsCancelled: 0 });
    const [after, ...others] = await rows();
    expect(others).toEqual([]);
    const { date, startMinute } = sessionDraft(change);
    expect(after).toMatchObject({ id: before?.id, date, start: startMinute, state: 'planned' });
    const { items } = await new PlanReader(test.database).list({
      importId: run.importId,
      type: 'moved',
      limit: 5,
    });
    expect(items).toMatchObject([
      {
        key: before?.id,
        label: expect.stringMatching(/^MATHS · 03\/11\/2026 08:00 → 0[36]\/11\/2026 \d\d:\d\d$/),
        before: { date: '2026-11-03', startMinute: 480 },
        after: { date, startMinute },
      },
    ]);
    expect((await imported([sessionDraft()])).diff).toMatchObject({ moved: 1, created: 0, cancelled: 0 });
    expect((await rows())[0]).toMatchObject({ id: before?.id, date: '2026-11-03', start: 480 });
  });

  it.each<[string, Partial<SessionDraft>]>([
    ['another week', { date: '2026-11-10' }],
    ['another day, of another teacher', { date: '2026-11-06', teachers: ['T2'] }],
    ['another subject', { subjectKey: 'LATIN' }],
  ])('does not take for the same what is in %s', async (_, change) => {
    await given([sessionDraft()]);
    const { diff } = await imported([sessionDraft(change)]);
    expect(diff).toMatchObject({ moved: 0, created: 1, cancelled: 1, disrupted: 1 });
  });

  it('keeps the ids of sessions that a class joins or leaves, and of those given to a group of the same pupils', async () => {
    const joined = { classes: ['6A', '6B'] };
    const ofGroup = (key: string) => ({
      startMinute: 600,
      audience: [`g:${key}`],
      classes: [],
      groups: [key],
    });
    const before = await given([
      sessionDraft(),
      sessionDraft({ ...joined, date: '2026-11-10' }),
      sessionDraft(ofGroup('G3')),
    ]);
    const { diff } = await scenario.integrate({
      sessions: own([
        sessionDraft(joined),
        sessionDraft({ date: '2026-11-10' }),
        sessionDraft(ofGroup('G1')),
      ]),
      relatedAudiences: [['g:G3', 'g:G1']],
    });
    expect(diff).toEqual({ ...zero, inFile: 3, modified: 3, futurePlanned: 3 });
    expect((await rows()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it('moves nothing out of the past, nor into it', async () => {
    // At 14:00 on Thursday the first: this morning's lesson has been, Friday's is to come.
    const on = (date: string, startMinute: number) => sessionDraft({ date, startMinute });
    await given([on('2026-10-01', 480), on('2026-10-02', 600)]);
    const { diff } = await imported([on('2026-10-01', 960), on('2026-10-01', 540)]);
    // Friday's moves to this afternoon; that this morning's was an hour later changes nothing any more.
    expect(diff).toMatchObject({ moved: 1, frozen: 1, created: 0, cancelled: 0 });
    expect((await rows()).map(({ date, start }) => [date, start])).toEqual([
      ['2026-10-01', 480],
      ['2026-10-01', 960],
    ]);
    const into = await imported([on('2026-10-01', 480), on('2026-09-30', 480)]);
    expect(into.diff).toMatchObject({ moved: 0, cancelled: 1, frozen: 1, created: 0 });
  });

  it('parts at the publication what the bound has come between since the plan', async () => {
    const out = sessionDraft({ date: '2026-10-05', subjectKey: 'OUT' });
    const into = sessionDraft({ date: '2026-10-09', subjectKey: 'INTO' });
    const [first, second] = await given([out, into]);
    const run = await scenario.begin();
    const content = {
      sessions: own([
        { ...sessionDraft({ date: '2026-10-09', subjectKey: 'OUT' }) },
        { ...sessionDraft({ date: '2026-10-05', subjectKey: 'INTO' }) },
      ]),
    };
    expect((await scenario.plan(run, content)).counts).toMatchObject({ moved: 2 });
    scenario.now = new Date('2026-10-07T10:00:00Z');
    expect(await scenario.publish(run, content)).toMatchObject({
      ...{ sessionsMoved: 0, sessionsCreated: 1, sessionsCancelled: 1 },
    });
    expect(await rows()).toMatchObject([
      { id: first?.id, date: '2026-10-05', state: 'planned' },
      { id: second?.id, date: '2026-10-09', state: 'cancelled' },
      { date: '2026-10-09', state: 'planned' },
    ]);
  });
});
