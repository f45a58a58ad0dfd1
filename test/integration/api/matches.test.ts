// The match workbench: what the files name and the ENT does not know, and what people decide about it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MatchResult } from '@timetable/domain';
import { startTestApi, type TestApi } from '../../support/api.js';
import { holdImport } from '../../support/held-import.js';
import { ImportScenario } from '../../support/import-scenario.js';
import { at, textAt } from '../../support/json-at.js';
import { once } from '../../support/once.js';
import { rowsOf } from '../../support/rows.js';

const PATH = '/campuses/CITE/matches';

const match = (changes: Partial<MatchResult> & Pick<MatchResult, 'key' | 'label'>): MatchResult => ({
  kind: 'teacher',
  ident: 1,
  targetId: undefined,
  by: 'none',
  candidates: [],
  ...changes,
});

let api: TestApi;
let heldId: string;
beforeAll(async () => {
  api = await startTestApi();
  const scenario = await ImportScenario.create(api.database, 'CITE');
  await api.send('PUT', '/campuses/CITE/directory', {
    teachers: [
      { id: 'T1', lastName: 'Durand', firstName: 'Élise' },
      { id: 'T2', lastName: 'Durand', firstName: 'Elise' },
    ],
    classes: [{ id: '6A', name: '6e A', establishment: 'A' }],
  });
  const held = await holdImport(scenario, {
    matches: [
      match({ key: 'durand elise', label: 'DURAND Elise', candidates: ['T1', 'T2'], reason: 'homonyms' }),
      match({ key: 'lopez/ana', label: 'LOPEZ Ana' }),
      match({ kind: 'class', key: '6a', label: '6A', targetId: '6A', by: 'name' }),
    ],
  });
  heldId = held.importId;
});
afterAll(() => api.stop());

const decide = (kind: string, key: string, targetId: string | null) =>
  api.send('PUT', `${PATH}/${kind}/${encodeURIComponent(key)}`, { targetId });

/** As it is shown before anybody has decided. */
const undecided = once(async () => {
  const first = await api.get(`${PATH}?limit=2`);
  return {
    all: await api.get(PATH),
    classes: await api.get(`${PATH}?kind=class`),
    ambiguous: await api.get(`${PATH}?state=ambiguous`),
    second: await api.get(`${PATH}?limit=2&cursor=${textAt(first.body, 'nextCursor')}`),
  };
});

/** What is decided first has the held import planned again; what comes next finds nothing held. */
const decided = once(async () => {
  await undecided();
  return {
    homonym: await decide('teacher', 'durand elise', 'T2'),
    nobody: await decide('teacher', 'lopez/ana', null),
  };
});

describe('the match workbench', () => {
  it('shows first what needs a decision, with the candidates by name', async () => {
    const { body } = (await undecided()).all;
    expect(at(body, 'items.*.state')).toEqual(['ambiguous', 'unmatched', 'matched']);
    expect(at(body, 'items.0')).toMatchObject({
      kind: 'teacher',
      label: 'DURAND Elise',
      target: null,
      candidates: [
        { id: 'T1', name: 'Durand Élise' },
        { id: 'T2', name: 'Durand Elise' },
      ],
      reason: { code: 'homonyms', sentence: 'Plusieurs portent ce nom dans l’ENT.' },
    });
    expect(at(body, 'items.1.reason')).toBeNull();
    expect(at(body, 'items.2')).toMatchObject({
      kind: 'class',
      target: { id: '6A', name: '6e A' },
      by: 'name',
    });
  });

  it('refuses a kind that does not exist, by the name of the parameter', async () => {
    const { status, body } = await decide('room', 'x', null);
    expect([status, at(body, 'errors.0.field')]).toEqual([400, 'kind']);
  });

  it('is filtered by kind and state, page by page', async () => {
    const { classes, ambiguous, second } = await undecided();
    expect(at(classes.body, 'total')).toBe(1);
    expect(at(ambiguous.body, 'items.*.key')).toEqual(['durand elise']);
    expect(at(second.body, 'items.*.key')).toEqual(['6a']);
    expect(at(second.body, 'nextCursor')).toBeNull();
  });

  it('remembers a decision with its author, and has held imports planned again at once', async () => {
    const { status, body } = (await decided()).homonym;
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'decided',
      target: { id: 'T2', name: 'Durand Elise' },
      by: 'decision',
      reason: null,
      decidedBy: 'admin',
      replannedImports: [heldId],
    });
    expect((await api.get(`/imports/${heldId}`)).body).toMatchObject({ status: 'received', attempt: 2 });
    const outbox = await rowsOf(
      api.database.sql,
      'SELECT priority, approved_plan_hash AS hash FROM outbox WHERE import_id = $1 AND attempt = 2',
      [heldId],
    );
    expect(outbox).toEqual([{ priority: 1, hash: null }]);
  });

  it('accepts « nobody », and keys with any character', async () => {
    const { body } = (await decided()).nobody;
    expect(body).toMatchObject({ state: 'decided', target: null, replannedImports: [] });
  });

  it('refuses what does not exist', async () => {
    expect(at((await decide('teacher', 'durand elise', 'T9')).body, 'code')).toBe('unknown_target');
    expect((await decide('teacher', 'inconnu', null)).status).toBe(404);
    expect((await decide('room', 'x', null)).status).toBe(400);
    expect((await api.send('PUT', `${PATH}/teacher/durand%20elise`, {})).status).toBe(400);
  });

  it('keeps no name in the audit trail', async () => {
    await decided();
    const rows = await rowsOf(
      api.database.sql,
      `SELECT subject, detail FROM audit WHERE action = 'match.decided' ORDER BY id LIMIT 1`,
    );
    expect(rows).toEqual([{ subject: 'teacher', detail: { before: null, after: 'T2' } }]);
  });
});
