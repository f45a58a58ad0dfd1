// What the ENT tells of a campus: its people, classes and users.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from '../../support/api.js';
import { at } from '../../support/json-at.js';
import { declareSchool } from '../../support/campus.js';
import { once } from '../../support/once.js';
import { rowsOf } from '../../support/rows.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

describe('the directory', () => {
  const teacher = { id: 't1', lastName: 'Durand', firstName: 'Élise', idpn: 'p1' };
  const pupil = { id: 'e1', lastName: 'Petit', firstName: 'Zoé', birthDate: '2014-05-06', classId: '6A' };
  const user = { id: 'u1', lastName: 'Léger-Noël', firstName: 'Agnès', email: 'agnes@example.org' };
  const put = (body: unknown) => api.send('PUT', '/campuses/DIR/directory', body);
  const loaded = once(async () => {
    await declareSchool(api, 'DIR');
    const body = {
      teachers: [teacher, { id: 't2', lastName: 'Martin', firstName: 'Paul' }],
      pupils: [pupil],
      classes: [{ id: '6A', name: '6A', establishment: 'DIR' }],
      users: [user],
    };
    return { first: await put(body), again: await put(body) };
  });
  beforeAll(loaded);

  it('is loaded at once, and loading the same again writes nothing', async () => {
    const { first, again } = await loaded();
    expect(first.status).toBe(200);
    expect(at(first.body, 'teachers')).toEqual({
      received: 2,
      created: 2,
      updated: 0,
      unchanged: 0,
      replaced: 0,
      removed: 0,
    });
    const nothing = { created: 0, updated: 0, removed: 0 };
    expect(again.body).toMatchObject({
      teachers: nothing,
      pupils: nothing,
      classes: nothing,
      users: nothing,
    });
  });

  it('marks who left as absent, leaves a list that is not given, and brings back who returns', async () => {
    const { body } = await put({ teachers: [{ ...teacher, firstName: 'Élise-Marie' }] });
    expect(at(body, 'teachers')).toEqual({
      received: 1,
      created: 0,
      updated: 1,
      unchanged: 0,
      replaced: 0,
      removed: 1,
    });
    expect(at(body, 'pupils')).toEqual({
      received: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      replaced: 0,
      removed: 0,
    });
    const rows = await rowsOf(
      api.database.sql,
      `SELECT kind, ent_id, present FROM person WHERE campus_code = 'DIR' ORDER BY kind, ent_id`,
    );
    expect(rows).toEqual([
      { kind: 'pupil', ent_id: 'e1', present: true },
      { kind: 'teacher', ent_id: 't1', present: true },
      { kind: 'teacher', ent_id: 't2', present: false },
    ]);
    const back = await put({ teachers: [teacher, { id: 't2', lastName: 'Martin', firstName: 'Paul' }] });
    expect(at(back.body, 'teachers')).toMatchObject({ updated: 2, removed: 0 });
  });

  it('asks before a list is emptied, and does it once its losses are confirmed', async () => {
    await loaded();
    const asked = await put({ users: [] });
    expect(asked.status).toBe(409);
    expect(asked.body).toMatchObject({
      code: 'directory_emptied',
      losses: [{ list: 'users', known: 1, lost: 1 }],
      confirm: 'users:1',
    });
    expect(at(asked.body, 'detail')).toMatch(/^Ce chargement retirerait de l’annuaire 1 utilisateur sur 1 :/);
    expect(at((await api.get('/campuses/DIR/directory/users')).body, 'total')).toBe(1);
    const confirmed = await api.send('PUT', '/campuses/DIR/directory?confirm=users:1', { users: [] });
    expect(at(confirmed.body, 'users')).toMatchObject({ removed: 1 });
    expect(at((await put({ users: [user] })).body, 'users')).toMatchObject({ updated: 1, created: 0 });
  });

  it('refuses an id given twice and a class of an unknown establishment', async () => {
    const twice = await put({ teachers: [teacher, teacher] });
    expect(at(twice.body, 'errors')).toEqual([
      { field: 'teachers.1.id', message: 'Identifiant donné deux fois.' },
    ]);
    const lost = await put({ classes: [{ id: '6A', name: '6A', establishment: 'NOPE' }] });
    expect(at(lost.body, 'errors.0.field')).toBe('classes.0.establishment');
  });

  it('finds users by any part of their name, accents and case aside', async () => {
    for (const q of ['leger', 'NOËL agn', 'gnès']) {
      const { body } = await api.get(`/campuses/DIR/directory/users?q=${encodeURIComponent(q)}`);
      expect(body).toEqual({ items: [user], nextCursor: null, total: 1 });
    }
    expect(at((await api.get('/campuses/DIR/directory/users?q=zz')).body, 'total')).toBe(0);
  });

  it('is refused without reading it when the person is unknown, and beyond 32 MiB', async () => {
    const big = { teachers: [{ ...teacher, lastName: 'x'.repeat(2_000_000) }] };
    expect((await api.call('PUT', '/campuses/DIR/directory', { json: big })).status).toBe(401);
    const huge = { teachers: [], pad: 'x'.repeat(33 * 1024 * 1024) };
    expect(at((await put(huge)).body, 'code')).toBe('payload_too_large');
  });
});
