// The main job on the publisher's public export, through the three real processes: imported by hand once, then pushed
// over WebDAV as EDT does.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DepositCredentials, ImportDetail, Session } from '@timetable/contracts';
import pg from 'pg';
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { at } from '../support/json-at.js';
import { ProductCampus } from '../support/product-campus.js';
import { RunningProduct } from '../support/product.js';
import { countsByWeekdayAndTime, edited, SAMPLE_COURSES, zipped } from '../support/sample-edits.js';
import {
  SAMPLE_PATH,
  SAMPLE_UAI,
  sampleDirectoryBody,
  sampleIsThere,
  SAMPLE_USER,
} from '../support/sample-school.js';

jest.setTimeout(180_000);

/** Thursday of week 11, in the afternoon: there is a past and a future. */
const CLOCK = '2012-11-15T14:00:00+01:00';
const YEAR = ['2012-09-01', '2013-08-31'] as const;
const SESSIONS = 16_431;

(sampleIsThere ? describe : describe.skip)('The export of ../shared/samples', () => {
  let product: RunningProduct;
  let campus: ProductCampus;
  let account: DepositCredentials;
  let sample: string;
  /** By id, as the first import left them. */
  let before: ReadonlyMap<string, Session>;

  beforeAll(async () => {
    sample = await readFile(SAMPLE_PATH, 'utf8');
    product = await RunningProduct.start({ env: { CLOCK } });
    const directory = await sampleDirectoryBody('college');
    campus = await ProductCampus.declare(product, { code: 'enclair', uai: SAMPLE_UAI, directory });
  });
  afterAll(async () => {
    await product.stop();
  });

  it('cannot be pushed before a first import: there is no account to push it with', async () => {
    const refused = await campus.call('POST', '/campuses/enclair/deposit-accounts', { userId: SAMPLE_USER });
    expect(refused).toMatchObject({ status: 409, body: { code: 'first_import_required' } });
    expect(at(refused.body, 'detail')).toMatch(/premier import/i);
  });

  it('is held when imported by hand, all counted and nothing written, until a person approves its plan', async () => {
    const held = await campus.upload(Buffer.from(sample), 'Edt_Enclair.xml');
    expect(held).toMatchObject({ status: 'held', messageCode: 'confirmation_required', firstOfYear: true });
    expect(held.thresholds).toHaveLength(12);
    expect(held.thresholds.filter(({ exceeded }) => exceeded)).toEqual([]);
    expect(await campus.sessions(...YEAR)).toEqual([]);

    await campus.approve(held);
    const done = await campus.settled(held.id);
    expect(done.status).toMatch(/^integrated/);
    expect(done.steps.map(({ step, state }) => [step, state])).toEqual([
      ['transfer', 'ok'],
      ['validation', expect.stringMatching(/^(ok|alert)$/)],
      ['thresholds', 'ok'],
      ['groups', 'ok'],
      ['sessions', 'ok'],
    ]);
    const report = await product.api.report(held.id);
    expect(report.counts).toMatchObject({
      pupils: 428,
      classes: 16,
      groups: 45,
      subjects: 25,
      teachers: 31,
      courses: 701,
      sessions: SESSIONS,
      sessionsCreated: SESSIONS,
    });
    expect(report.unmatched).toEqual([]);
    expect(report.decisions).toMatchObject([{ decision: 'approve', by: 'admin', planHash: held.planHash }]);
  });

  it('gives 16 431 sessions for the whole year, past included, and 45 groups', async () => {
    const sessions = (
      await Promise.all([
        campus.sessions('2012-09-01', '2012-12-31'),
        campus.sessions('2013-01-01', '2013-03-31'),
        campus.sessions('2013-04-01', '2013-08-31'),
      ])
    ).flat();
    before = new Map(sessions.map((session) => [session.id, session]));
    expect(before.size).toBe(SESSIONS);
    expect(sessions.every(({ state }) => state === 'planned')).toBe(true);
    const { body } = await campus.call('GET', '/establishments/enclair/college/groups?limit=100');
    expect(at(body, 'total')).toBe(45);
  });

  it('puts each session at its local time all year long, clock changes or not', () => {
    const sessions = [...before.values()];
    // Counted in the file itself: so many on Mondays at 08:00, whatever the season.
    expect(countBy(sessions, ({ date, start }) => `${weekdayOf(date)} ${start.slice(11, 16)}`)).toEqual(
      countsByWeekdayAndTime(sample),
    );
    for (const { date, start, end } of sessions) {
      expect([start.slice(0, 10), end.slice(0, 10)]).toEqual([date, date]);
      expect([start.slice(19), end.slice(19)]).toEqual([offsetOn(date), offsetOn(date)]);
    }
    const firstHour = sessions.filter(({ start }) => start.slice(11, 16) === '08:00');
    expect(new Set(firstHour.map(({ start }) => new Date(start).getUTCHours()))).toEqual(new Set([6, 7]));
  });

  it('is ignored when EDT pushes it again, zipped', async () => {
    account = await campus.createAccount(SAMPLE_USER);
    const written = await rowVersions(product);
    const again = await campus.deposit({
      fileName: 'EDT_2012_1.zip',
      bytes: await zipped(sample),
      account,
    });
    expect(again).toMatchObject({ status: 'ignored', messageCode: 'same_content', origin: 'automatic' });
    expect(again.message).toMatch(/identique au dernier import/);
    expect(await rowVersions(product)).toEqual(written);
  });

  describe('once four of its courses have changed', () => {
    let done: ImportDetail;
    let after: ReadonlyMap<string, Session>;
    let versions: { before: ReadonlyMap<string, string>; after: ReadonlyMap<string, string> };

    beforeAll(async () => {
      const old = await rowVersions(product);
      done = await campus.deposit({
        fileName: 'EDT_2012_2.zip',
        bytes: await zipped(edited(sample)),
        account,
      });
      versions = { before: old, after: await rowVersions(product) };
      after = new Map((await campus.sessions(...YEAR)).map((session) => [session.id, session]));
    });

    const futureOf = (course: { weekday: number; start: string; className: string }): Session[] =>
      [...before.values()].filter(
        ({ date, start, subject, classes }) =>
          weekdayOf(date) === course.weekday &&
          start.slice(11, 16) === course.start &&
          subject.code === 'ATRAV' &&
          classes.some(({ name }) => name === course.className) &&
          new Date(start) > new Date(CLOCK),
      );

    it('is integrated, its differences counted', () => {
      expect(done.status).toMatch(/^integrated/);
      const { otherRoom, otherTeacher, removed, added } = SAMPLE_COURSES;
      expect(done.counts).toMatchObject({
        sessionsCreated: added.futureSessions,
        sessionsModified: futureOf(otherRoom).length + futureOf(otherTeacher).length,
        sessionsCancelled: futureOf(removed).length,
      });
      expect(futureOf(otherRoom)).toHaveLength(otherRoom.futureSessions);
      expect(futureOf(otherTeacher)).toHaveLength(otherTeacher.futureSessions);
      expect(futureOf(removed)).toHaveLength(removed.futureSessions);
    });

    it('keeps every id, changes the coming sessions of these courses and nothing else', () => {
      const { otherRoom, otherTeacher, removed, added } = SAMPLE_COURSES;
      const expected = new Map(before);
      const newTeacher = [...before.values()]
        .flatMap(({ teachers }) => teachers)
        .find(({ id }) => id === `t${otherTeacher.newTeacher}`);
      if (newTeacher === undefined) throw new Error('The new teacher has no course');
      for (const session of futureOf(otherRoom))
        expected.set(session.id, { ...session, rooms: [otherRoom.newRoom] });
      for (const session of futureOf(otherTeacher))
        expected.set(session.id, { ...session, teachers: [newTeacher] });
      for (const session of futureOf(removed)) expected.set(session.id, { ...session, state: 'cancelled' });

      const kept = [...after].filter(([id]) => before.has(id));
      expect(kept.filter(([id, session]) => !isDeepStrictEqual(session, expected.get(id)))).toEqual([]);
      expect(kept).toHaveLength(SESSIONS);
      const created = [...after.values()].filter(({ id }) => !before.has(id));
      expect(created).toHaveLength(added.futureSessions);
      for (const { date, start, rooms } of created) {
        expect([weekdayOf(date), start.slice(11, 16), rooms]).toEqual([added.weekday, added.start, []]);
        expect(new Date(start) > new Date(CLOCK)).toBe(true);
      }
    });

    it('writes only what differs: no other row is touched', () => {
      const touched = [...versions.after].filter(([id, version]) => versions.before.get(id) !== version);
      const differing = [...after].filter(([id, session]) => !isDeepStrictEqual(session, before.get(id)));
      expect(touched.map(([id]) => id).toSorted()).toEqual(differing.map(([id]) => id).toSorted());
      expect(versions.after.size).toBe(SESSIONS + SAMPLE_COURSES.added.futureSessions);
    });
  });

  it('is rejected once the next year is opened, until somebody has imported that year by hand', async () => {
    const opened = await campus.call('POST', '/campuses/enclair/school-year', {
      startsOn: '2013-09-03',
      endsOn: '2014-07-05',
    });
    expect(opened).toMatchObject({ status: 201, body: { state: 'awaiting_first_import' } });
    const versions = await rowVersions(product);
    const rejected = await campus.deposit({
      fileName: 'EDT_2013_1.zip',
      bytes: await zipped(sample),
      account,
    });
    expect(rejected).toMatchObject({ status: 'rejected', messageCode: 'first_import_required' });
    expect(rejected.message).toMatch(/^Premier import manuel requis pour 2013-2014\./);
    expect(rejected.steps.map(({ state }) => state)).toEqual([
      'ok',
      'failed',
      'skipped',
      'skipped',
      'skipped',
    ]);
    expect(await rowVersions(product)).toEqual(versions);
    // The year that ends stays readable.
    expect(await campus.sessions('2012-09-01', '2012-09-30')).toHaveLength(
      [...before.values()].filter(({ date }) => date <= '2012-09-30').length,
    );
  });
});

/** Session id → the transaction that wrote its row last. */
async function rowVersions({ description }: RunningProduct): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client(description.databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; version: string }>(
      'SELECT id, xmin::text AS version FROM session',
    );
    return new Map(rows.map(({ id, version }) => [id, version]));
  } finally {
    await client.end();
  }
}

/** In France in 2012-13: summer time until 28 October, and again from 31 March. */
function offsetOn(date: string): string {
  return date < '2012-10-28' || date >= '2013-03-31' ? '+02:00' : '+01:00';
}

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const groups = Map.groupBy(items, keyOf);
  return Object.fromEntries(Array.from(groups, ([key, members]) => [key, members.length]));
}
