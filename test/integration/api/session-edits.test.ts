// A hand edit in vie scolaire: kept by imports and listed in their reports, refused while one of them runs.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../../support/api.js';
import { ImportScenario } from '../../support/import-scenario.js';
import { at, textAt } from '../../support/json-at.js';
import { rowsOf } from '../../support/rows.js';
import { sessionDraft } from '../../support/session-draft.js';

const STATE = z.object({ version: z.string() });

let api: TestApi;
let scenario: ImportScenario;
let number = 0;
let id: string;
let path: string;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  const code = `HAND${(number += 1)}`;
  scenario = await ImportScenario.create(api.database, code, ['A', 'B']);
  await api.send('PUT', `/campuses/${code}/directory`, {
    teachers: [{ id: 'T2', lastName: 'Durand', firstName: 'Élise' }],
  });
  await scenario.integrate({ sessions: [draft()], firstOfYear: true });
  const { body } = await api.get(`/establishments/${code}/A/sessions?from=2026-11-03&to=2026-11-03`);
  id = textAt(body, '0.id');
  path = `/establishments/${code}/A/sessions/${id}`;
});

const draft = (changes: Parameters<typeof sessionDraft>[0] = {}) =>
  sessionDraft({ establishmentIds: [`${scenario.campusCode}/A`], ...changes });
const stateVersion = async () => {
  const row = await api.database.sql.first(
    STATE,
    `SELECT state_version AS version FROM establishment WHERE id = $1 || '/A'`,
    [scenario.campusCode],
  );
  return Number(row?.version);
};

describe('PATCH sessions/:id', () => {
  it('keeps a teacher who has left the directory since, and lets none in', async () => {
    await api.send('PATCH', path, { teachers: ['T2'] });
    await api.database.sql.run(
      `UPDATE person SET absent_since = now() WHERE campus_code = $1 AND ent_id = 'T2'`,
      [scenario.campusCode],
    );
    expect(await api.send('PATCH', path, { teachers: ['T2'], rooms: ['B1'] })).toMatchObject({ status: 200 });
    await api.send('PATCH', path, { teachers: [] });
    expect(await api.send('PATCH', path, { teachers: ['T2'] })).toMatchObject({ status: 400 });
  });

  it('changes room, teacher, end and state, and says that the session is edited by hand', async () => {
    const version = await stateVersion();
    const { status, body } = await api.send('PATCH', path, {
      rooms: ['Gymnase'],
      teachers: ['T2'],
      end: '09:30',
      state: 'cancelled',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id,
      start: '2026-11-03T08:00:00+01:00',
      end: '2026-11-03T09:30:00+01:00',
      rooms: ['Gymnase'],
      teachers: [{ id: 'T2', name: 'Durand Élise' }],
      state: 'cancelled',
      editedByHand: true,
    });
    expect(await stateVersion()).toBe(version + 1);
    expect(
      await rowsOf(
        api.database.sql,
        `SELECT detail FROM audit WHERE action = 'session.edited' AND campus_code = $1`,
        [scenario.campusCode],
      ),
    ).toEqual([{ detail: { fields: ['rooms', 'teachers', 'state', 'endMinute'] } }]);
  });

  it('keeps the edit through imports, which list it', async () => {
    await api.send('PATCH', path, { rooms: ['Gymnase'] });
    const { run, diff } = await scenario.integrate({ sessions: [draft({ rooms: ['303'] })] });
    expect(diff).toMatchObject({ editedByHand: 1, modified: 0 });
    const { body } = await api.get(`/imports/${run.importId}/report`);
    expect(at(body, 'kept.sessions')).toEqual([{ id, label: 'MATHS · 03/11/2026 08:00', isInFile: true }]);
    const gone = await scenario.integrate({ sessions: [draft({ date: '2026-11-10' })] });
    const later = await api.get(`/imports/${gone.run.importId}/report`);
    expect(at(later.body, 'kept.sessions')).toMatchObject([{ id, isInFile: false }]);
  });

  it('gives the session back to imports when asked to', async () => {
    await api.send('PATCH', path, { rooms: ['Gymnase'] });
    expect((await api.send('PATCH', path, { editedByHand: false })).body).toMatchObject({
      editedByHand: false,
    });
    const { diff } = await scenario.integrate({ sessions: [draft()] });
    expect(diff).toMatchObject({ editedByHand: 0, modified: 1 });
    const { body } = await api.get(path.replace(/\/\d+$/, '?from=2026-11-03&to=2026-11-03'));
    expect(at(body, '0.rooms')).toEqual(['101']);
  });

  it('is refused with 423 while an import holds the establishment', async () => {
    const run = await scenario.begin();
    const { status, body } = await api.send('PATCH', path, { rooms: ['Gymnase'] });
    expect(status).toBe(423);
    expect(body).toMatchObject({ code: 'locked', importId: run.importId });
  });

  it.each<[string, object, string]>([
    ['nothing', {}, 'Indiquez ce qui change'],
    ['an end before the start', { end: '07:30' }, 'La séance doit finir après avoir commencé.'],
    ['an unreadable end', { end: '9h30' }, 'HH:MM'],
    ['a teacher nobody knows', { teachers: ['T9'] }, '« T9 » n’est pas un enseignant de l’annuaire.'],
  ])('refuses %s', async (_, body, message) => {
    const answer = await api.send('PATCH', path, body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(message);
  });

  it('does not find a session elsewhere, nor what is no session', async () => {
    const elsewhere = path.replace('/A/', '/B/');
    expect((await api.send('PATCH', elsewhere, { rooms: [] })).status).toBe(404);
    expect((await api.send('PATCH', path.replace(/\d+$/, 'x'), { rooms: [] })).status).toBe(404);
  });
});
