// The directory of an academy: many schools from one feed, whole, then night after night what has changed.
import { describe, expect, it } from '@jest/globals';
import { memorySource } from '@timetable/formats/documents';
import {
  aafFile,
  academyChanges,
  academySchools,
  completeAcademy,
  type AcademyFile,
} from '@timetable/generator';
import { DirectoryFeedRepository, DirectoryRepository } from '@timetable/persistence';
import { z } from 'zod';
import {
  AcademyOfTwo,
  FEED_ACTOR,
  feedFile,
  dayOf,
  pupil,
  pupils,
  sent,
  structure,
  teacher,
} from '../support/academic-feed.js';
import { declareCampusOf } from '../support/declared-campus.js';
import { rowsOf } from '../support/rows.js';

const academy = new AcademyOfTwo();

const loadSent = (files: Parameters<typeof sent>[0]) =>
  new DirectoryFeedRepository(academy.database).load(sent(files), FEED_ACTOR, {
    ...{ confirmed: new Set<string>(), actor: FEED_ACTOR },
  });

describe('a whole academic directory', () => {
  it('is shown, then loaded into every school that is ours, and is nothing new the next time', async () => {
    const others = [structure('300', '8990001A', []), pupil('80', '300', null), pupil('81', '404', null)];
    const feed = [...academy.whole(), ...others];
    const shown = await academy.load('Complet', feed, { isPreview: true });
    expect([await academy.people(academy.one), shown.lists.pupils.created]).toEqual([[], 35]);
    const report = await academy.load('Complet', feed);
    expect(report).toMatchObject({
      ...{ campuses: 2, changed: 2, elsewhere: 2, unknownStructures: ['404'], toConfirm: [] },
      lists: { teachers: { created: 2 }, pupils: { created: 35 }, classes: { created: 3 } },
    });
    expect(report.absent.filter((name) => name.includes(academy.one) || name.includes(academy.two))).toEqual(
      [],
    );
    expect(await academy.people(academy.one)).toHaveLength(21);
    expect(await academy.load('Complet', feed)).toMatchObject({ changed: 0 });
    expect(await rowsOf(academy.database.sql, 'SELECT FROM feed_person')).toEqual([]);
    expect(
      await rowsOf(
        academy.database.sql,
        'SELECT DISTINCT source FROM directory_source WHERE campus_code = $1',
        [academy.one],
      ),
    ).toEqual([{ source: 'aaf' }]);
  });

  it('names the schools of ours that it does not have, and leaves them as they are', async () => {
    await academy.load('Complet', academy.whole());
    const { absent } = await academy.load('Complet', [
      structure('100', academy.uai(1), ['6A', '6B']),
      ...pupils(20, '100', '6A'),
      teacher('900', '100'),
    ]);
    expect(absent.some((name) => name.includes(academy.uai(2)))).toBe(false); // described by the feed before
    await academy.database.sql.run('DELETE FROM feed_structure');
    const again = await academy.load('Complet', [
      structure('100', academy.uai(1), ['6A', '6B']),
      ...pupils(20, '100', '6A'),
      teacher('900', '100'),
    ]);
    expect(again.absent.some((name) => name.includes(academy.uai(2)))).toBe(true);
    expect(await academy.people(academy.two)).toHaveLength(16);
  });

  it('recognises a class of another name by its pupils, since its id is its name', async () => {
    await academy.load('Complet', academy.whole());
    const renamed = [
      structure('100', academy.uai(1), ['6EME1', '6B']),
      structure('200', academy.uai(2), ['2A']),
      ...[...pupils(20, '100', '6EME1'), ...pupils(15, '200', '2A', 50), teacher('900', '100', '200')],
    ];
    expect(await academy.load('Complet', renamed)).toMatchObject({ toConfirm: [] });
    expect(
      await rowsOf(
        academy.database.sql,
        'SELECT ent_id AS id, replaced_by FROM class WHERE campus_code = $1 AND NOT present',
        [academy.one],
      ),
    ).toEqual([{ id: '100$6A', replaced_by: '100$6EME1' }]);
  });

  it('recognises whom a table has brought before, and keeps what the feed does not say', async () => {
    const given = {
      pupils: [{ id: 'csv-1', lastName: 'nom0', firstName: 'zoe', birthDate: '2014-05-01', idpn: 'X' }],
    };
    await new DirectoryRepository(academy.database).replace(academy.one, given, FEED_ACTOR);
    await academy.load('Complet', academy.whole());
    expect(
      await rowsOf(
        academy.database.sql,
        `SELECT ent_id AS id, replaced_by, idpn FROM person WHERE campus_code = $1 AND idpn IS NOT NULL ORDER BY ent_id`,
        [academy.one],
      ),
    ).toEqual([
      { id: '0', replaced_by: null, idpn: 'X' },
      { id: 'csv-1', replaced_by: '0', idpn: 'X' },
    ]);
  });

  it('leaves a school that would lose more than a fifth, until that is confirmed', async () => {
    await academy.load('Complet', academy.whole());
    const cut = [
      ...academy.schools(),
      ...pupils(12, '100', '6A'),
      ...pupils(15, '200', '2A', 50),
      teacher('900', '100', '200'),
    ];
    const report = await academy.load('Complet', cut);
    expect(report.toConfirm).toEqual([
      { campusCode: academy.one, losses: [{ list: 'pupils', known: 20, received: 12, lost: 8 }] },
    ]);
    expect(await academy.people(academy.one)).toHaveLength(21);
    expect(await academy.load('Complet', cut, { confirmed: [academy.one] })).toMatchObject({ toConfirm: [] });
    expect(await academy.people(academy.one)).toHaveLength(13);
  });

  it('that is cut in its middle writes nothing', async () => {
    const cut = feedFile('Complet', 'Eleve', aafFile(pupils(5, '100', '6A')).slice(0, -30));
    await expect(loadSent([cut])).rejects.toMatchObject({ name: 'FeedUnreadable' });
    expect(await academy.people(academy.one)).toEqual([]);
  });
});

describe('the changes of a night', () => {
  it('touch whom they name, and nobody else', async () => {
    await academy.load('Complet', academy.whole());
    const report = await academy.load('Delta', [
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
    const inOne = await academy.people(academy.one);
    expect(inOne).toHaveLength(20);
    expect(inOne).toContainEqual({ id: '0', class: '100$6B' });
    expect(inOne).toContainEqual({ id: '77', class: '100$6B' });
    expect(inOne.map(({ id }) => id)).not.toEqual(expect.arrayContaining(['1']));
    expect(await academy.people(academy.two)).toContainEqual({ id: '2', class: '200$2A' });
    expect(
      await rowsOf(
        academy.database.sql,
        `SELECT last_name, national_id FROM person WHERE ent_id = '0' AND campus_code = $1`,
        [academy.one],
      ),
    ).toEqual([{ last_name: 'NOM0', national_id: 'INE0' }]);
  });

  it('that give somebody another id are followed', async () => {
    await academy.load('Complet', academy.whole());
    await academy.load('Delta', [
      { operation: 'delete', category: 'Eleve', id: '3' },
      pupil('3003', '100', '6A', {
        sn: ['NOM3'],
        ENTEleveINE: ['INE3'],
        ENTPersonDateNaissance: [dayOf('3')],
      }),
    ]);
    expect(
      await rowsOf(
        academy.database.sql,
        `SELECT replaced_by FROM person WHERE ent_id = '3' AND campus_code = $1`,
        [academy.one],
      ),
    ).toEqual([{ replaced_by: '3003' }]);
  });

  it('are nobody’s whom another source has under the same id', async () => {
    await academy.load('Complet', academy.whole());
    const given = { pupils: [{ id: '1', lastName: 'AUTRE', firstName: 'Léo' }] };
    await declareCampusOf(academy.database, 'rest', '8990009A', FEED_ACTOR);
    await new DirectoryRepository(academy.database).replace('rest', given, FEED_ACTOR);
    await academy.load('Delta', [{ operation: 'delete', category: 'Eleve', id: '1' }]);
    expect(await academy.people('rest')).toHaveLength(1);
    expect(await academy.people(academy.one)).toHaveLength(20);
  });

  it('of a school’s classes take away those that it has no more', async () => {
    await academy.load('Complet', academy.whole());
    await academy.load('Delta', [{ ...structure('100', academy.uai(1), ['6A', '6C']), operation: 'modify' }]);
    expect(
      await rowsOf(
        academy.database.sql,
        'SELECT name FROM class WHERE campus_code = $1 AND present ORDER BY 1',
        [academy.one],
      ),
    ).toEqual([{ name: '6A' }, { name: '6C' }]);
  });
});

describe('an academy of some size', () => {
  const size = { schools: 20, pupils: 1_200 };
  const filesOf = (files: readonly AcademyFile[]) =>
    files.map(({ name, pieces }) => ({ name, source: memorySource(Buffer.from([...pieces()].join(''))) }));
  const loadFiles = (files: readonly AcademyFile[]) => loadSent(filesOf(files));
  /** Which transaction wrote each row last. */
  const writers = async () =>
    new Map(
      (
        await academy.database.sql.rows(
          z.object({ key: z.string(), writer: z.string() }),
          `SELECT campus_code || ' ' || kind || ' ' || ent_id AS key, xmin::text AS writer FROM person`,
        )
      ).map(({ key, writer }) => [key, writer]),
    );

  it('costs a night what changes: no row is written that does not', async () => {
    for (const { id, uai: code } of academySchools(size))
      await declareCampusOf(academy.database, `a${id}`, code, FEED_ACTOR);
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
