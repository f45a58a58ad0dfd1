// The directory of an academy: many schools from one feed, whole, then night after night what has changed.
import { afterAll, beforeEach, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FeedUnreadable, openAafFiles } from '@timetable/directory-feeds';
import { memorySource } from '@timetable/formats/documents';
import {
  aafFile,
  academyChanges,
  academySchools,
  completeAcademy,
  type AafRequestDraft,
  type AcademyFile,
} from '@timetable/generator';
import { feedState, type FeedReport } from '@timetable/domain';
import {
  DirectoryFeedRepository,
  DirectoryRepository,
  FeedStopped,
  FeedUnderWay,
  RetentionRepository,
  type FeedTurn,
} from '@timetable/persistence';
import { declareCampusOf } from '../support/declared-campus.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { z } from 'zod';
import { rowsOf } from '../support/rows.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const AT = new Date('2026-10-01T03:00:00Z');
const ACTOR = { login: 'aaf', at: AT };
const LOADED = { confirmed: new Set<string>(), actor: ACTOR };
let [one, two] = ['', ''];
let run = 0;
/** UAI of the two campuses of this test: each test has its own. */
const uai = (which: 1 | 2): string => `${String(9000000 + run * 10 + which)}A`;

beforeEach(async () => {
  run += 1;
  [one, two] = [`un${run}`, `deux${run}`];
  await declareCampusOf(test.database, one, uai(1), ACTOR);
  await declareCampusOf(test.database, two, uai(2), ACTOR);
});
afterEach(async () => {
  // Ids are a person's in the whole feed: those of another test would be somebody's too.
  await test.database.sql.run('TRUNCATE feed_structure, person, directory_source, directory_feed');
});

const structure = (id: string, code: string, classes: readonly string[]): AafRequestDraft => ({
  ...{ operation: 'add', category: 'EtabEducNat', id },
  attributes: { ENTStructureUAI: [code], ENTStructureNomCourant: [id], ENTStructureClasses: classes },
});
const pupil = (id: string, of: string, className: string | null, more = {}): AafRequestDraft => ({
  ...{ operation: 'add', category: 'Eleve', id },
  attributes: {
    ...{
      sn: [`NOM${id}`],
      givenName: ['Zoé'],
      ENTPersonDateNaissance: [dayOf(id)],
      ENTEleveINE: [`INE${id}`],
    },
    ...{ ENTPersonStructRattach: [of], ENTEleveClasses: className === null ? [] : [`${of}$${className}`] },
    ...more,
  },
});
const dayOf = (id: string): string => `${String((Number(id) % 28) + 1).padStart(2, '0')}/05/2014`;
const pupils = (count: number, of: string, className: string, from = 0): AafRequestDraft[] =>
  Array.from({ length: count }, (_, index) => pupil(`${from + index}`, of, className));
const teacher = (id: string, ...of: string[]): AafRequestDraft => ({
  ...{ operation: 'add', category: 'PersEducNat', id },
  attributes: {
    sn: [`PROF${id}`],
    givenName: ['Élise'],
    ENTPersonFonctions: of.map((where) => `${where}$ENS$x`),
  },
});

const feedFile = (kind: 'Complet' | 'Delta', category: string, text: string) => ({
  name: `ENT_${kind}_20261001_${category}_0000.xml`,
  source: memorySource(Buffer.from(text)),
});

const feeds = () => new DirectoryFeedRepository(test.database);
const sent = (files: Parameters<typeof openAafFiles>[0]) => ({
  fileName: 'aaf',
  open: () => openAafFiles(files),
  refusalOf: (error: unknown) => (error instanceof FeedUnreadable ? error.sentence : undefined),
});
const sentRequests = (kind: 'Complet' | 'Delta', requests: readonly AafRequestDraft[]) =>
  sent(
    [...Map.groupBy(requests, (request) => request.category)].map(([category, some]) =>
      feedFile(kind, category, aafFile(some)),
    ),
  );

async function load(
  kind: 'Complet' | 'Delta',
  requests: readonly AafRequestDraft[],
  options: { isPreview?: boolean; confirmed?: string[] } = {},
): Promise<FeedReport> {
  return feeds().load(
    sentRequests(kind, requests),
    ACTOR,
    options.isPreview === true ? undefined : { actor: ACTOR, confirmed: new Set(options.confirmed ?? []) },
  );
}
const people = (campus: string) =>
  rowsOf(
    test.database.sql,
    `SELECT ent_id AS id, class_ent_id AS class FROM person WHERE campus_code = $1 AND present ORDER BY kind, ent_id`,
    [campus],
  );
const schools = () => [structure('100', uai(1), ['6A', '6B']), structure('200', uai(2), ['2A'])];
const whole = () => [
  ...schools(),
  ...pupils(20, '100', '6A'),
  ...pupils(15, '200', '2A', 50),
  teacher('900', '100', '200'),
];

describe('a whole academic directory', () => {
  it('is shown, then loaded into every school that is ours, and is nothing new the next time', async () => {
    const others = [structure('300', '8990001A', []), pupil('80', '300', null), pupil('81', '404', null)];
    const feed = [...whole(), ...others];
    const shown = await load('Complet', feed, { isPreview: true });
    expect([await people(one), shown.lists.pupils.created]).toEqual([[], 35]);
    const report = await load('Complet', feed);
    expect(report).toMatchObject({
      ...{ campuses: 2, changed: 2, elsewhere: 2, unknownStructures: ['404'], toConfirm: [] },
      lists: { teachers: { created: 2 }, pupils: { created: 35 }, classes: { created: 3 } },
    });
    expect(report.absent.filter((name) => name.includes(one) || name.includes(two))).toEqual([]);
    expect(await people(one)).toHaveLength(21);
    expect(await load('Complet', feed)).toMatchObject({ changed: 0 });
    expect(await rowsOf(test.database.sql, 'SELECT FROM feed_person')).toEqual([]);
    expect(
      await rowsOf(test.database.sql, 'SELECT DISTINCT source FROM directory_source WHERE campus_code = $1', [
        one,
      ]),
    ).toEqual([{ source: 'aaf' }]);
  });

  it('names the schools of ours that it does not have, and leaves them as they are', async () => {
    await load('Complet', whole());
    const { absent } = await load('Complet', [
      structure('100', uai(1), ['6A', '6B']),
      ...pupils(20, '100', '6A'),
      teacher('900', '100'),
    ]);
    expect(absent.some((name) => name.includes(uai(2)))).toBe(false); // described by the feed before
    await test.database.sql.run('DELETE FROM feed_structure');
    const again = await load('Complet', [
      structure('100', uai(1), ['6A', '6B']),
      ...pupils(20, '100', '6A'),
      teacher('900', '100'),
    ]);
    expect(again.absent.some((name) => name.includes(uai(2)))).toBe(true);
    expect(await people(two)).toHaveLength(16);
  });

  it('recognises a class of another name by its pupils, since its id is its name', async () => {
    await load('Complet', whole());
    const renamed = [
      structure('100', uai(1), ['6EME1', '6B']),
      structure('200', uai(2), ['2A']),
      ...[...pupils(20, '100', '6EME1'), ...pupils(15, '200', '2A', 50), teacher('900', '100', '200')],
    ];
    expect(await load('Complet', renamed)).toMatchObject({ toConfirm: [] });
    expect(
      await rowsOf(
        test.database.sql,
        'SELECT ent_id AS id, replaced_by FROM class WHERE campus_code = $1 AND NOT present',
        [one],
      ),
    ).toEqual([{ id: '100$6A', replaced_by: '100$6EME1' }]);
  });

  it('recognises whom a table has brought before, and keeps what the feed does not say', async () => {
    const given = {
      pupils: [{ id: 'csv-1', lastName: 'nom0', firstName: 'zoe', birthDate: '2014-05-01', idpn: 'X' }],
    };
    await new DirectoryRepository(test.database).replace(one, given, ACTOR);
    await load('Complet', whole());
    expect(
      await rowsOf(
        test.database.sql,
        `SELECT ent_id AS id, replaced_by, idpn FROM person WHERE campus_code = $1 AND idpn IS NOT NULL ORDER BY ent_id`,
        [one],
      ),
    ).toEqual([
      { id: '0', replaced_by: null, idpn: 'X' },
      { id: 'csv-1', replaced_by: '0', idpn: 'X' },
    ]);
  });

  it('leaves a school that would lose more than a fifth, until that is confirmed', async () => {
    await load('Complet', whole());
    const cut = [
      ...schools(),
      ...pupils(12, '100', '6A'),
      ...pupils(15, '200', '2A', 50),
      teacher('900', '100', '200'),
    ];
    const report = await load('Complet', cut);
    expect(report.toConfirm).toEqual([
      { campusCode: one, losses: [{ list: 'pupils', known: 20, received: 12, lost: 8 }] },
    ]);
    expect(await people(one)).toHaveLength(21);
    expect(await load('Complet', cut, { confirmed: [one] })).toMatchObject({ toConfirm: [] });
    expect(await people(one)).toHaveLength(13);
  });

  it('that is cut in its middle writes nothing', async () => {
    const cut = feedFile('Complet', 'Eleve', aafFile(pupils(5, '100', '6A')).slice(0, -30));
    await expect(feeds().load(sent([cut]), ACTOR, LOADED)).rejects.toMatchObject({ name: 'FeedUnreadable' });
    expect(await people(one)).toEqual([]);
  });
});

describe('the changes of a night', () => {
  it('touch whom they name, and nobody else', async () => {
    await load('Complet', whole());
    const report = await load('Delta', [
      { operation: 'modify', category: 'Eleve', id: '0', attributes: { ENTEleveClasses: ['100$6B'] } },
      { operation: 'delete', category: 'Eleve', id: '1' },
      {
        operation: 'modify',
        category: 'Eleve',
        id: '2',
        attributes: {
          ENTPersonStructRattach: ['200'],
          ENTEleveClasses: ['200$2A'],
          sn: ['NOM2'],
          givenName: ['Zoé'],
        },
      },
      pupil('77', '100', '6B'),
      { operation: 'modify', category: 'Eleve', id: '66666', attributes: { ENTEleveClasses: ['100$6B'] } },
    ]);
    expect(report).toMatchObject({ toConfirm: [], lists: { pupils: { missing: 2 } } });
    const inOne = await people(one);
    expect(inOne).toHaveLength(20);
    expect(inOne).toContainEqual({ id: '0', class: '100$6B' });
    expect(inOne).toContainEqual({ id: '77', class: '100$6B' });
    expect(inOne.map(({ id }) => id)).not.toEqual(expect.arrayContaining(['1']));
    expect(await people(two)).toContainEqual({ id: '2', class: '200$2A' });
    expect(
      await rowsOf(
        test.database.sql,
        `SELECT last_name, national_id FROM person WHERE ent_id = '0' AND campus_code = $1`,
        [one],
      ),
    ).toEqual([{ last_name: 'NOM0', national_id: 'INE0' }]);
  });

  it('that give somebody another id are followed', async () => {
    await load('Complet', whole());
    await load('Delta', [
      { operation: 'delete', category: 'Eleve', id: '3' },
      pupil('3003', '100', '6A', {
        sn: ['NOM3'],
        ENTEleveINE: ['INE3'],
        ENTPersonDateNaissance: [dayOf('3')],
      }),
    ]);
    expect(
      await rowsOf(
        test.database.sql,
        `SELECT replaced_by FROM person WHERE ent_id = '3' AND campus_code = $1`,
        [one],
      ),
    ).toEqual([{ replaced_by: '3003' }]);
  });

  it('are nobody’s whom another source has under the same id', async () => {
    await load('Complet', whole());
    const given = { pupils: [{ id: '1', lastName: 'AUTRE', firstName: 'Léo' }] };
    await declareCampusOf(test.database, `rest${run}`, '8990009A', ACTOR);
    await new DirectoryRepository(test.database).replace(`rest${run}`, given, ACTOR);
    await load('Delta', [{ operation: 'delete', category: 'Eleve', id: '1' }]);
    expect(await people(`rest${run}`)).toHaveLength(1);
    expect(await people(one)).toHaveLength(20);
  });

  it('of a school’s classes take away those that it has no more', async () => {
    await load('Complet', whole());
    await load('Delta', [{ ...structure('100', uai(1), ['6A', '6C']), operation: 'modify' }]);
    expect(
      await rowsOf(
        test.database.sql,
        'SELECT name FROM class WHERE campus_code = $1 AND present ORDER BY 1',
        [one],
      ),
    ).toEqual([{ name: '6A' }, { name: '6C' }]);
  });
});

describe('what was read of a feed', () => {
  const stage = (kind: 'Complet' | 'Delta', requests: readonly AafRequestDraft[]): Promise<string> =>
    feeds().alone(async (turn) => {
      await turn.begin(ACTOR);
      return turn.stage(sentRequests(kind, requests));
    });
  const since = new Date(AT.getTime() - 1);
  const preview = (id: string, from = since) => feeds().alone((turn) => turn.preview(id, from));
  const apply = (id: string) => feeds().alone((turn) => turn.apply(id, since, LOADED));
  const statesOf = async (...ids: readonly string[]) => {
    const known = await feeds().list();
    return ids.map((id) => {
      const feed = known.find(({ record }) => record.id === id);
      return feed && feedState(feed.record.step, { ...feed, isExpired: false });
    });
  };

  it('waits for a day, unless another is read, and goes with what a day has left', async () => {
    const [former, latest] = [
      await stage('Complet', pupils(2, '100', '6A')),
      await stage('Complet', pupils(2, '100', '6A')),
    ];
    expect([await preview(former), (await preview(latest))?.id]).toEqual([undefined, latest]);
    expect(await preview(latest, new Date(AT.getTime() + 1))).toBeUndefined();
    expect(await statesOf(former, latest)).toEqual(['replaced', 'waiting']);
    const retention = new RetentionRepository(test.database);
    expect(await retention.deleteExpired('directory-uploads', AT, 100)).toBe(0);
    expect(await retention.deleteExpired('directory-uploads', new Date(AT.getTime() + 1), 100)).toBe(1);
    expect(await rowsOf(test.database.sql, 'SELECT FROM feed_person')).toEqual([]);
    expect(await statesOf(latest)).toEqual(['expired']);
  });

  it('of changes finds people where they are when it is loaded, not where they were when it was read', async () => {
    await load('Complet', whole());
    const changes = await stage('Delta', [
      { operation: 'modify', category: 'Eleve', id: '0', attributes: { sn: ['NOUVEAU'] } },
      { operation: 'modify', category: 'Eleve', id: '1', attributes: { sn: ['NOUVEAU'] } },
    ]);
    await preview(changes);
    // Since then 0 is in the other school, and 1 in none.
    await test.database.sql.run(
      `INSERT INTO person (campus_code, kind, ent_id, last_name, first_name) VALUES ($1, 'pupil', '0', 'NOM0', 'Zoé')`,
      [two],
    );
    await test.database.sql.run(
      `UPDATE person SET absent_since = now() WHERE campus_code = $1 AND ent_id IN ('0', '1')`,
      [one],
    );
    expect(await apply(changes)).toMatchObject({
      campuses: 1,
      lists: { pupils: { created: 0, changed: 1 } },
    });
    expect(
      await rowsOf(
        test.database.sql,
        `SELECT campus_code, last_name, present FROM person WHERE ent_id IN ('0', '1') ORDER BY campus_code, ent_id`,
      ),
    ).toEqual([
      { campus_code: two, last_name: 'NOUVEAU', present: true },
      { campus_code: one, last_name: 'NOM0', present: false },
      { campus_code: one, last_name: 'NOM1', present: false },
    ]);
  });

  it('is not loaded among other establishments than those it was read for', async () => {
    const id = await stage('Complet', whole());
    await test.database.sql.run(`UPDATE establishment SET uai = '8990077A' WHERE campus_code = $1`, [two]);
    for (const again of [preview, apply])
      await expect(again(id)).rejects.toMatchObject({ name: 'FeedOutdated', campusCodes: [two] });
    expect(await people(one)).toEqual([]);
  });

  it('says what whoever was killed was doing, and is loaded again', async () => {
    const id = await stage('Complet', whole());
    const written = (step: string, which: string) =>
      test.database.sql.run('UPDATE directory_feed SET step = $1 WHERE id = $2', [step, which]);
    await written('loading', id);
    expect(await statesOf(id)).toEqual(['waiting']);
    const reading = await feeds().alone(async (turn) => {
      await turn.begin({ ...ACTOR, at: new Date(AT.getTime() + 1) });
      const coming = (await feeds().list())[0]?.record.id ?? '';
      expect(await statesOf(coming)).toEqual(['reading']);
      await expect(feeds().alone(() => Promise.resolve())).rejects.toEqual(new FeedUnderWay(coming));
      await expect(turn.stage(sent([]))).rejects.toThrow();
      return coming;
    });
    const refused = (await feeds().list()).find(({ record }) => record.id === reading);
    expect(refused?.record).toMatchObject({
      step: 'unreadable',
      refusal: expect.stringContaining('Aucun fichier'),
    });
    await written('reading', reading);
    expect(await statesOf(reading, id)).toEqual(['interrupted', 'waiting']);
    expect(await apply(id)).toMatchObject({ changed: 2 });
    expect(await statesOf(reading, id)).toEqual(['interrupted', 'loaded']);
  });

  it('stays when the process is told to end, whatever is under way', async () => {
    const id = await stage('Complet', whole());
    const whileStopping = (work: (turn: FeedTurn) => Promise<unknown>) => {
      const next = new DirectoryFeedRepository(test.database);
      return next.alone(async (turn) => {
        await turn.begin(ACTOR);
        next.stop();
        return work(turn);
      });
    };
    for (const work of [
      (turn: FeedTurn) => turn.stage(sentRequests('Complet', whole())),
      (turn: FeedTurn) => turn.apply(id, since, LOADED),
    ])
      await expect(whileStopping(work)).rejects.toBeInstanceOf(FeedStopped);
    expect(await statesOf(id)).toEqual(['waiting']);
    expect(await people(one)).toEqual([]);
    const stopped = feeds();
    stopped.stop();
    await expect(stopped.alone(() => Promise.resolve())).rejects.toBeInstanceOf(FeedStopped);
  });
});

describe('an academy of some size', () => {
  const size = { schools: 20, pupils: 1_200 };
  const filesOf = (files: readonly AcademyFile[]) =>
    files.map(({ name, pieces }) => ({ name, source: memorySource(Buffer.from([...pieces()].join(''))) }));
  const loadFiles = (files: readonly AcademyFile[]) => feeds().load(sent(filesOf(files)), ACTOR, LOADED);
  /** Which transaction wrote each row last. */
  const writers = async () =>
    new Map(
      (
        await test.database.sql.rows(
          z.object({ key: z.string(), writer: z.string() }),
          `SELECT campus_code || ' ' || kind || ' ' || ent_id AS key, xmin::text AS writer FROM person`,
        )
      ).map(({ key, writer }) => [key, writer]),
    );

  it('costs a night what changes: no row is written that does not', async () => {
    for (const { id, uai: code } of academySchools(size))
      await declareCampusOf(test.database, `a${id}`, code, ACTOR);
    await loadFiles(completeAcademy(size, '20260901'));
    const before = await writers();
    expect(before.size).toBe(1_200 + 93);
    const changes = academyChanges(size, '20260902', 2);
    const named = [...changes]
      .flatMap(({ pieces }) => [...pieces()])
      .filter((piece) => piece.includes('<id>'));
    const { lists } = await loadFiles(changes);
    const after = await writers();
    const written = [...after].filter(([key, writer]) => before.get(key) !== writer);
    expect(written).toHaveLength(named.length);
    expect(named.length).toBeLessThan(40);
    const { created, changed, missing } = lists.pupils;
    expect(created + changed + missing).toBe(named.length);
    // The same once more: nothing at all.
    await loadFiles(changes);
    expect(await writers()).toEqual(after);
  });
});
