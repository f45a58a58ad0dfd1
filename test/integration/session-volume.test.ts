import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionDraft } from '@timetable/domain';
import { PlanReader } from '@timetable/persistence';
import { ImportScenario } from '../support/import-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { sessionDraft } from '../support/session-draft.js';

/** `courses` weekly courses over 24 weeks of autumn and winter, a room of one in `changedEvery` changed. */
function* sessions(
  campus: string,
  courses: number,
  { changedEvery = 0, minutesLater = 0 } = {},
): Generator<SessionDraft> {
  for (let course = 0; course < courses; course++) {
    const changed = changedEvery > 0 && course % changedEvery === 0;
    const first = Date.UTC(2026, 10, 2 + (course % 5));
    for (let week = 0; week < 24; week++) {
      yield sessionDraft({
        date: new Date(first + week * 7 * 86_400_000).toISOString().slice(0, 10),
        startMinute: 480 + minutesLater + 60 * (Math.floor(course / 5) % 8),
        subjectKey: `SUBJECT ${course % 25}`,
        classes: [`class-${Math.floor(course / 40)}`],
        teachers: [`teacher-${course % 31}`],
        rooms: [changed ? 'changed' : `room ${course % 60}`],
        establishmentIds: [`${campus}/A`],
      });
    }
  }
}

describe('a whole year of sessions', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  /** One import, step by step, with the time of each in milliseconds. */
  const timed = async (scenario: ImportScenario, content: Iterable<SessionDraft>, firstOfYear: boolean) => {
    const run = await scenario.begin();
    const from = performance.now();
    const { counts } = await scenario.plan(run, { sessions: content, firstOfYear });
    const planned = performance.now();
    const published = await scenario.publish(run, { firstOfYear });
    const end = performance.now();
    await scenario.complete(run);
    console.log(
      `${counts.inFile} sessions: staged and compared in ${Math.round(planned - from)} ms, published in ${Math.round(end - planned)} ms, completed in ${Math.round(performance.now() - end)} ms`,
    );
    return { counts, published };
  };

  it('is imported, then imported again with one percent of changes, without statistics to plan by', async () => {
    const scenario = await ImportScenario.create(test.database, 'college');
    const first = await timed(scenario, sessions('college', 700), true);
    expect(first.published).toMatchObject({ sessionsCreated: 16_800 });
    const second = await timed(scenario, sessions('college', 700, { changedEvery: 100 }), false);
    expect(second.counts).toMatchObject({ modified: 168, unchanged: 16_632, created: 0, cancelled: 0 });
    expect(second.published).toMatchObject({ sessionsModified: 168, sessionsCreated: 0 });
  }, 30_000);

  it('is moved as a whole, then back, in a time like that of its first import', async () => {
    const scenario = await ImportScenario.create(test.database, 'bells');
    await timed(scenario, sessions('bells', 700), true);
    const later = await timed(scenario, sessions('bells', 700, { minutesLater: 5 }), false);
    expect(later.counts).toMatchObject({ moved: 16_800, created: 0, cancelled: 0, disrupted: 16_800 });
    expect(later.published).toMatchObject({ sessionsMoved: 16_800 });
    const back = await timed(scenario, sessions('bells', 700), false);
    expect(back.counts).toMatchObject({ moved: 16_800, created: 0, cancelled: 0 });
  }, 60_000);

  it('shows the plan of a held import page by page at once, with statistics of empty staging', async () => {
    const scenario = await ImportScenario.create(test.database, 'lycee');
    await timed(scenario, sessions('lycee', 700), true);
    for (const table of ['session_diff', 'session_staging'])
      await test.database.sql.run(`VACUUM ANALYZE ${table}`);
    const run = await scenario.begin();
    await scenario.plan(run, { sessions: sessions('lycee', 700, { changedEvery: 1 }) });
    const { items, total } = await new PlanReader(test.database).list({
      importId: run.importId,
      kind: 'session',
      limit: 5,
    });
    expect([items.length, total]).toEqual([5, 16_800]);
  }, 60_000);

  it('answers for the plan of a held import as fast as for that of an integrated one, whatever is known of staging', async () => {
    const scenario = await ImportScenario.create(test.database, 'pages');
    const integrated = await scenario.begin();
    const first = { sessions: [...sessions('pages', 700)], firstOfYear: true };
    await scenario.plan(integrated, first);
    await scenario.publish(integrated, first);
    await scenario.complete(integrated);
    const held = await scenario.begin();
    await scenario.plan(held, { sessions: sessions('pages', 700, { changedEvery: 1 }) });
    const reader = new PlanReader(test.database);
    /** The best of a few readings of a page in the middle: the machine does other things too. */
    const pageMs = async (importId: string): Promise<number> => {
      const page = { importId, kind: 'session', limit: 50 };
      const { items } = await reader.list({ ...page, limit: 500 });
      const times: number[] = [];
      for (let i = 0; i < 5; i++) {
        const from = performance.now();
        const { items: next, total } = await reader.list({ ...page, after: items.at(-1)?.position });
        times.push(performance.now() - from);
        expect([next.length, total]).toEqual([50, 16_800]);
      }
      return Math.min(...times);
    };
    const integratedMs = await pageMs(integrated.importId);
    // Statistics of one table and not of the other make the planner believe most that is wrong.
    for (const known of ['session_staging', 'session_diff']) {
      await test.database.sql.run(`ANALYZE ${known}`);
      const heldMs = await pageMs(held.importId);
      console.log(
        `a page of the plan of 16,800 sessions, ${known} analysed: held ${Math.round(heldMs)} ms, ` +
          `integrated ${Math.round(integratedMs)} ms, ratio ${(heldMs / integratedMs).toFixed(1)}`,
      );
      expect(heldMs / integratedMs).toBeLessThan(10);
    }
  }, 60_000);

  it('grows in proportion: ten times the sessions in the time of about ten times', async () => {
    const scenario = await ImportScenario.create(test.database, 'cite');
    const first = await timed(scenario, sessions('cite', 8_400), true);
    expect(first.published).toMatchObject({ sessionsCreated: 201_600 });
    const second = await timed(scenario, sessions('cite', 8_400, { changedEvery: 100 }), false);
    expect(second.counts).toMatchObject({ modified: 2_016, unchanged: 199_584 });
  }, 60_000);
});
