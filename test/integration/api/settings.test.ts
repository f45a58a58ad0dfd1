// What a manager sets: thresholds, school year, closures; and the lock while an import runs.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { THRESHOLD_CODES } from '@timetable/domain';
import { LockReader } from '@timetable/persistence';
import { randomUUID } from 'node:crypto';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareCampus, declareSchool, openSchoolYear } from '../../support/campus.js';
import { ImportScenario } from '../../support/import-scenario.js';
import { at } from '../../support/json-at.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await declareCampus(api, 'CITE', [
    { code: 'college', uai: '0134567A', name: 'Collège' },
    { code: 'lycee', uai: '0134568B', name: 'Lycée' },
  ]);
});
afterAll(() => api.stop());

describe('thresholds', () => {
  const path = '/campuses/CITE/thresholds';

  it('are the recommended ones, protections last, until somebody changes them', async () => {
    const { body } = await api.get(path);
    expect(at(body, '*.code')).toEqual(THRESHOLD_CODES);
    expect(at(body, '2')).toEqual({
      code: 'services_modified',
      group: 'thresholds',
      label: '% de services d’enseignement modifiés',
      limit: 30,
      blocking: true,
      recommended: { limit: 30, blocking: true },
    });
  });

  it('are changed one by one, with the history of who changed what', async () => {
    const changed = { code: 'subjects_created', limit: 12.25, blocking: false, minCount: 3 };
    const saved = await api.send('PUT', path, [changed]);
    expect(at(saved.body, '0')).toMatchObject(changed);
    expect(at(saved.body, '1')).toMatchObject({ code: 'services_created', limit: 50 });
    await api.send('PUT', path, [changed]);
    const { body } = await api.get(`${path}/history`);
    expect(body).toEqual([
      {
        at: expect.stringMatching(/^2026-11-24T/),
        by: 'admin',
        code: 'subjects_created',
        before: { code: 'subjects_created', limit: 50, blocking: true },
        after: changed,
      },
    ]);
    await api.send('PUT', path, [{ ...changed, minCount: null }]);
    expect(at((await api.get(path)).body, '0.minCount')).toBeUndefined();
  });

  it.each([
    [{ limit: 100.01 }, 'Ce nombre ne peut pas dépasser 100.'],
    [{ limit: -1 }, 'Ce nombre ne peut pas être inférieur à 0.'],
    [{ limit: 10.125 }, 'Deux décimales au plus.'],
    [{ minCount: 1.5 }, 'Ce champ doit contenir un nombre entier.'],
  ])('with %j are refused: %s', async (wrong, message) => {
    const { status, body } = await api.send('PUT', path, [
      { code: 'services_deleted', limit: 10, blocking: true, ...wrong },
    ]);
    expect(status).toBe(400);
    expect(at(body, 'errors.0.message')).toBe(message);
  });
});

describe('the school year', () => {
  const next = {
    startsOn: '2027-09-01',
    endsOn: '2028-07-07',
    closures: [{ startsOn: '2027-10-23', endsOn: '2027-11-07', label: 'Toussaint' }],
  };

  let proposed: unknown;
  beforeAll(async () => {
    proposed = (await api.get('/campuses/CITE/school-year')).body;
  });

  it('is proposed when the campus is declared, in wait of its first import', () => {
    expect(proposed).toMatchObject({
      label: '2026-2027',
      startsOn: '2026-09-01',
      endsOn: '2027-08-31',
      state: 'awaiting_first_import',
      closures: [],
    });
    expect(at(proposed, 'establishments.*.establishment')).toEqual(['college', 'lycee']);
  });

  it('takes a manager’s dates while it has not been imported', async () => {
    const { status, body } = await api.send('POST', '/campuses/CITE/school-year', {
      startsOn: '2026-09-02',
      endsOn: '2027-07-05',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ label: '2026-2027', startsOn: '2026-09-02', endsOn: '2027-07-05' });
    expect(at(body, 'establishments.*.datesDecided')).toEqual([true, true]);
  });

  it('goes on while the next one is opened for one establishment, then refuses to go back', async () => {
    await openSchoolYear(api, 'CITE');
    const { body } = await api.send('POST', '/campuses/CITE/school-year', {
      ...next,
      establishment: 'lycee',
    });
    expect(at(body, 'establishments')).toMatchObject([
      { establishment: 'college', label: '2026-2027', state: 'open' },
      {
        ...{ establishment: 'lycee', label: '2026-2027', state: 'open' },
        next: {
          ...{ label: '2027-2028', state: 'awaiting_first_import' },
          closures: [{ label: 'Toussaint', source: 'manual' }],
        },
      },
    ]);
    expect(at(body, 'next')).toBeNull();
    const back = await api.send('POST', '/campuses/CITE/school-year', {
      startsOn: '2026-09-02',
      endsOn: '2027-07-05',
    });
    expect(back.status).toBe(409);
    expect(back.body).toMatchObject({
      code: 'school_year_exists',
      establishments: ['CITE/college', 'CITE/lycee'],
    });
  });

  it('says what an opening would stop, opens it, and takes it back', async () => {
    const said = await api.send('POST', '/campuses/CITE/school-year/preview', {
      ...next,
      establishment: 'college',
    });
    expect(said.status).toBe(200);
    expect(said.body).toMatchObject({ label: '2027-2028', startsOn: '2027-09-01' });
    expect(at(said.body, 'consequences.1')).toMatch(
      /^Les envois automatiques s’arrêteront le 1er septembre 2027/,
    );
    expect(at((await api.get('/campuses/CITE/school-year')).body, 'next')).toBeNull();

    const undone = await api.send('DELETE', '/campuses/CITE/school-year?establishment=lycee');
    expect(undone.status).toBe(200);
    expect(at(undone.body, 'establishments.*.next')).toEqual([null, null]);
    const kept = await api.send('DELETE', '/campuses/CITE/school-year');
    expect(kept).toMatchObject({
      status: 409,
      body: { code: 'school_year_kept', establishments: ['CITE/college', 'CITE/lycee'] },
    });
    expect(at(kept.body, 'detail')).toMatch(/2026-2027 ne peut plus être annulée : un emploi du temps/);
    const { status, body } = await api.get('/establishments/CITE/lycee/closures?schoolYear=2027-2028');
    expect([status, at(body, 'detail')]).toEqual([
      404,
      'L’année 2027-2028 n’est ni en cours ni ouverte d’avance dans cet établissement.',
    ]);
  });

  it.each([
    [{ ...next, endsOn: '2028-05-30', closures: [] }, 'endsOn'],
    [{ ...next, startsOn: '2027-12-01', endsOn: '2028-10-01', closures: [] }, 'startsOn'],
    [{ ...next, endsOn: '2027-08-01' }, 'endsOn'],
    [{ ...next, closures: [{ startsOn: '2028-08-01', endsOn: '2028-08-02' }] }, 'closures.0'],
    [{ ...next, closures: [...next.closures, ...next.closures] }, 'closures.1'],
  ])('with impossible dates is refused', async (body, field) => {
    const answer = await api.send('POST', '/campuses/CITE/school-year', body);
    expect(answer.status).toBe(400);
    expect(at(answer.body, 'errors.0.field')).toBe(field);
  });

  it('of an unknown establishment is refused', async () => {
    const answer = await api.send('POST', '/campuses/CITE/school-year', { ...next, establishment: 'nope' });
    expect(at(answer.body, 'code')).toBe('unknown_establishment');
  });
});

describe('closures', () => {
  const path = '/establishments/SCHOOL/SCHOOL/closures';
  beforeAll(() => declareSchool(api, 'SCHOOL'));

  it('are replaced as a whole; what does not change keeps where it came from', async () => {
    await api.database.sql.run(
      `INSERT INTO closure (establishment_id, school_year, starts_on, ends_on, source)
       VALUES ('SCHOOL/SCHOOL', '2026-2027', '2026-10-17', '2026-11-01', 'import')`,
    );
    const christmas = { startsOn: '2026-12-19', endsOn: '2027-01-03', label: 'Noël' };
    const { body } = await api.send('PUT', path, {
      closures: [{ startsOn: '2026-10-17', endsOn: '2026-11-01', label: 'Toussaint' }, christmas],
    });
    expect(body).toEqual({
      schoolYear: '2026-2027',
      closures: [
        { startsOn: '2026-10-17', endsOn: '2026-11-01', label: 'Toussaint', source: 'import' },
        { ...christmas, source: 'manual' },
      ],
    });
    await api.send('PUT', path, { closures: [christmas] });
    expect(at((await api.get(path)).body, 'closures.*.label')).toEqual(['Noël']);
  });

  it('outside of the year are refused', async () => {
    const { status } = await api.send('PUT', path, {
      closures: [{ startsOn: '2028-01-01', endsOn: '2028-01-02' }],
    });
    expect(status).toBe(400);
  });

  it('of an establishment that does not exist answer 404', async () => {
    expect((await api.get('/establishments/SCHOOL/NOPE/closures')).status).toBe(404);
  });
});

describe('while an import runs', () => {
  const closures = { closures: [] };

  it('what it could overwrite answers 423 with who, since when and which step; the rest goes on', async () => {
    const scenario = await ImportScenario.create(api.database, 'LOCK', ['A', 'B']);
    const run = await scenario.begin();
    await scenario.imports.startStep(run, 'validation', scenario.now);
    const locked = await api.send('PUT', '/establishments/LOCK/A/closures', closures);
    expect(locked.status).toBe(423);
    expect(locked.body).toMatchObject({
      code: 'locked',
      importId: run.importId,
      since: scenario.now.toISOString(),
      step: 'validation',
      by: 'test',
    });
    expect(at(locked.body, 'detail')).toMatch('étape « Validation du fichier »');
    expect((await api.get('/establishments/LOCK/A/lock')).body).toEqual({
      locked: true,
      importId: run.importId,
      since: scenario.now.toISOString(),
      step: 'validation',
      stepLabel: 'Validation du fichier',
      by: 'test',
    });

    const locks = new LockReader(api.database);
    expect(await locks.countRunning('LOCK', randomUUID())).toBe(1);
    // One's own import may have begun before one is answered: nobody waits for oneself.
    expect(await locks.countRunning('LOCK', run.importId)).toBe(0);

    const year = { startsOn: '2027-09-01', endsOn: '2028-07-07' };
    expect((await api.send('POST', '/campuses/LOCK/school-year', year)).status).toBe(423);
    expect((await api.send('PUT', '/campuses/LOCK/matches/teacher/x', { targetId: null })).status).toBe(423);

    expect((await api.send('PUT', '/establishments/LOCK/B/closures', closures)).status).toBe(200);
    expect((await api.get('/establishments/LOCK/A/sessions')).status).toBe(200);
    const threshold = [{ code: 'subjects_created', limit: 40, blocking: true }];
    expect((await api.send('PUT', '/campuses/LOCK/thresholds', threshold)).status).toBe(200);

    await scenario.imports.complete(run, { outcome: 'rejected' }, scenario.now);
    expect((await api.send('PUT', '/establishments/LOCK/A/closures', closures)).status).toBe(200);
  });
});

describe('the audit trail', () => {
  it('says in French who did what, latest first, page by page', async () => {
    await declareSchool(api, 'TRACE', '0134569C');
    await api.send('PUT', '/campuses/TRACE/thresholds', [
      { code: 'subjects_created', limit: 12.5, blocking: false },
    ]);
    await api.send('PUT', '/campuses/TRACE/import-settings', { formats: ['edt'] });
    const first = await api.get('/campuses/TRACE/audit?limit=2');
    expect(first.body).toMatchObject({ total: 3 });
    expect(at(first.body, 'items')).toEqual([
      {
        at: expect.stringMatching(/^2026-11-24T/),
        ...{ by: 'admin', byName: 'Exploitant', action: 'import_settings.changed', importId: null },
        sentence: 'Réglages d’import modifiés',
      },
      expect.objectContaining({
        sentence:
          'Seuil modifié (% de matières créées)\u00a0: 50\u202f%, bloquant → 12,5\u202f%, non bloquant',
      }),
    ]);
    const second = await api.get(
      `/campuses/TRACE/audit?limit=2&cursor=${String(at(first.body, 'nextCursor'))}`,
    );
    expect(at(second.body, 'items.*.sentence')).toEqual(['Cité scolaire déclarée']);
    expect(at(second.body, 'nextCursor')).toBeNull();
  });
});

describe('what thresholds measured', () => {
  it('is there for the last imports, with what another limit is compared with', async () => {
    const scenario = await ImportScenario.create(api.database, 'MESURE');
    const run = await scenario.begin();
    await scenario.plan(run, {});
    const verdict = (code: string, numerator: number, judged: boolean) => ({
      ...{ code, group: 'thresholds', label: code, numerator, denominator: 38, limit: 50 },
      ...{ blocking: true, exceeded: false, judged, sentence: '' },
    });
    await api.database.sql.run('UPDATE import SET thresholds = $2 WHERE id = $1', [
      run.importId,
      JSON.stringify([verdict('subjects_created', 4, false), verdict('of_another_version', 1, true)]),
    ]);
    await scenario.begin();
    expect((await api.get('/campuses/MESURE/thresholds/measures')).body).toEqual({
      imports: [
        {
          id: run.importId,
          receivedAt: '2026-10-01T12:00:00.000Z',
          measures: [
            {
              ...{ code: 'subjects_created', numerator: 4, denominator: 38, percent: 10.53 },
              ...{ isComparable: false, exceeded: false },
            },
          ],
        },
      ],
    });
  });
});

describe('settings that two people change', () => {
  const PLACES = {
    thresholds: {
      path: '/campuses/DEUX/thresholds',
      bodies: [
        [{ code: 'subjects_created', limit: 10, blocking: true }],
        [{ code: 'subjects_created', limit: 20, blocking: true }],
      ],
    },
    'import settings': {
      path: '/campuses/DEUX/import-settings',
      bodies: [{ formats: ['edt'] }, { formats: ['udt'] }],
    },
    closures: {
      path: '/establishments/DEUX/DEUX/closures',
      bodies: [
        { closures: [{ startsOn: '2026-12-01', endsOn: '2026-12-02', label: 'Pont' }] },
        { closures: [] },
      ],
    },
  };
  beforeAll(() => declareSchool(api, 'DEUX', '0134570D'));

  it.each(Object.entries(PLACES))('%s: the second is told that they changed', async (_, { path, bodies }) => {
    const put = (json: unknown, tag?: string) =>
      api.call('PUT', path, {
        ...{ token: api.operator, json },
        ...(tag !== undefined && { headers: { 'if-match': tag } }),
      });
    const read = await api.get(path);
    const tag = read.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]+"$/);
    const first = await put(bodies[0], tag);
    expect(first.status).toBe(200);
    const second = await put(bodies[1], tag);
    expect([second.status, at(second.body, 'code')]).toEqual([412, 'precondition_failed']);
    expect(at(second.body, 'detail')).toMatch('Quelqu’un a changé ces réglages');
    expect((await api.get(path)).body).toEqual(first.body);

    // The answer to a change is what the next change names; a proxy may have weakened it, and a list is one too.
    expect((await put(bodies[1], `"x", W/${first.headers.get('etag') ?? ''}`)).status).toBe(200);
    expect((await put(bodies[0], '*')).status).toBe(200);
    expect((await put(bodies[1])).status).toBe(200);
  });

  it('at the same moment: one of them is told', async () => {
    const { path } = PLACES.closures;
    const tag = (await api.get(path)).headers.get('etag') ?? '';
    const save = (day: string) =>
      api.call('PUT', path, {
        token: api.operator,
        json: { closures: [{ startsOn: day, endsOn: day, label: day }] },
        headers: { 'if-match': tag },
      });
    const statuses = await Promise.all(['2026-12-07', '2026-12-08', '2026-12-09'].map(save));
    expect(statuses.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
  });
});
