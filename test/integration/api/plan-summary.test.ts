// What a plan changes, counted by what it is about: while it is held, once it is integrated, and when it never was.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from '../../support/api.js';
import { holdImport } from '../../support/held-import.js';
import { ImportScenario } from '../../support/import-scenario.js';
import { at } from '../../support/json-at.js';
import { sessionDraft } from '../../support/session-draft.js';

let api: TestApi;
let held: string;
beforeAll(async () => {
  api = await startTestApi();
  const scenario = await ImportScenario.create(api.database, 'SOMME', ['A']);
  await api.send('PUT', '/campuses/SOMME/directory', {
    teachers: [{ id: 'T1', lastName: 'Durand', firstName: 'Élise' }],
    classes: [{ id: '6A', name: '6e A', establishment: 'A' }],
  });
  const lesson = (date: string, changes = {}) =>
    sessionDraft({ date, establishmentIds: ['SOMME/A'], ...changes });
  held = (
    await holdImport(scenario, {
      firstOfYear: true,
      changes: [
        {
          kind: 'group',
          type: 'created',
          key: 'g1',
          label: '6AGR1',
          after: { key: 'g1', name: '6AGR1', establishmentIds: ['SOMME/A'], classIds: ['6A'] },
        },
        {
          kind: 'subject',
          type: 'created',
          key: 'MATHS',
          label: 'MATHÉMATIQUES',
          after: { key: 'MATHS', code: 'MATHS', label: 'MATHÉMATIQUES' },
        },
      ],
      sessions: [
        lesson('2026-11-03'),
        lesson('2026-11-10'),
        lesson('2026-11-12', {
          classes: [],
          groups: ['g1'],
          audience: ['g:g1'],
          teachers: ['?name:lopez ana'],
        }),
      ],
      matches: [
        {
          ...{ kind: 'teacher' as const, ident: 9, key: 'name:lopez ana', label: 'LÓPEZ Ana' },
          ...{ targetId: undefined, by: 'none' as const, candidates: [] },
        },
      ],
    })
  ).importId;
});
afterAll(() => api.stop());

const summary = async (by: string): Promise<unknown> => {
  const { body } = await api.get(`/imports/${held}/plan/summary?by=${by}`);
  return at(body, 'items.*.sentence');
};
const EXPECTED = {
  kind: [
    'Séances : 3 séances seraient créées',
    'Groupes : 1 groupe serait créé',
    'Matières : 1 matière serait créée',
  ],
  // A group's sessions are those of the classes it draws from.
  class: ['6e A : 3 séances seraient créées'],
  teacher: ['Durand Élise : 2 séances seraient créées', 'LÓPEZ Ana : 1 séance serait créée'],
  // By the name that the plan itself would give it.
  subject: ['MATHÉMATIQUES : 3 séances seraient créées'],
  week: [
    'Semaine du 02/11/2026 : 1 séance serait créée',
    'Semaine du 09/11/2026 : 2 séances seraient créées',
  ],
};

describe('the summary of a plan', () => {
  it('stands beside all of its lines while the import is held', async () => {
    expect((await api.get(`/imports/${held}/plan`)).body).toMatchObject({ total: 5, gone: null });
  });

  it.each(Object.entries(EXPECTED))('by %s counts what would change', async (by, sentences) => {
    expect(await summary(by)).toEqual(sentences);
  });

  it('comes page by page, and knows no other grouping', async () => {
    const first = await api.get(`/imports/${held}/plan/summary?by=week&limit=1`);
    const next = String(at(first.body, 'nextCursor'));
    const second = await api.get(`/imports/${held}/plan/summary?by=week&limit=1&cursor=${next}`);
    expect([at(second.body, 'items.0.key'), at(second.body, 'nextCursor')]).toEqual(['2026-11-09', null]);
    expect((await api.get(`/imports/${held}/plan/summary?by=room`)).status).toBe(400);
  });

  it('stays the same once a person has refused the import', async () => {
    expect((await api.send('POST', `/imports/${held}/refuse`, { reason: 'Non.' })).status).toBe(200);
    for (const [by, sentences] of Object.entries(EXPECTED))
      expect([by, await summary(by)]).toEqual([by, sentences]);
  });

  it('agrees with the lines of the plan, which say how many of them are no longer kept, and why', async () => {
    const planOf = async (query: string) => (await api.get(`/imports/${held}/plan${query}`)).body;
    const sentence = expect.stringContaining('ne sont plus gardées une par une');
    expect(await planOf('')).toMatchObject({ total: 2, gone: { lines: 3, sentence } });
    expect(await planOf('?kind=session')).toMatchObject({
      items: [],
      total: 0,
      gone: { lines: 3, sentence },
    });
    expect(await planOf('?kind=subject')).toMatchObject({ total: 1, gone: { lines: 0, sentence } });
    expect(await planOf('?change=cancelled')).toMatchObject({ total: 0, gone: { lines: 0, sentence } });
    for (const page of ['', '/report'])
      expect((await api.get(`/imports/${held}${page}`)).body).toMatchObject({ planLinesGone: sentence });
  });
});
