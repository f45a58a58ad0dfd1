// The directory of an academy, sent by an operator: looked at, confirmed, loaded, while schools go on importing.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { feedPageSchema } from '@timetable/contracts';
import { DirectoryFeedRepository } from '@timetable/persistence';
import { completeAcademy, academyChanges, academySchools } from '@timetable/generator';
import { readdir } from 'node:fs/promises';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareSchool } from '../../support/campus.js';
import { at, textAt } from '../../support/json-at.js';
import { countRows, rowsOf } from '../../support/rows.js';
import { zippedAcademy, zippedFiles } from '../../support/zipped.js';

const SIZE = { schools: 3, pupils: 90 };
const [ONE, TWO, THREE] = ['ONE', 'TWO', 'THREE'];
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ MAX_DIRECTORY_BYTES: '200000' });
  const [one, two] = [...academySchools(SIZE)];
  await declareSchool(api, ONE, one?.uai ?? '');
  await declareSchool(api, TWO, two?.uai ?? '');
  await declareSchool(api, THREE, '9990001X');
});
afterAll(() => api.stop());
afterEach(async () => {
  await api.database.sql.run(
    'TRUNCATE feed_structure, feed_person, feed_class, feed_campus, staged_feed, directory_feed, person, class, directory_source',
  );
  // What was received is gone whatever became of it.
  expect(await readdir(api.files.spoolDirectory)).toEqual([]);
});

const whole = (size = SIZE) => zippedAcademy(completeAcademy(size, '20260901'));

const post = (content: Uint8Array, token = api.operator) => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)]), 'academie.zip');
  return api.call('POST', '/operator/directory', { token, form });
};
const staged = async (content: Uint8Array): Promise<string> => {
  const { status, body } = await post(content);
  expect({ status, body }).toMatchObject({ status: 201 });
  return textAt(body, 'id');
};
const apply = (id: string, body: unknown = {}) => api.send('POST', `/operator/directory/${id}/apply`, body);
const listed = async (query = '') =>
  feedPageSchema.parse((await api.get(`/operator/directory${query}`)).body);
const pupilsOf = (campus: string) =>
  countRows(api.database.sql, `person WHERE kind = 'pupil' AND present AND campus_code = '${campus}'`);

describe('POST /operator/directory', () => {
  it('shows what would change, changes it once that is confirmed, and then keeps nothing of what was sent', async () => {
    const { status, body } = await post(await whole());
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ fileName: 'academie.zip', isComplete: true, campuses: 2, changed: 2, toConfirm: [] },
      lists: {
        pupils: { created: 60, changed: 0, missing: 0 },
        teachers: { created: 4 },
        classes: { created: 4 },
      },
      ...{ elsewhere: 33, unknownStructures: [] },
      message:
        'Ce que ferait cet annuaire académique, dans 2 cités scolaires sur 2 : 4 enseignants ajoutés, 60 élèves ajoutés et 4 classes ajoutées.',
    });
    expect(at(body, 'absent')).toEqual([expect.stringContaining('9990001X')]);
    expect(await pupilsOf(ONE)).toBe(0);
    const id = textAt(body, 'id');
    expect((await api.get(`/operator/directory/${id}`)).body).toMatchObject({ id, changed: 2 });
    const done = await apply(id);
    expect([done.status, at(done.body, 'changed'), await pupilsOf(ONE)]).toEqual([200, 2, 30]);
    for (const table of ['feed_person', 'feed_class', 'feed_campus', 'staged_feed'])
      expect(await countRows(api.database.sql, table)).toBe(0);
    expect((await apply(id)).body).toMatchObject({ code: 'not_found' });
    const audit = await api.get(`/campuses/${ONE}/audit`);
    expect(JSON.stringify(audit.body)).toContain('Annuaire mis à jour');
    expect((await api.get(`/campuses/${ONE}/directory`)).body).toMatchObject({
      pupils: { count: 30, source: 'aaf', sourceLabel: 'l’annuaire académique (AAF)' },
    });
  });

  it('of a night’s changes writes what they change', async () => {
    await apply(await staged(await whole()));
    const changes = await staged(await zippedAcademy(academyChanges(SIZE, '20260902', 20)));
    const { body } = await apply(changes);
    expect(Number(at(at(at(body, 'lists'), 'pupils'), 'changed'))).toBeGreaterThan(0);
  });

  it('leaves a school that would lose more than a fifth, until its code is given', async () => {
    await apply(await staged(await whole()));
    const id = await staged(await whole({ schools: 3, pupils: 45 }));
    const first = await apply(id);
    expect(at(first.body, 'toConfirm')).toMatchObject([
      { campus: ONE, losses: [{ list: 'pupils', known: 30, lost: 15 }] },
      { campus: TWO },
    ]);
    expect([await pupilsOf(ONE), await pupilsOf(TWO)]).toEqual([30, 30]);
    expect(at((await apply(id, { confirm: [ONE] })).body, 'toConfirm')).toMatchObject([{ campus: TWO }]);
    expect([await pupilsOf(ONE), await pupilsOf(TWO)]).toEqual([15, 30]);
    expect((await api.send('DELETE', `/operator/directory/${id}`)).status).toBe(204);
    expect(await countRows(api.database.sql, 'feed_person')).toBe(0);
  });

  it.each([
    ['no archive of an academy', () => zippedFiles({ 'eleves.csv': 'Nom;Prénom' }), 'Aucun fichier'],
    ['an archive that is cut', async () => (await whole()).subarray(0, 3_000), 'abîmé'],
    [
      'a file of it that is cut',
      () => zippedFiles({ 'E_Complet_20260901_Eleve_0000.xml': '<ficAlimMENESR><addRequest>' }),
      'incomplet',
    ],
    [
      'a bomb',
      () => zippedFiles({ 'E_Complet_20260901_Eleve_0000.xml': `<ficAlimMENESR>${' '.repeat(5_000_000)}` }),
      'démesuré',
    ],
  ])('refuses %s in a sentence, and what was staged before still is', async (_, content, sentence) => {
    const before = await staged(await whole());
    const { status, body } = await post(await content());
    expect([status, at(body, 'code')]).toEqual([422, 'directory_unreadable']);
    expect(textAt(body, 'detail')).toContain(sentence);
    expect((await apply(before)).status).toBe(200);
  });

  it('refuses what is too large, empty, or nobody’s business', async () => {
    expect((await post(Buffer.alloc(300_000))).body).toMatchObject({ code: 'payload_too_large' });
    expect((await post(Buffer.alloc(0))).body).toMatchObject({ code: 'empty_file' });
    const manager = await api.signIn('manager', ONE);
    expect((await post(await whole(), manager)).body).toMatchObject({ code: 'forbidden' });
    for (const id of ['x', '00000000-0000-4000-8000-000000000000'])
      expect((await apply(id)).body).toMatchObject({ code: 'not_found' });
  });

  it('is one at a time: another is refused before it is received, and told which one is under way', async () => {
    const id = await staged(await whole());
    const feeds = new DirectoryFeedRepository(api.database);
    await feeds.alone(async (turn) => {
      await turn.begin({ login: 'aaf', at: api.clock.now() });
      const { items } = await listed();
      expect(items).toMatchObject([
        { state: 'reading', fileName: null, sentBy: 'aaf', message: expect.stringContaining('En cours') },
        { id, state: 'waiting' },
      ]);
      const underWay = { status: 409, code: 'directory_under_way', feedId: items[0]?.id };
      // Too large, which only who receives it would say.
      for (const answer of [
        await post(Buffer.alloc(300_000)),
        await apply(id),
        await api.get(`/operator/directory/${id}`),
        await api.send('DELETE', `/operator/directory/${id}`),
      ])
        expect(answer.body).toMatchObject(underWay);
    });
    // It never came.
    expect(await listed()).toMatchObject({ total: 1, items: [{ id }] });
    expect((await apply(id)).status).toBe(200);
  });

  it('is found again by who has lost its answer, with what became of it', async () => {
    expect(await listed()).toEqual({ items: [], nextCursor: null, total: 0 });
    const [dropped, waiting] = [await staged(await whole()), await staged(await whole())];
    await post(await zippedFiles({ 'eleves.csv': 'Nom' }));
    await post(Buffer.alloc(0));
    const page = await listed('?limit=2');
    expect(page).toMatchObject({
      total: 3,
      items: [
        { state: 'unreadable', expiresAt: null, message: expect.stringContaining('Aucun fichier') },
        { id: waiting, state: 'waiting', fileName: 'academie.zip', isComplete: true, loadBegunAt: null },
      ],
    });
    expect((await listed(`?limit=2&cursor=${page.nextCursor ?? ''}`)).items).toMatchObject([
      { id: dropped, state: 'replaced' },
    ]);
    await apply(waiting);
    expect((await listed()).items[1]).toMatchObject({
      ...{ id: waiting, state: 'loaded', loadBegunBy: 'admin', expiresAt: null },
      message: expect.stringContaining('60 élèves ajoutés'),
    });
  });

  it('lets an import that runs end first, and keeps no other school waiting for it', async () => {
    const id = await staged(await whole());
    await api.database.sql.run(
      `INSERT INTO fence (establishment_id, import_id, attempt, generation, acquired_at)
       SELECT id, gen_random_uuid(), 1, 1, now() FROM establishment WHERE campus_code = '${ONE}'`,
    );
    const { applied } = await api.database.transaction(async (running) => {
      await running.run(`SELECT FROM fence WHERE establishment_id = '${ONE}/${ONE}' FOR UPDATE`);
      const waiting = apply(id);
      while ((await pupilsOf(TWO)) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await pupilsOf(ONE)).toBe(0);
      return { applied: waiting };
    });
    expect(at((await applied).body, 'changed')).toBe(2);
    expect(await pupilsOf(ONE)).toBe(30);
    expect(await rowsOf(api.database.sql, 'DELETE FROM fence')).toEqual([]);
  });

  it('is sent again when our establishments have changed since', async () => {
    const id = await staged(await whole());
    await api.send('PATCH', `/campuses/${ONE}`, {
      establishments: [{ code: 'annexe', uai: '9990003Z', name: 'Annexe' }],
    });
    expect((await apply(id)).body).toMatchObject({ code: 'directory_changed', campuses: [ONE] });
    expect(await pupilsOf(ONE)).toBe(0);
  });
});
