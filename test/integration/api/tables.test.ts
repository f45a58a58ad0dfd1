// Lists that a spreadsheet opens: the problems of a file and the summary of a plan, whatever became of the import.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importProblemPageSchema } from '@timetable/contracts';
import { addDays, type Completion, type ProblemOccurrence } from '@timetable/domain';
import { startTestApi, type TestApi } from '../../support/api.js';
import { holdImport } from '../../support/held-import.js';
import { ImportScenario } from '../../support/import-scenario.js';
import { at } from '../../support/json-at.js';
import { sessionDraft } from '../../support/session-draft.js';

let api: TestApi;
let scenario: ImportScenario;
beforeAll(async () => {
  api = await startTestApi();
  scenario = await ImportScenario.create(api.database, 'TABLE', ['A']);
});
afterAll(() => api.stop());

const occurrence = (changes: Partial<ProblemOccurrence> = {}): ProblemOccurrence => ({
  ...{ code: 'duplicate_name', severity: 'warning', occurrences: 1 },
  ...{ meaning: 'Deux classes portent le même nom.', advice: 'Renommez l’une d’elles dans EDT.' },
  ...changes,
});

const GROUP = {
  code: 'duplicate_name',
  severity: 'warning',
  count: 1,
  examples: [],
  consequences: [],
  meaning: '',
  advice: '',
} as const;

/** An import that ended so, after its file showed these problems. */
async function ended(
  outcome: Completion['outcome'],
  occurrences: readonly ProblemOccurrence[],
): Promise<string> {
  const run = await scenario.begin();
  await scenario.imports.recordValidation(
    run,
    {
      ...{ format: 'edt', formatVersion: '1.1', software: 'EDT 2026', timetableSha256: 'f'.repeat(64) },
      ...{
        verdict: outcome === 'rejected' ? 'discarded' : 'accepted',
        problems: [GROUP],
        occurrences,
        counts: {},
      },
    },
    { state: outcome === 'rejected' ? 'failed' : 'alert', counts: {} },
    scenario.now,
  );
  await scenario.imports.complete(run, { outcome }, scenario.now);
  return run.importId;
}

/** As saved to a disk: a reader of text would drop the mark of its encoding. */
async function table(
  path: string,
  accept = 'text/html,*/*;q=0.8',
): Promise<{ response: Response; text: string }> {
  const response = await fetch(`${api.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${api.operator}`, accept },
  });
  return { response, text: Buffer.from(await response.arrayBuffer()).toString() };
}

describe('the problems of a file', () => {
  it.each(['rejected', 'held', 'integrated_with_alerts'] as const)(
    'of an import that is %s are a table for who follows a link',
    async (outcome) => {
      const place = 'classe 6ème A';
      const id = await ended(outcome, [occurrence({ place, line: 12 }), occurrence({ severity: 'error' })]);
      const { response, text } = await table(`/imports/${id}/problems?format=csv`);
      expect(response.headers.get('content-type')).toMatch('text/csv');
      const name = encodeURIComponent('Problèmes d’EDT_test.csv');
      expect(response.headers.get('content-disposition')).toMatch(`filename*=UTF-8''${name}`);
      expect(text).toBe(
        [
          '\uFEFFGravité;Problème;Où le trouver;Valeur;Que faire;Nombre;Ligne du fichier',
          'Avertissement;Deux classes portent le même nom.;classe 6ème A;;Renommez l’une d’elles dans EDT.;1;12',
          'Erreur;Deux classes portent le même nom.;;;Renommez l’une d’elles dans EDT.;1;',
          '',
        ].join('\r\n'),
      );
    },
  );

  it('hold no formula that a spreadsheet would compute, whatever the file holds', async () => {
    const values = ['=HYPERLINK("http://x")', '+33 1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', 'a;b', 'a"b'];
    const id = await ended(
      'rejected',
      values.map((value) => occurrence({ value, place: value })),
    );
    const { text } = await table(`/imports/${id}/problems?format=csv`);
    for (const formula of values.slice(0, 6))
      expect(text.split(`'${formula.replaceAll('"', '""')}`)).toHaveLength(3);
    expect(text).toContain('"a;b"');
  });

  it('are all in the table, and come page by page in JSON', async () => {
    const id = await ended(
      'rejected',
      Array.from({ length: 1_000 }, (_, line) => occurrence({ line })),
    );
    const { text } = await table(`/imports/${id}/problems?format=csv`);
    expect(text.trim().split('\r\n')).toHaveLength(1_001);
    const { body } = await api.get(`/imports/${id}/problems?limit=3`);
    expect(importProblemPageSchema.parse(body)).toMatchObject({ total: 1_000 });
    expect(at(body, 'items.*.line')).toEqual([0, 1, 2]);
  });

  it('are in the form that Accept names, unless the address names another', async () => {
    const id = await ended('rejected', [occurrence()]);
    const typeOf = async (path: string, accept: string) =>
      (await table(path, accept)).response.headers.get('content-type');
    const path = `/imports/${id}/problems`;
    expect(await typeOf(path, 'text/csv')).toMatch('text/csv');
    expect(await typeOf(path, '*/*')).toMatch('application/json');
    expect(await typeOf(`${path}?format=json`, 'text/csv')).toMatch('application/json');
    expect((await table(path, 'image/png')).response.status).toBe(406);
    expect((await api.get(`${path}?format=xls`)).status).toBe(400);
  });
});

describe('a plan', () => {
  it('is summed up in a table, each thing that becomes of sessions in its column', async () => {
    const { importId } = await holdImport(scenario, {
      firstOfYear: true,
      sessions: ['2026-11-03', '2026-11-04'].map((date) =>
        sessionDraft({ date, establishmentIds: ['TABLE/A'] }),
      ),
    });
    const { response, text } = await table(`/imports/${importId}/plan/summary?by=week&format=csv`);
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toMatch(
      'Plan d’import d’EDT_test, par semaine.csv',
    );
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFFSemaine;Créé;Modifié;Déplacé;Annulé;Rétabli;Renommé;Supprimé;Total;En clair',
      'Semaine du 02/11/2026;2;0;0;0;0;0;0;2;Semaine du 02/11/2026 : 2 séances seraient créées',
    ]);
  });

  it('names what its lines change, those that it would create included', async () => {
    await api.send('PUT', '/campuses/TABLE/directory', {
      teachers: [{ id: 'T1', lastName: 'Durand', firstName: 'Élise' }],
      classes: [{ id: '6A', name: '6e A', establishment: 'A' }],
    });
    const after = { key: 'g1', name: '6AGR1', establishmentIds: ['TABLE/A'], classIds: ['6A'] };
    const subject = { key: 'ALL1', code: 'ALL1', label: 'ALLEMAND LV1' };
    const { importId } = await holdImport(scenario, {
      firstOfYear: true,
      changes: [
        { kind: 'group', type: 'created', key: 'g1', label: '6AGR1', after },
        { kind: 'subject', type: 'created', key: 'ALL1', label: 'ALLEMAND LV1', after: subject },
      ],
      sessions: [
        sessionDraft({
          ...{ subjectKey: 'ALL1', groups: ['g1'], classes: [], audience: ['g:g1'], teachers: ['T1'] },
          establishmentIds: ['TABLE/A'],
        }),
      ],
    });
    const { body } = await api.get(`/imports/${importId}/plan?kind=session`);
    expect(at(body, 'items.0.changes')).toEqual(
      expect.arrayContaining([
        { field: 'subject', label: 'matière', before: null, after: 'ALLEMAND LV1' },
        { field: 'audience', label: 'classe ou groupe', before: null, after: '6AGR1' },
        { field: 'teachers', label: 'enseignant', before: null, after: 'Durand Élise' },
      ]),
    );
    const groups = await api.get(`/imports/${importId}/plan?kind=group`);
    expect(at(groups.body, 'items.0.changes')).toEqual([
      { field: 'name', label: 'nom', before: null, after: '6AGR1' },
      { field: 'classes', label: 'classes', before: null, after: '6e A' },
    ]);
  });

  it('is a table of all of its lines, in words, however many pages they are', async () => {
    const days = Array.from({ length: 130 }, (_, day) => addDays('2026-11-02', day));
    const sessions = days.flatMap((date) =>
      [480, 540, 600, 660].map((startMinute) =>
        sessionDraft({ date, startMinute, endMinute: startMinute + 55, establishmentIds: ['TABLE/A'] }),
      ),
    );
    const { importId } = await holdImport(scenario, { firstOfYear: true, sessions });
    const { response, text } = await table(`/imports/${importId}/plan?kind=session&format=csv`);
    expect(response.headers.get('content-type')).toMatch('text/csv');
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toMatch(
      'Plan d’import d’EDT_test, ligne par ligne.csv',
    );
    const [heading = '', first = '', ...others] = text.trim().split('\r\n');
    expect(heading).toBe('Nature;Ce qui lui arrive;Quoi;En détail');
    expect(first).toMatch(/^Séance;serait créée;.*matière : .*salle : /);
    expect(others).toHaveLength(sessions.length - 1);
    expect(new Set(others).size).toBe(others.length);
    expect((await table(`/imports/${importId}/plan`, 'text/csv')).text).toContain('serait créée');
    expect((await table(`/imports/${importId}/plan`, 'image/png')).response.status).toBe(406);
    const unknown = importId.replaceAll(/[0-9a-f]/g, '0');
    expect((await table(`/imports/${unknown}/plan?format=csv`)).response.status).toBe(404);
  });
});
