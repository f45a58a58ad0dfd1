// Campuses, their import settings and their directory.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from '../../support/api.js';
import { at, textAt } from '../../support/json-at.js';
import { declareSchool } from '../../support/campus.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

describe('campuses', () => {
  const cite = {
    code: 'CITE',
    name: 'Cité Jean Moulin',
    academicZone: 'C',
    establishments: [
      { code: 'college', uai: '0134567a', name: 'Collège Jean Moulin' },
      { code: 'lycee', uai: '0134568B', name: 'Lycée Jean Moulin', timeZone: 'Indian/Reunion' },
    ],
  };

  it('are declared with their establishments, the time zone being the instance’s unless given', async () => {
    const created = await api.send('POST', '/campuses', cite);
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      ...cite,
      establishments: [
        { code: 'college', uai: '0134567A', name: 'Collège Jean Moulin', timeZone: 'Europe/Paris' },
        { code: 'lycee', uai: '0134568B', name: 'Lycée Jean Moulin', timeZone: 'Indian/Reunion' },
      ],
    });
    expect((await api.get('/campuses/CITE')).body).toEqual(created.body);
  });

  it('are declared once: the second time answers 409', async () => {
    const again = await api.send('POST', '/campuses', cite);
    expect(again.status).toBe(409);
    expect(at(again.body, 'code')).toBe('campus_exists');
  });

  it('are refused with one French message per wrong field', async () => {
    const { status, body } = await api.send('POST', '/campuses', {
      code: 'a b',
      establishments: [{ code: 'x', uai: '123', name: 'X' }],
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'validation_failed', title: 'Données invalides' });
    expect(at(body, 'requestId')).toMatch(/^[\w.-]+$/);
    expect(at(body, 'errors')).toEqual([
      {
        field: 'code',
        message: 'Un code a de 1 à 32 lettres sans accent, chiffres, « _ » ou « - ».',
      },
      { field: 'name', message: 'Ce champ est obligatoire.' },
      {
        field: 'establishments.0.uai',
        message: 'Un UAI a 7 chiffres et une lettre, par exemple 0134567A.',
      },
    ]);
  });

  it('gain and correct establishments, and keep the others', async () => {
    const { body } = await api.send('PATCH', '/campuses/CITE', {
      name: 'Cité scolaire Jean Moulin',
      establishments: [
        { code: 'lycee', uai: '0134568B', name: 'Lycée général Jean Moulin' },
        { code: 'lp', uai: '0134569C', name: 'Lycée professionnel' },
      ],
    });
    expect(at(body, 'name')).toBe('Cité scolaire Jean Moulin');
    expect(at(body, 'establishments')).toMatchObject([
      { code: 'college', name: 'Collège Jean Moulin', timeZone: 'Europe/Paris' },
      { code: 'lycee', name: 'Lycée général Jean Moulin', timeZone: 'Indian/Reunion' },
      { code: 'lp', name: 'Lycée professionnel', timeZone: 'Europe/Paris' },
    ]);
    const clash = await api.send('PATCH', '/campuses/CITE', {
      establishments: [{ code: 'lp', uai: '0134567A', name: 'Lycée professionnel' }],
    });
    expect(at(clash.body, 'code')).toBe('establishment_exists');
  });

  it('are listed page by page', async () => {
    for (const code of ['P1', 'P2', 'P3']) await declareSchool(api, code);
    const first = await api.get('/campuses?limit=3');
    expect(at(first.body, 'items.*.code')).toEqual(['CITE', 'P1', 'P2']);
    expect(at(first.body, 'total')).toBe(4);
    const second = await api.get(`/campuses?limit=3&cursor=${textAt(first.body, 'nextCursor')}`);
    expect(at(second.body, 'items.*.code')).toEqual(['P3']);
    expect(at(second.body, 'nextCursor')).toBeNull();
    expect(at((await api.get('/campuses?cursor=nonsense')).body, 'code')).toBe('validation_failed');
  });

  it('say which formats and versions they accept', async () => {
    expect((await api.get('/campuses/CITE/import-settings')).body).toEqual({ formats: ['edt', 'udt'] });
    const saved = await api.send('PUT', '/campuses/CITE/import-settings', {
      formats: ['edt'],
      softwareVersions: ['1.1'],
    });
    expect(saved.body).toEqual({ formats: ['edt'], softwareVersions: ['1.1'] });
    expect((await api.send('PUT', '/campuses/CITE/import-settings', { formats: [] })).status).toBe(400);
  });

  it('say for how long before their start sessions are left alone, a week at most', async () => {
    const put = (freezeMinutes: unknown) =>
      api.send('PUT', '/campuses/CITE/import-settings', { formats: ['edt'], freezeMinutes });
    for (const freezeMinutes of [0, 90, 7 * 24 * 60]) {
      const expected = { formats: ['edt'], freezeMinutes };
      expect((await put(freezeMinutes)).body).toEqual(expected);
      expect((await api.get('/campuses/CITE/import-settings')).body).toEqual(expected);
    }
    for (const wrong of [-1, 7 * 24 * 60 + 1, 1.5, '15']) expect((await put(wrong)).status).toBe(400);
  });
});

describe('the directory', () => {
  const teacher = { id: 't1', lastName: 'Durand', firstName: 'Élise', idpn: 'p1' };
  const pupil = { id: 'e1', lastName: 'Petit', firstName: 'Zoé', birthDate: '2014-05-06', classId: '6A' };
  const user = { id: 'u1', lastName: 'Léger-Noël', firstName: 'Agnès', email: 'agnes@example.org' };
  const put = (body: unknown) => api.send('PUT', '/campuses/DIR/directory', body);
  beforeAll(() => declareSchool(api, 'DIR'));

  it('is loaded at once, and loading the same again writes nothing', async () => {
    const body = {
      teachers: [teacher, { id: 't2', lastName: 'Martin', firstName: 'Paul' }],
      pupils: [pupil],
      classes: [{ id: '6A', name: '6A', establishment: 'DIR' }],
      users: [user],
    };
    const first = await put(body);
    expect(first.status).toBe(200);
    expect(at(first.body, 'teachers')).toEqual({
      received: 2,
      created: 2,
      updated: 0,
      unchanged: 0,
      removed: 0,
    });
    const again = await put(body);
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
    expect(at(body, 'teachers')).toEqual({ received: 1, created: 0, updated: 1, unchanged: 0, removed: 1 });
    expect(at(body, 'pupils')).toEqual({ received: 0, created: 0, updated: 0, unchanged: 0, removed: 0 });
    const rows = await api.database.sql.rows(
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
