// Who and what an import does not match: counted in its report, all of them beside it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  absentNamePageSchema,
  recognisedNamePageSchema,
  unmatchedNamePageSchema,
} from '@timetable/contracts';
import type { MatchResult } from '@timetable/domain';
import { startTestApi, type TestApi } from '../../support/api.js';
import { ImportScenario } from '../../support/import-scenario.js';
import { at } from '../../support/json-at.js';

const PUPILS = 1_140;
const RENAMED = 230;
const GONE = 640;

let api: TestApi;
let importId: string;
beforeAll(async () => {
  api = await startTestApi();
  const scenario = await ImportScenario.create(api.database, 'CITE');
  const run = await scenario.begin();
  importId = run.importId;
  await scenario.plan(run, { matches: [...strangers(), ...renamed(), ...gone()] });
});
afterAll(() => api.stop());

const strangers = (): MatchResult[] =>
  Array.from({ length: PUPILS }, (_, ident) => ({
    ...{ kind: 'pupil', ident, key: `p${ident}`, label: `ÉLÈVE ${ident}`, targetId: undefined },
    ...{ by: 'none', candidates: [] },
  }));
const renamed = (): MatchResult[] =>
  Array.from({ length: RENAMED }, (_, ident) => ({
    ...{ kind: 'group', ident, key: `g${ident}`, label: `GR ${ident}`, targetId: `g${ident}`, by: 'members' },
    ...{ candidates: [], knownAs: `Groupe ${ident}` },
  }));
const gone = (): MatchResult[] =>
  Array.from({ length: GONE }, (_, ident) => ({
    ...{
      kind: 'pupil',
      ident: PUPILS + ident,
      key: `a${ident}`,
      label: `PARTI ${ident}`,
      targetId: `e${ident}`,
    },
    ...{ by: 'name', candidates: [], absentSince: '2026-09-20T22:30:00.000Z' },
  }));

describe('the names of an import', () => {
  it('are counted in the report, which lists the first of them', async () => {
    const { body } = await api.get(`/imports/${importId}/report`);
    expect(at(body, 'unmatched.total')).toBe(PUPILS);
    expect(at(body, 'unmatched.groups')).toMatchObject([{ count: PUPILS, actor: 'manager' }]);
    expect(at(body, 'unmatched.items')).toHaveLength(50);
    expect(at(body, 'recognised.total')).toBe(RENAMED);
    expect(at(body, 'recognised.items')).toHaveLength(200);
    expect(at(body, 'absent.total')).toBe(GONE);
    expect(at(body, 'absent.items')).toHaveLength(200);
  });

  it('are given page by page, in the order of the report', async () => {
    const first = unmatchedNamePageSchema.parse(
      (await api.get(`/imports/${importId}/unmatched?limit=500`)).body,
    );
    expect(first).toMatchObject({ total: PUPILS, items: { length: 500, 0: { label: 'ÉLÈVE 0' } } });
    const next = `/imports/${importId}/unmatched?limit=500&cursor=${first.nextCursor ?? ''}`;
    const second = unmatchedNamePageSchema.parse((await api.get(next)).body);
    expect(second.items[0]).toMatchObject({ label: 'ÉLÈVE 500' });
    expect((await api.get(`/imports/${importId}/unmatched?kind=class`)).body).toMatchObject({ total: 0 });

    const { body } = await api.get(`/imports/${importId}/recognised?limit=1`);
    const page = recognisedNamePageSchema.parse(body);
    expect(page).toMatchObject({ total: RENAMED, items: [{ label: 'GR 0', knownAs: 'Groupe 0' }] });
    expect(page.nextCursor).not.toBeNull();

    const absent = absentNamePageSchema.parse((await api.get(`/imports/${importId}/absent?limit=500`)).body);
    expect(absent).toMatchObject({ total: GONE, items: { length: 500, 499: { label: 'PARTI 499' } } });
    expect(absent.nextCursor).not.toBeNull();
  });

  it('are a table for a spreadsheet', async () => {
    const { body } = await api.get(`/imports/${importId}/unmatched?format=csv`);
    const lines = String(body).trim().split('\r\n');
    expect(lines[0]).toMatch('Dans le fichier;Nature;Candidats dans l’ENT;Pourquoi');
    expect(lines).toHaveLength(1 + PUPILS);
    expect(lines[1]).toBe('ÉLÈVE 0;élève;0;Inconnu de l’ENT.');
    for (const [list, count] of [
      ['recognised', RENAMED],
      ['absent', GONE],
    ] as const)
      expect(
        String((await api.get(`/imports/${importId}/${list}?format=csv`)).body)
          .trim()
          .split('\r\n'),
      ).toHaveLength(1 + count);
  });

  it('are unknown for an import that does not exist', async () => {
    for (const list of ['unmatched', 'recognised', 'absent']) {
      const { status } = await api.call('GET', `/imports/00000000-0000-4000-8000-000000000000/${list}`, {
        token: api.operator,
      });
      expect(status).toBe(404);
    }
  });
});
