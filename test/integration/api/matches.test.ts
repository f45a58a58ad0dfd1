// The match workbench: what the files name and the ENT does not know, and what people decide about it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MatchResult } from '@timetable/domain';
import { startTestApi, type TestApi } from '../../support/api.js';
import { holdImport } from '../../support/held-import.js';
import { ImportScenario } from '../../support/import-scenario.js';
import { at, textAt } from '../../support/json-at.js';
import { once } from '../../support/once.js';
import { rowsOf } from '../../support/rows.js';
import { sessionDraft } from '../../support/session-draft.js';

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
      { id: 'T1', lastName: 'Durand', firstName: 'Élise', birthDate: '1975-03-12' },
      { id: 'T2', lastName: 'Durand', firstName: 'Elise' },
    ],
    pupils: [{ id: 'P1', lastName: 'Petit', firstName: 'Noé', classId: '6A' }],
    classes: [{ id: '6A', name: '6e A', establishment: 'A' }],
  });
  const held = await holdImport(scenario, {
    matches: [
      match({ key: 'durand elise', label: 'DURAND Elise', candidates: ['T1', 'T2'], reason: 'homonyms' }),
      match({ key: 'lopez/ana', label: 'LOPEZ Ana' }),
      match({ kind: 'class', key: '6a', label: '6A', targetId: '6A', by: 'name' }),
    ],
    sessions: [
      sessionDraft({ establishmentIds: ['CITE/A'], date: '2026-12-01', teachers: ['?lopez/ana'] }),
      sessionDraft({ establishmentIds: ['CITE/A'], date: '2026-12-08', teachers: ['?lopez/ana'] }),
      sessionDraft({ establishmentIds: ['CITE/A'], date: '2026-11-02', teachers: ['?lopez/ana'] }),
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
    named: await api.get(`${PATH}?q=${encodeURIComponent('élise DURÁND')}&state=matched`),
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
        { id: 'T1', name: 'Durand Élise', details: ['date de naissance\u00a0: 12/03/1975'] },
        { id: 'T2', name: 'Durand Elise', details: [] },
      ],
      reason: { code: 'homonyms', sentence: 'Plusieurs portent ce nom dans l’ENT.' },
    });
    expect(at(body, 'items.1.reason')).toBeNull();
    expect(at(body, 'items.2')).toMatchObject({
      kind: 'class',
      target: { id: '6A', name: '6e A', details: ['Collège A', '1 élève'] },
      by: 'name',
    });
  });

  it('says what each is worth: the sessions to come that name it, and their subjects', async () => {
    const { body } = (await undecided()).all;
    expect(at(body, 'items.*.sessions')).toEqual([0, 2, 2]);
    expect(at(body, 'items.1.subjects')).toEqual(['MATHS']);
  });

  it('counts what there is by state, whatever is shown of it', async () => {
    const { all, classes, named } = await undecided();
    const counts = { ambiguous: 1, unmatched: 1, decided: 0, matched: 1 };
    expect(at(all.body, 'counts')).toEqual(counts);
    expect(at(classes.body, 'counts')).toEqual({ ambiguous: 0, unmatched: 0, decided: 0, matched: 1 });
    expect(at(classes.body, 'countsByKind.teacher')).toEqual({ ...counts, matched: 0 });
    expect([at(named.body, 'total'), at(named.body, 'counts.ambiguous')]).toEqual([0, 1]);
  });

  it('finds a name by its words, without accents', async () => {
    const { body } = await api.get(`${PATH}?q=${encodeURIComponent('élise DURÁND')}`);
    expect(at(body, 'items.*.key')).toEqual(['durand elise']);
    expect(at((await api.get(`${PATH}?q=personne`)).body, 'total')).toBe(0);
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

describe('several decisions at once', () => {
  const PLACE = '/campuses/LOT/matches';
  const several = once(async () => {
    const scenario = await ImportScenario.create(api.database, 'LOT');
    await api.send('PUT', '/campuses/LOT/directory', {
      teachers: [{ id: 'T1', lastName: 'Durand', firstName: 'Élise' }],
      classes: [{ id: '6A', name: '6e A', establishment: 'A' }],
    });
    const { importId } = await holdImport(scenario, {
      matches: [
        match({ key: 'durand e', label: 'DURAND E', candidates: ['T1'], reason: 'homonyms' }),
        match({ kind: 'class', key: '6a', label: '6A', targetId: '6A', by: 'name' }),
      ],
    });
    return importId;
  });
  const choices = (...targets: readonly (string | null)[]) => [
    { kind: 'teacher', key: 'durand e', targetId: targets[0] },
    { kind: 'class', key: '6a', targetId: targets[1] },
  ];

  it('are none when one of them cannot be taken, and each fault is named', async () => {
    await several();
    const { status, body } = await api.send('PUT', PLACE, choices('T1', 'INCONNUE'));
    expect([status, at(body, 'errors.*.field')]).toEqual([400, ['1.targetId']]);
    expect(at((await api.get(PLACE)).body, 'counts.decided')).toBe(0);
    const twice = await api.send('PUT', PLACE, [...choices('T1', '6A'), ...choices('T1', null)]);
    expect(at(twice.body, 'errors.*.field')).toEqual(['2.key', '3.key']);
  });

  it('have held imports planned again once, and are taken back one by one to what was found', async () => {
    const importId = await several();
    const { status, body } = await api.send('PUT', PLACE, choices('T1', null));
    expect([status, body]).toEqual([200, { decided: 2, replannedImports: [importId] }]);
    expect((await api.get(`/imports/${importId}`)).body).toMatchObject({ attempt: 2 });

    const forgotten = await api.send('DELETE', `${PLACE}/class/6a`);
    expect(forgotten.body).toMatchObject({
      ...{ state: 'matched', by: 'name', target: { id: '6A' }, decidedBy: null, decidedAt: null },
    });
    const ambiguous = await api.send('DELETE', `${PLACE}/teacher/durand%20e`);
    expect(ambiguous.body).toMatchObject({ state: 'ambiguous', by: 'none', candidates: [{ id: 'T1' }] });
  });

  it('that nobody has taken are taken back without effect', async () => {
    await several();
    await api.send('DELETE', `${PLACE}/class/6a`);
    const again = await api.send('DELETE', `${PLACE}/class/6a`);
    expect([again.status, at(again.body, 'replannedImports')]).toEqual([200, []]);
    expect((await api.send('DELETE', `${PLACE}/class/inconnue`)).status).toBe(404);
  });

  it('wait while an import runs', async () => {
    const scenario = await ImportScenario.create(api.database, 'COURS');
    await scenario.begin();
    const bulk = await api.send('PUT', '/campuses/COURS/matches', choices(null, null));
    const undo = await api.send('DELETE', '/campuses/COURS/matches/class/6a');
    expect([bulk.status, undo.status]).toEqual([423, 423]);
  });
});
