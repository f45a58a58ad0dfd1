// One live stream for all that a page shows: of a campus, or of the fleet.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { campusEventSchema } from '@timetable/contracts';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../../support/api.js';
import { readEvents } from '../../support/event-stream.js';
import { ImportScenario } from '../../support/import-scenario.js';
import { at } from '../../support/json-at.js';

let api: TestApi;
let scenario: ImportScenario;
let neighbour: ImportScenario;
beforeAll(async () => {
  api = await startTestApi();
  scenario = await ImportScenario.create(api.database, 'CITE');
  neighbour = await ImportScenario.create(api.database, 'AUTRE');
});
afterAll(() => api.stop());

const follow = (path: string, count: number, lastEventId?: string) =>
  readEvents(
    `${api.url}/api/v1${path}`,
    {
      authorization: `Bearer ${api.operator}`,
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    },
    count,
  );
const LAST_ID = z.object({ id: z.string() });
const lastId = async (): Promise<string> => {
  const last = await api.database.sql.first(LAST_ID, 'SELECT max(id)::text AS id FROM import_event');
  return last?.id ?? '';
};

/** An import that comes to its end: received, running, a step, ignored. */
async function ignored(of: ImportScenario): Promise<string> {
  const run = await of.begin();
  await of.imports.startStep(run, 'validation', of.now);
  await of.imports.complete(run, { outcome: 'ignored' }, of.now);
  return run.importId;
}

/** Something is recorded, so that there is an event to come back after. */
async function somewhere(): Promise<string> {
  await ignored(scenario);
  return lastId();
}

describe('the events of a campus', () => {
  it('tell of every import, with the words for it, and of no other campus', async () => {
    const from = await somewhere();
    await ignored(neighbour);
    const importId = await ignored(scenario);
    const { events, response } = await follow('/campuses/CITE/events', 4, from);
    expect(response.headers.get('content-type')).toMatch('text/event-stream');
    for (const event of events) expect(campusEventSchema.safeParse(event).error).toBeUndefined();
    expect(events).toMatchObject([
      {
        type: 'import',
        data: { importId, campus: 'CITE', import: { id: importId, fileName: 'EDT_test.zip' } },
      },
      { type: 'status', data: { importId, status: 'running', statusLabel: 'En cours' } },
      { type: 'step', data: { step: 'validation', state: 'running', label: 'Validation du fichier' } },
      { type: 'status', data: { importId, status: 'ignored', nextActor: 'nobody' } },
    ]);
  });

  it('come as they happen, without those of before', async () => {
    await ignored(scenario);
    const following = follow('/campuses/CITE/events', 2);
    const stop = setInterval(() => void scenario.deposit(), 150);
    const { events } = await following;
    clearInterval(stop);
    // Several may have come at once.
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['import']));
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  it('resume after the last one received, whatever it was', async () => {
    const from = await somewhere();
    await ignored(scenario);
    const { events } = await follow('/campuses/CITE/events', 4, from);
    const resumed = await follow('/campuses/CITE/events', 2, events[1]?.id);
    expect(resumed.events).toEqual(events.slice(2));
  });

  it('leave out none that is committed after another of a higher id', async () => {
    const from = await somewhere();
    const [first, second] = [await scenario.deposit(), await scenario.deposit()];
    const insert = `INSERT INTO import_event (import_id, type, data, at)
      VALUES ($1, 'step', '{"step": "groups", "state": "running"}', now())`;
    const following = follow('/campuses/CITE/events', 4, from);
    await api.database.transaction(async (tx) => {
      await tx.run(insert, [first]);
      const run = await scenario.claim(second);
      expect(run.importId).toBe(second);
      // Long enough for the second to be read while the first is not there yet.
      await new Promise((resolve) => setTimeout(resolve, 600));
      await tx.run(`SELECT pg_notify('import_event', 'CITE/' || $1)`, [first]);
    });
    const { events } = await following;
    expect(events.map(({ type, data }) => [type, at(data, 'importId')])).toEqual([
      ['import', first],
      ['import', second],
      ['status', second],
      ['step', first],
    ]);
  });

  it('that are more than anybody reads are told by one: read the lists again', async () => {
    const from = await somewhere();
    const importId = await scenario.deposit();
    await api.database.sql.run(
      `INSERT INTO import_event (import_id, type, data, at)
       SELECT $1, 'step', '{"step": "transfer", "state": "running"}', now() FROM generate_series(1, 1100)`,
      [importId],
    );
    const { events } = await follow('/campuses/CITE/events', 1, from);
    expect(events).toEqual([{ id: await lastId(), type: 'reload', data: {} }]);
  });

  it('that are not known any more are told likewise', async () => {
    const { events } = await follow('/campuses/CITE/events', 1, '999999999999999999');
    expect(events).toMatchObject([{ type: 'reload' }]);
  });
});

describe('the events of the fleet', () => {
  it('are those of all campuses, and end when the operator signs out', async () => {
    const from = await somewhere();
    await ignored(neighbour);
    await ignored(scenario);
    const { events } = await follow('/operator/events', 8, from);
    expect(new Set(events.map(({ data }) => at(data, 'campus')))).toEqual(new Set(['AUTRE', 'CITE']));

    const { body } = await api.call('POST', '/auth/login', {
      json: { login: 'admin', password: 'operator-password' },
    });
    const token = String(at(body, 'token'));
    const response = await fetch(`${api.url}/api/v1/operator/events`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await api.call('POST', '/auth/logout', { token });
    // Ends by itself: nothing but the end is left to read.
    expect(await response.text()).not.toMatch('event: status');
  });
});
