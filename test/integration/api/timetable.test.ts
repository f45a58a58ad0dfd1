// What other services read: sessions with their names and local times, groups with their members.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareCampus } from '../../support/campus.js';
import { holdImport } from '../../support/held-import.js';
import { ImportScenario, YEAR } from '../../support/import-scenario.js';
import { at, textAt } from '../../support/json-at.js';
import { sessionDraft } from '../../support/session-draft.js';

const SESSIONS = '/establishments/CITE/A/sessions';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  const scenario = await ImportScenario.create(api.database, 'CITE', ['A', 'B']);
  await api.send('PUT', '/campuses/CITE/directory', {
    teachers: [{ id: 'T1', lastName: 'Durand', firstName: 'Élise' }],
    classes: [{ id: '6A', name: '6e A', establishment: 'A' }],
    pupils: [
      { id: 'P1', lastName: 'Petit', firstName: 'Zoé', classId: '6A' },
      { id: 'P2', lastName: 'Roux', firstName: 'Ana', classId: '6A' },
    ],
  });
  const run = await scenario.begin();
  const content = {
    firstOfYear: true,
    changes: [
      {
        kind: 'subject' as const,
        type: 'created' as const,
        key: 'MATHS',
        label: 'MATHÉMATIQUES',
        after: { key: 'MATHS', code: 'MATHS', label: 'Mathématiques' },
      },
      {
        kind: 'group' as const,
        type: 'created' as const,
        key: 'g1',
        label: '6AGR1',
        after: { key: 'g1', name: '6AGR1', establishmentIds: ['CITE/A'], classIds: ['6A'] },
      },
    ],
    memberships: ['P1', 'P2'].map((personId) => ({
      groupKey: 'g1',
      personId,
      role: 'pupil' as const,
      startsOn: YEAR.startsOn,
      endsOn: YEAR.endsOn,
    })),
    matches: [
      {
        kind: 'teacher' as const,
        ident: 9,
        key: 'lopez ana',
        label: 'LOPEZ Ana',
        targetId: undefined,
        by: 'none' as const,
        candidates: [],
      },
      {
        kind: 'class' as const,
        ident: 2,
        key: 'name:6e b',
        label: '6e B',
        targetId: undefined,
        by: 'none' as const,
        candidates: [],
      },
    ],
    sessions: [
      sessionDraft({ date: '2026-10-23', establishmentIds: ['CITE/A'] }),
      sessionDraft({
        date: '2026-11-03',
        establishmentIds: ['CITE/A'],
        teachers: ['?lopez ana'],
        classes: [],
        groups: ['g1'],
        audience: ['g:g1'],
        rooms: ['102'],
      }),
      sessionDraft({ date: '2026-11-03', establishmentIds: ['CITE/B'] }),
      sessionDraft({
        date: '2026-11-26',
        establishmentIds: ['CITE/A'],
        teachers: [],
        classes: ['?6e b'],
        groups: ['?italien 6'],
        audience: ['c:?6e b', 'g:?italien 6'],
        rooms: [],
      }),
    ],
  };
  await scenario.plan(run, content);
  await scenario.publish(run, content);
});
afterAll(() => api.stop());

describe('sessions', () => {
  it('of some days are those of the establishment, in order, at local time before and after the clock change', async () => {
    const { body } = await api.get(`${SESSIONS}?to=2026-11-20`);
    expect(body).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        date: '2026-10-23',
        start: '2026-10-23T08:00:00+02:00',
        end: '2026-10-23T09:00:00+02:00',
        subject: { code: 'MATHS', label: 'Mathématiques' },
        teachers: [{ id: 'T1', name: 'Durand Élise' }],
        classes: [{ id: '6A', name: '6e A' }],
        groups: [],
        rooms: ['101'],
        state: 'planned',
        editedByHand: false,
        lastImportId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
      {
        id: expect.stringMatching(/^\d+$/),
        date: '2026-11-03',
        start: '2026-11-03T08:00:00+01:00',
        end: '2026-11-03T09:00:00+01:00',
        subject: { code: 'MATHS', label: 'Mathématiques' },
        teachers: [{ id: null, name: 'LOPEZ Ana' }],
        classes: [],
        groups: [{ id: 'g1', name: '6AGR1' }],
        rooms: ['102'],
        state: 'planned',
        editedByHand: false,
        lastImportId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ]);
  });

  it.each([
    ['from=2026-11-01', ['2026-11-03', '2026-11-26']],
    ['to=2026-10-31', ['2026-10-23']],
    ['from=2026-10-23&to=2026-10-23', ['2026-10-23']],
  ])('of %s are on %j', async (query, dates) => {
    expect(at((await api.get(`${SESSIONS}?${query}`)).body, '*.date')).toEqual(dates);
  });

  it('without dates are those of the current week', async () => {
    expect(at((await api.get(SESSIONS)).body, '*.date')).toEqual(['2026-11-26']);
    expect(at((await api.get(`${SESSIONS}?class=6A`)).body, '*.date')).toEqual([]);
  });

  it.each([
    // A class's are also those of its groups.
    ['class=6A', ['2026-10-23', '2026-11-03']],
    ['class=6e%20A', ['2026-10-23', '2026-11-03']],
    ['class=6E%20a', ['2026-10-23', '2026-11-03']],
    ['class=5B', []],
    ['teacher=T1', ['2026-10-23']],
    ['teacher=Durand%20%C3%89lise', ['2026-10-23']],
    ['teacher=DURAND%20Elise', ['2026-10-23']],
    ['group=6AGR1', ['2026-11-03']],
    ['group=6agr1', ['2026-11-03']],
    ['group=g1', ['2026-11-03']],
    ['room=102', ['2026-11-03']],
    // What only the file names, by the name that is shown.
    ['teacher=LOPEZ%20Ana', ['2026-11-03']],
    ['teacher=lop%C3%A9z%20ana', ['2026-11-03']],
    ['class=6e%20B', ['2026-11-26']],
    ['group=Italien%206', ['2026-11-26']],
  ])('filtered by %s are on %j', async (query, dates) => {
    const { body } = await api.get(`${SESSIONS}?${query}&from=2026-09-01&to=2027-07-31`);
    expect(at(body, '*.date')).toEqual(dates);
  });

  it('of a whole year come page by page, each telling where the next one is', async () => {
    const pages: unknown[] = [];
    let path: string | undefined = `${SESSIONS}?from=2026-09-01&to=2027-07-31&limit=2`;
    while (path !== undefined) {
      const { status, headers, body } = await api.get(path);
      expect(status).toBe(200);
      pages.push(at(body, '*.date'));
      path = /<\/api\/v1([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(pages).toEqual([['2026-10-23', '2026-11-03'], ['2026-11-26']]);
  });

  it('of the other establishment are its own', async () => {
    const { body } = await api.get('/establishments/CITE/B/sessions?from=2026-09-01&to=2027-07-31');
    expect(at(body, '*.date')).toEqual(['2026-11-03']);
  });

  it.each(['from=2026-13-01', 'from=2026-11-02&to=2026-11-01'])('refuse the days %s', async (query) => {
    expect((await api.get(`${SESSIONS}?${query}`)).status).toBe(400);
  });
});

describe('groups', () => {
  it('come with their classes and dated members', async () => {
    const { body } = await api.get('/establishments/CITE/A/groups');
    const dates = { startsOn: YEAR.startsOn, endsOn: YEAR.endsOn, role: 'pupil' };
    expect(body).toEqual({
      items: [
        {
          key: 'g1',
          name: '6AGR1',
          schoolYear: '2026-2027',
          classes: [{ id: '6A', name: '6e A' }],
          members: [
            { id: 'P1', lastName: 'Petit', firstName: 'Zoé', ...dates },
            { id: 'P2', lastName: 'Roux', firstName: 'Ana', ...dates },
          ],
        },
      ],
      nextCursor: null,
      total: 1,
    });
    expect(at((await api.get('/establishments/CITE/B/groups')).body, 'total')).toBe(0);
    const year = (label: string) => api.get(`/establishments/CITE/A/groups?schoolYear=${label}`);
    expect((await year('2026-2027')).body).toEqual((await api.get('/establishments/CITE/A/groups')).body);
    expect((await year('1999-2000')).status).toBe(404);
  });
});

describe('the fleet', () => {
  it('lists every campus with what waits, runs, is held', async () => {
    const { body } = await api.get('/operator/campuses?q=cit');
    expect(at(body, 'items.0')).toMatchObject({
      code: 'CITE',
      establishments: 2,
      lastStatus: 'running',
      running: 1,
      held: 0,
    });
    expect(textAt(body, 'items.0.lastDepositAt')).toMatch(/^2026-10-01T/);
  });

  it('lists the campuses where somebody must act, and who', async () => {
    const awaited = await ImportScenario.create(api.database, 'AWAITED');
    await holdImport(awaited);
    const codes = async (query: string) =>
      at((await api.get(`/operator/campuses?${query}`)).body, 'items.*.code');
    expect(await codes('nextActor=manager')).toEqual(['AWAITED']);
    expect(await codes('nextActor=operator,manager')).toEqual(['AWAITED']);
    expect(await codes('nextActor=operator')).toEqual([]);
    expect(await codes('nextActor=nobody')).not.toContain('AWAITED');
    expect(await codes('nextActor=nobody')).toContain('CITE');
    const { body } = await api.get('/operator/campuses?q=AWAITED');
    expect(at(body, 'items.0.nextActors')).toEqual(['manager']);
    expect((await api.get('/operator/campuses?nextActor=personne')).status).toBe(400);
  });

  const codesOf = async (query: string) =>
    at((await api.get(`/operator/campuses?${query}`)).body, 'items.*.code');

  it('is searched by words of codes, names and UAIs, without accents', async () => {
    await declareCampus(api, 'lyc_hugo', [{ code: 'lgt', uai: '0999999Z', name: 'Lycée Éluard de l’Étang' }]);
    for (const q of ['eluard', 'ÉLUARD lycee', '0999999z', 'lyc_hugo', 'hugo etang'])
      expect([q, await codesOf(`q=${encodeURIComponent(q)}`)]).toEqual([q, ['lyc_hugo']]);
    await declareCampus(api, 'clg_coeur', [{ code: 'clg', uai: '0999998Y', name: 'SACRÉ-CŒUR d’Ærø' }]);
    for (const q of ['sacre coeur', 'Sacré-Cœur', 'CŒUR', 'aero'])
      expect([q, await codesOf(`q=${encodeURIComponent(q)}`)]).toEqual([q, ['clg_coeur']]);
    expect(await codesOf('q=eluard%20prevert')).toEqual([]);
    expect(await codesOf('q=%25')).toContain('lyc_hugo');
  });

  it('is filtered and sorted by what becomes of imports, by silence and by wait', async () => {
    const quiet = await ImportScenario.create(api.database, 'QUIET');
    quiet.now = new Date('2026-09-10T08:00:00Z');
    await holdImport(quiet);
    await ImportScenario.create(api.database, 'NEVER');
    expect(await codesOf('status=running')).toEqual(['CITE']);
    expect(await codesOf('status=held&silentDays=42')).toEqual(['QUIET']);
    expect(await codesOf('silentDays=42')).toEqual(expect.arrayContaining(['NEVER', 'QUIET']));
    expect(await codesOf('silentDays=42')).not.toContain('CITE');
    const wait = await api.get('/operator/campuses?sort=wait&limit=1');
    expect(wait.body).toMatchObject({ items: [{ code: 'QUIET', oldestWaitAt: '2026-09-10T08:00:00.000Z' }] });
    expect(at(wait.body, 'items.0.silentDays')).toBeGreaterThanOrEqual(42);
    expect(at((await api.get('/operator/campuses?q=NEVER')).body, 'items.0.silentDays')).toBeNull();
    const next = await api.get(
      `/operator/campuses?sort=wait&limit=2&cursor=${textAt(wait.body, 'nextCursor')}`,
    );
    expect(at(next.body, 'items.*.code')).not.toContain('QUIET');
    const bySilence = await codesOf('sort=silence');
    expect(bySilence).toEqual(expect.arrayContaining(['NEVER', 'QUIET', 'CITE']));
    expect(String(bySilence)).toMatch(/NEVER.*QUIET.*CITE/);
    expect((await api.get('/operator/campuses?sort=hasard')).status).toBe(400);
  });

  it('lists the imports of all campuses, or of one', async () => {
    const all = await api.get('/operator/imports?status=running');
    expect(at(all.body, 'items.*.campus')).toEqual(['CITE']);
    expect(at(all.body, 'items.*.campusName')).toEqual(['Campus CITE']);
    expect(at((await api.get('/operator/imports?campus=OTHER')).body, 'total')).toBe(0);
    expect(at((await api.get('/operator/imports?q=pr%C3%A9vert')).body, 'total')).toBe(0);
    expect(at((await api.get('/operator/imports?q=CITE%20college')).body, 'items.*.campus')).toEqual([
      'CITE',
    ]);
  });

  it('lists first the import that waits longest, page by page', async () => {
    const latest = await api.get('/operator/imports?limit=500');
    const oldest = await api.get('/operator/imports?sort=oldest&limit=500');
    const ids = z.array(z.string()).parse(at(latest.body, 'items.*.id'));
    expect(at(oldest.body, 'items.*.id')).toEqual(ids.toReversed());
    const first = await api.get('/operator/imports?sort=oldest&limit=1');
    const next = await api.get(
      `/operator/imports?sort=oldest&limit=1&cursor=${textAt(first.body, 'nextCursor')}`,
    );
    expect([at(first.body, 'items.0.id'), at(next.body, 'items.0.id')]).toEqual(ids.toReversed().slice(0, 2));
  });

  it('is for operators only', async () => {
    const manager = await api.signIn('manager', 'CITE');
    for (const path of ['/operator/imports', '/operator/campuses', '/accounts'])
      expect((await api.call('GET', path, { token: manager })).status).toBe(403);
  });
});

describe('the accounts of people', () => {
  it('are made by an operator, sign in, get a new password and go', async () => {
    const made = await api.send('POST', '/accounts', {
      login: 'gestion',
      name: 'Vie scolaire',
      role: 'manager',
      campus: 'CITE',
    });
    expect(made.status).toBe(201);
    const [listed] = z
      .array(z.object({ login: z.string(), campusName: z.string().nullable() }))
      .parse(at((await api.get('/accounts?limit=500')).body, 'items'))
      .filter(({ login }) => login === 'gestion');
    expect(listed?.campusName).toBe('Campus CITE');
    const logIn = (password: string) =>
      api.call('POST', '/auth/login', { json: { login: 'gestion', password } });
    const session = await logIn(textAt(made.body, 'password'));
    expect(at(session.body, 'user')).toEqual({
      login: 'gestion',
      name: 'Vie scolaire',
      role: 'manager',
      campus: 'CITE',
    });
    const renewed = await api.send('POST', '/accounts/gestion/password');
    const me = await api.call('GET', '/auth/me', { token: textAt(session.body, 'token') });
    expect(me.status).toBe(401);
    expect((await logIn(textAt(renewed.body, 'password'))).status).toBe(200);
    expect((await api.send('DELETE', '/accounts/gestion')).status).toBe(204);
    expect((await api.send('DELETE', '/accounts/gestion')).status).toBe(404);
    expect((await api.send('DELETE', '/accounts/admin')).status).toBe(403);
  });

  it('have a campus exactly when they are not operators', async () => {
    const wrong = { login: 'x', name: 'X', role: 'manager' };
    expect(at((await api.send('POST', '/accounts', wrong)).body, 'errors.0.field')).toBe('campus');
    expect((await api.send('POST', '/accounts', { ...wrong, campus: 'NOPE' })).status).toBe(404);
  });
});

describe('what a timetable can be looked at by', () => {
  const of = (what: string, query = '') => api.get(`/establishments/CITE/A/${what}${query}`);

  it('is every class that the ENT has there, and those that only the file names', async () => {
    const { body } = await of('classes');
    expect(at(body, 'items')).toEqual([
      { id: '6A', name: '6e A', sessions: 1 },
      { id: null, name: '6e B', sessions: 1 },
    ]);
  });

  it('is each teacher and room that sessions name, by name without accents, page by page', async () => {
    expect(at((await of('teachers')).body, 'items')).toEqual([
      { id: 'T1', name: 'Durand Élise', sessions: 1 },
      { id: null, name: 'LOPEZ Ana', sessions: 1 },
    ]);
    expect(at((await of('teachers', '?q=elise')).body, 'items.*.id')).toEqual(['T1']);
    const first = await of('rooms', '?limit=1');
    expect(first.body).toMatchObject({ items: [{ name: '101', sessions: 1 }], total: 2 });
    const second = await of('rooms', `?limit=1&cursor=${textAt(first.body, 'nextCursor')}`);
    expect(second.body).toEqual({ items: [{ name: '102', sessions: 1 }], nextCursor: null, total: 2 });
  });

  it('is framed by the days and hours of lessons, and by every week of the year', async () => {
    const { body } = await of('grid');
    expect(body).toMatchObject({ schoolYear: '2026-2027', weekdays: [2, 4, 5], hours: ['08:00', '09:00'] });
    expect(at(body, 'weeks.0')).toEqual({ monday: '2026-08-31', letter: null, hasLessons: false });
    expect(at(body, 'weeks.7')).toEqual({ monday: '2026-10-19', letter: null, hasLessons: true });
    expect((await of('grid', '?schoolYear=1999-2000')).status).toBe(404);
  });
});
