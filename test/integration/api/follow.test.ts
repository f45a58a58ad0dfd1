// Following an import: live events, the file as received, the plan, the report.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { importEventSchema, planRowPageSchema } from '@timetable/contracts';
import { randomBytes } from 'node:crypto';
import { startTestApi, type TestApi } from '../../support/api.js';
import { readEvents } from '../../support/event-stream.js';
import { holdImport } from '../../support/held-import.js';
import { ImportScenario } from '../../support/import-scenario.js';
import { at, textAt } from '../../support/json-at.js';
import { once } from '../../support/once.js';
import { sessionDraft } from '../../support/session-draft.js';

let api: TestApi;
let scenario: ImportScenario;
beforeAll(async () => {
  api = await startTestApi();
  scenario = await ImportScenario.create(api.database, 'CITE');
});
afterAll(() => api.stop());

const eventsUrl = (importId: string) => `${api.url}/api/v1/imports/${importId}/events`;
const bearer = () => ({ authorization: `Bearer ${api.operator}` });

describe('live events', () => {
  it('tell each step and status as they happen, and the rest to who comes back', async () => {
    const run = await scenario.begin();
    const following = readEvents(eventsUrl(run.importId), bearer(), 4);
    await scenario.imports.startStep(run, 'validation', scenario.now);
    await scenario.imports.endStep(run, 'validation', { state: 'ok', counts: { courses: 3 } }, scenario.now);
    await scenario.imports.complete(run, { outcome: 'ignored' }, scenario.now);
    const { events, response } = await following;
    expect(response.headers.get('content-type')).toMatch('text/event-stream');
    for (const event of events) expect(importEventSchema.safeParse(event).error).toBeUndefined();
    expect(events).toMatchObject([
      { type: 'status', data: { importId: run.importId, status: 'running' } },
      { type: 'step', data: { step: 'validation', state: 'running' } },
      { type: 'step', data: { step: 'validation', state: 'ok', counts: { courses: 3 } } },
      { type: 'status', data: { status: 'ignored' } },
    ]);

    const resumed = await readEvents(
      eventsUrl(run.importId),
      { ...bearer(), 'last-event-id': events[1]?.id ?? '' },
      2,
    );
    expect(resumed.events).toEqual(events.slice(2));
  });

  describe('of which there are many', () => {
    const EVENTS = 1_203;
    const many = once(async () => {
      const importId = await scenario.deposit();
      await api.database.sql.run(
        `INSERT INTO import_event (import_id, type, data, at)
         SELECT $1, 'step', jsonb_build_object('step', 'transfer', 'state', 'running', 'counts', '{}'::jsonb), now()
           FROM generate_series(1, $2)`,
        [importId, EVENTS],
      );
      const { events } = await readEvents(eventsUrl(importId), bearer(), EVENTS);
      return { importId, ids: events.map(({ id }) => id) };
    });
    const idsAfter = async (lastEventId: string, count: number): Promise<string[]> => {
      const headers = { ...bearer(), 'last-event-id': lastEventId };
      const { events } = await readEvents(eventsUrl((await many()).importId), headers, count);
      return events.map(({ id }) => id);
    };

    it('all come, each once, in their order', async () => {
      const { ids } = await many();
      expect(new Set(ids).size).toBe(EVENTS);
      expect(ids).toEqual(ids.toSorted((one, other) => Number(one) - Number(other)));
    });

    it('come after the last one received, however far behind it is', async () => {
      const { ids } = await many();
      expect(await idsAfter(ids[99] ?? '', EVENTS - 100)).toEqual(ids.slice(100));
    });

    it.each(['999999999999999999', '-3', 'hier', '1e3', '99999999999999999999999'])(
      'come from the first one when the last one received is none of this import: %s',
      async (lastEventId) => {
        expect(await idsAfter(lastEventId, EVENTS)).toEqual((await many()).ids);
      },
    );
  });

  it('are closed to who may not see the import', async () => {
    const importId = await scenario.deposit();
    const response = await fetch(eventsUrl(importId));
    expect(response.status).toBe(401);
    await response.body?.cancel();
  });
});

describe('the source file', () => {
  it('comes back byte for byte, to be saved and never shown', async () => {
    const bytes = randomBytes(70_000);
    const form = new FormData();
    form.append('file', new Blob([bytes]), 'EDT été "1".zip');
    const { body } = await api.call('POST', '/campuses/CITE/imports', { token: api.operator, form });
    const response = await fetch(`${api.url}/api/v1/imports/${textAt(body, 'id')}/source`, {
      headers: bearer(),
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-length')).toBe('70000');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="EDT _t_ _1_.zip"; filename*=UTF-8''EDT%20%C3%A9t%C3%A9%20%221%22.zip`,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');

    await api.database.sql.run('UPDATE deposit SET source_deleted_at = now() WHERE id = $1', [
      textAt(body, 'id'),
    ]);
    const gone = await api.get(`/imports/${textAt(body, 'id')}/source`);
    expect([gone.status, at(gone.body, 'code')]).toEqual([410, 'source_deleted']);
  });
});

describe('the plan', () => {
  const content = {
    changes: [
      {
        kind: 'subject' as const,
        type: 'created' as const,
        key: 'MATHS',
        label: 'MATHÉMATIQUES',
        after: { key: 'MATHS', code: 'MATHS', label: 'MATHÉMATIQUES' },
      },
    ],
    sessions: [480, 540, 600].map((startMinute) =>
      sessionDraft({ startMinute, establishmentIds: ['PLAN/A'] }),
    ),
  };
  /** In the words of the rest of the API, not of the table. */
  const SESSION_AS_SHOWN = {
    date: '2026-11-03',
    startMinute: 480,
    endMinute: 540,
    startsAt: '2026-11-03T07:00:00+00:00',
    subjectKey: 'MATHS',
    establishmentIds: ['PLAN/A'],
    rooms: ['101'],
  };
  let own: ImportScenario;
  beforeAll(async () => {
    own = await ImportScenario.create(api.database, 'PLAN');
  });

  /** What is shown while nothing is published. */
  const held = once(async () => {
    const { importId } = await holdImport(own, content);
    const planOf = (query = '') => api.get(`/imports/${importId}/plan${query}`);
    const first = await planOf('?kind=session&limit=2');
    const cursor = textAt(first.body, 'nextCursor');
    return {
      all: await planOf(),
      first,
      second: await planOf(`?kind=session&limit=2&cursor=${cursor}`),
      deleted: await planOf('?change=deleted'),
      unknown: await planOf('?kind=nothing'),
    };
  });

  it('lists what the import would change, sessions included, page by page and by kind', async () => {
    const { all, first, second, deleted, unknown } = await held();
    expect(planRowPageSchema.safeParse(all.body).error).toBeUndefined();
    expect(at(all.body, 'total')).toBe(4);
    expect(at(all.body, 'items.*.label')).toEqual([
      'MATHÉMATIQUES',
      'MATHS · 03/11/2026 08:00',
      'MATHS · 03/11/2026 09:00',
      'MATHS · 03/11/2026 10:00',
    ]);
    expect(at(all.body, 'items.1')).toMatchObject({ kind: 'session', change: 'created', before: null });
    expect(at(all.body, 'items.1.after')).toMatchObject(SESSION_AS_SHOWN);
    expect(JSON.stringify(at(all.body, 'items.*.after'))).not.toMatch(/"\w+_\w+":/);

    expect(at(first.body, 'total')).toBe(3);
    expect(at(second.body, 'items.*.label')).toEqual(['MATHS · 03/11/2026 10:00']);
    expect(at(deleted.body, 'total')).toBe(0);
    expect(unknown.status).toBe(400);
  });

  it('lists the same once it is published', async () => {
    await held();
    const run = await own.begin();
    await own.plan(run, { ...content, firstOfYear: true });
    await own.publish(run, { ...content, firstOfYear: true });
    const { body } = await api.get(`/imports/${run.importId}/plan`);
    expect(at(body, 'items.*.label')).toEqual([
      'MATHÉMATIQUES',
      'MATHÉMATIQUES · 03/11/2026 08:00',
      'MATHÉMATIQUES · 03/11/2026 09:00',
      'MATHÉMATIQUES · 03/11/2026 10:00',
    ]);
    expect(at(body, 'items.1.after')).toMatchObject(SESSION_AS_SHOWN);
  });
});

const HOMONYMS = { code: 'homonyms', sentence: 'Plusieurs portent ce nom dans l’ENT.' };
const DUPONT = { kind: 'teacher', label: 'DUPONT Jean', candidates: 2, reason: HOMONYMS };

describe('the report', () => {
  let importId: string;
  beforeAll(async () => {
    const run = await scenario.begin();
    importId = run.importId;
    await scenario.imports.recordValidation(
      run,
      {
        format: 'edt',
        formatVersion: '1.1',
        software: 'EDT 2026',
        timetableSha256: 'f'.repeat(64),
        verdict: 'accepted',
        problems: [
          {
            code: 'course_without_audience',
            severity: 'warning',
            count: 2,
            examples: [{ line: 12, value: '<Ident 4>' }],
            consequences: [],
            meaning: 'Un cours n’a ni classe ni groupe.',
            advice: 'Complétez-le dans EDT.',
          },
        ],
        counts: { courses: 701 },
      },
      { state: 'alert', counts: {}, message: '2 cours sont incomplets.' },
      scenario.now,
    );
    await scenario.plan(run, {
      matches: [
        {
          kind: 'teacher',
          ident: 1,
          key: 'dupont jean',
          label: 'DUPONT Jean',
          targetId: undefined,
          by: 'none',
          candidates: ['t1', 't2'],
          reason: 'homonyms',
        },
        {
          kind: 'class',
          ident: 1,
          key: 'name:6 a1',
          label: '6 A1',
          targetId: '6A',
          by: 'members',
          candidates: [],
          knownAs: '6A',
        },
      ],
    });
    await api.database.sql.run(
      `UPDATE import SET thresholds = $2, counts = counts || '{"subjectsCreated": 4, "sessionsFrozen": 7}' WHERE id = $1`,
      [
        importId,
        JSON.stringify([
          {
            code: 'subjects_created',
            group: 'thresholds',
            label: '% de matières créées',
            numerator: 4,
            denominator: 38,
            limit: 50,
            blocking: true,
            exceeded: false,
            judged: true,
            sentence: '4 matières créées sur 38, soit 10,5 % (seuil 50 %)',
          },
        ]),
      ],
    );
    await scenario.imports.complete(
      run,
      {
        outcome: 'held',
        message: 'Un seuil <bloquant> est dépassé.',
      },
      scenario.now,
    );
  });

  it('says all of the import in JSON', async () => {
    const { body } = await api.get(`/imports/${importId}/report`);
    expect(body).toMatchObject({
      id: importId,
      campusName: 'Campus CITE',
      establishments: [{ code: 'A', name: 'Collège A' }],
      format: 'edt',
      formatVersion: '1.1',
      software: 'EDT 2026',
      timetableSha256: 'f'.repeat(64),
      counts: { courses: 701, subjectsCreated: 4 },
      kept: { past: 7, editedByHand: 0 },
      unmatched: {
        total: 1,
        groups: [
          {
            kind: 'teacher',
            reason: HOMONYMS,
            count: 1,
            title: '1 enseignant non rapproché',
            actor: 'manager',
          },
        ],
        items: [DUPONT],
      },
      recognised: { total: 1, items: [{ kind: 'class', label: '6 A1', knownAs: '6A', by: 'members' }] },
    });
    expect(at(body, 'problems.0')).toMatchObject({ code: 'course_without_audience', count: 2 });
    expect(at(body, 'thresholds.0.sentence')).toMatch('10,5 %');
    expect(textAt(body, 'planHash')).not.toBe('');
  });

  it('is a page for who prefers HTML, with everything escaped', async () => {
    const answer = await api.call('GET', `/imports/${importId}/report`, {
      token: api.operator,
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    });
    expect(answer.headers.get('content-type')).toMatch('text/html');
    expect(answer.headers.get('vary')).toMatch('Accept');
    for (const part of [
      '<html lang="fr">',
      'Un seuil &lt;bloquant&gt; est dépassé.',
      '&lt;Ident 4&gt;',
      '4 matières créées sur 38, soit 10,5 % (seuil 50 %)',
      'Que faire</th>',
      'Rien n’a été modifié dans l’ENT.',
      'C’est à un gestionnaire de vie scolaire de décider',
      'DUPONT Jean',
      'Plusieurs portent ce nom dans l’ENT.',
      'Reconnus sous un autre nom',
    ])
      expect(String(answer.body).replaceAll(/\s+/g, ' ')).toMatch(part);
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/);
    // What the browser hashes: all that stands between the tags.
    const [, style = ''] = /<style>([^]*)<\/style>/.exec(String(answer.body)) ?? [];
    expect(policy).toContain(createHash('sha256').update(style).digest('base64'));
  });

  it('in another format is not available', async () => {
    const answer = await api.call('GET', `/imports/${importId}/report`, {
      token: api.operator,
      headers: { accept: 'application/pdf' },
    });
    expect([answer.status, at(answer.body, 'code')]).toEqual([406, 'not_acceptable']);
  });

  it('has its thresholds and plan hash in the import itself too', async () => {
    const { body } = await api.get(`/imports/${importId}`);
    expect(at(body, 'thresholds.0')).toMatchObject({ numerator: 4, denominator: 38, exceeded: false });
    expect(at(body, 'nextActor')).toBe('manager');
  });
});
