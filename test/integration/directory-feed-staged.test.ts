// What was read of an academic directory, from when it comes until it is loaded, dropped or lost.
import { describe, expect, it } from '@jest/globals';
import { feedState } from '@timetable/domain';
import type { AafRequestDraft } from '@timetable/generator';
import {
  DirectoryFeedRepository,
  FeedStopped,
  FeedUnderWay,
  RetentionRepository,
  type FeedTurn,
} from '@timetable/persistence';
import {
  AcademyOfTwo,
  FEED_ACTOR,
  FEED_AT,
  pupils,
  sent,
  sentRequests,
  teacher,
} from '../support/academic-feed.js';
import { rowsOf } from '../support/rows.js';

const academy = new AcademyOfTwo();

const feeds = () => new DirectoryFeedRepository(academy.database);
const LOADED = { confirmed: new Set<string>(), actor: FEED_ACTOR };

describe('what was read of a feed', () => {
  const stage = (kind: 'Complet' | 'Delta', requests: readonly AafRequestDraft[]): Promise<string> =>
    feeds().alone(async (turn) => {
      await turn.begin(FEED_ACTOR);
      return turn.stage(sentRequests(kind, requests));
    });
  const since = new Date(FEED_AT.getTime() - 1);
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
    expect(await preview(latest, new Date(FEED_AT.getTime() + 1))).toBeUndefined();
    expect(await statesOf(former, latest)).toEqual(['replaced', 'waiting']);
    const retention = new RetentionRepository(academy.database);
    expect(await retention.deleteExpired('directory-uploads', FEED_AT, 100)).toBe(0);
    expect(await retention.deleteExpired('directory-uploads', new Date(FEED_AT.getTime() + 1), 100)).toBe(1);
    expect(await rowsOf(academy.database.sql, 'SELECT FROM feed_person')).toEqual([]);
    expect(await statesOf(latest)).toEqual(['expired']);
  });

  it('of changes finds people where they are when it is loaded, not where they were when it was read', async () => {
    await academy.load('Complet', academy.whole());
    const changes = await stage('Delta', [
      { operation: 'modify', category: 'Eleve', id: '0', attributes: { sn: ['NOUVEAU'] } },
      { operation: 'modify', category: 'Eleve', id: '1', attributes: { sn: ['NOUVEAU'] } },
    ]);
    await preview(changes);
    // Since then 0 is in the other school, and 1 in none.
    await academy.database.sql.run(
      `INSERT INTO person (campus_code, kind, ent_id, last_name, first_name) VALUES ($1, 'pupil', '0', 'NOM0', 'Zoé')`,
      [academy.two],
    );
    await academy.database.sql.run(
      `UPDATE person SET absent_since = now() WHERE campus_code = $1 AND ent_id IN ('0', '1')`,
      [academy.one],
    );
    expect(await apply(changes)).toMatchObject({
      campuses: 1,
      lists: { pupils: { created: 0, changed: 1 } },
    });
    expect(
      await rowsOf(
        academy.database.sql,
        `SELECT campus_code, last_name, present FROM person WHERE ent_id IN ('0', '1') ORDER BY campus_code, ent_id`,
      ),
    ).toEqual([
      { campus_code: academy.two, last_name: 'NOUVEAU', present: true },
      { campus_code: academy.one, last_name: 'NOM0', present: false },
      { campus_code: academy.one, last_name: 'NOM1', present: false },
    ]);
  });

  it('takes away no more than what was shown to whoever confirmed it', async () => {
    await academy.load('Complet', academy.whole());
    const fewer = [...academy.schools(), ...pupils(12, '100', '6A'), ...pupils(15, '200', '2A', 50)];
    const id = await stage('Complet', [...fewer, teacher('900', '100', '200')]);
    const confirmed = new Set([academy.one]);
    const confirm = () => feeds().alone((turn) => turn.apply(id, since, { ...LOADED, confirmed }));
    const losing = (lost: number, known: number) => [
      { campusCode: academy.one, losses: [{ list: 'pupils', known, received: 12, lost }] },
    ];
    expect(await preview(id)).toMatchObject({ report: { toConfirm: losing(8, 20) } });
    // Since then somebody has loaded two more, whom it has not either.
    await academy.database.sql.run(
      `INSERT INTO person (campus_code, kind, ent_id, last_name, first_name, birth_date, national_id)
       SELECT $1, 'pupil', 'autre' || nth, 'AUTRE', 'Léo', '2013-01-01', 'X' || nth FROM generate_series(1, 2) AS nth`,
      [academy.one],
    );
    expect(await confirm()).toMatchObject({ toConfirm: losing(10, 22) });
    expect(await academy.people(academy.one)).toHaveLength(23);
    // Now it has been shown.
    expect(await confirm()).toMatchObject({ toConfirm: [] });
    expect(await academy.people(academy.one)).toHaveLength(13);
  });

  it('is not loaded among other establishments than those it was read for', async () => {
    const id = await stage('Complet', academy.whole());
    await academy.database.sql.run(`UPDATE establishment SET uai = '8990077A' WHERE campus_code = $1`, [
      academy.two,
    ]);
    for (const again of [preview, apply])
      await expect(again(id)).rejects.toMatchObject({ name: 'FeedOutdated', campusCodes: [academy.two] });
    expect(await academy.people(academy.one)).toEqual([]);
  });

  it('says what whoever was killed was doing, and is loaded again', async () => {
    const id = await stage('Complet', academy.whole());
    const written = (step: string, which: string) =>
      academy.database.sql.run('UPDATE directory_feed SET step = $1 WHERE id = $2', [step, which]);
    await written('loading', id);
    expect(await statesOf(id)).toEqual(['waiting']);
    const reading = await feeds().alone(async (turn) => {
      await turn.begin({ ...FEED_ACTOR, at: new Date(FEED_AT.getTime() + 1) });
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
    const id = await stage('Complet', academy.whole());
    const whileStopping = (work: (turn: FeedTurn) => Promise<unknown>) => {
      const next = new DirectoryFeedRepository(academy.database);
      return next.alone(async (turn) => {
        await turn.begin(FEED_ACTOR);
        next.stop();
        return work(turn);
      });
    };
    for (const work of [
      (turn: FeedTurn) => turn.stage(sentRequests('Complet', academy.whole())),
      (turn: FeedTurn) => turn.apply(id, since, LOADED),
    ])
      await expect(whileStopping(work)).rejects.toBeInstanceOf(FeedStopped);
    expect(await statesOf(id)).toEqual(['waiting']);
    expect(await academy.people(academy.one)).toEqual([]);
    const stopped = feeds();
    stopped.stop();
    await expect(stopped.alone(() => Promise.resolve())).rejects.toBeInstanceOf(FeedStopped);
  });
});
