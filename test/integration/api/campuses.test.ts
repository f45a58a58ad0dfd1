// Campuses and their import settings.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from '../../support/api.js';
import { at, textAt } from '../../support/json-at.js';
import { declareSchool } from '../../support/campus.js';
import { once } from '../../support/once.js';

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

  const declared = once(async () => {
    const created = await api.send('POST', '/campuses', cite);
    return {
      created,
      shown: await api.get('/campuses/CITE'),
      settings: await api.get('/campuses/CITE/import-settings'),
    };
  });
  beforeAll(declared);

  it('are declared with their establishments, the time zone being the instance’s unless given', async () => {
    const { created, shown } = await declared();
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      ...cite,
      formats: ['edt', 'udt', 'sts'],
      establishments: [
        { code: 'college', uai: '0134567A', name: 'Collège Jean Moulin', timeZone: 'Europe/Paris' },
        { code: 'lycee', uai: '0134568B', name: 'Lycée Jean Moulin', timeZone: 'Indian/Reunion' },
      ],
    });
    expect(shown.body).toEqual(created.body);
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
    expect((await declared()).settings.body).toEqual({ formats: ['edt', 'udt', 'sts'] });
    const saved = await api.send('PUT', '/campuses/CITE/import-settings', {
      formats: ['edt'],
      softwareVersions: ['1.1'],
      onlyKnownVersions: true,
    });
    expect(saved.body).toEqual({
      formats: ['edt'],
      softwareVersions: ['1.1'],
      onlyKnownVersions: true,
    });
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
