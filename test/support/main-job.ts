// The main job on the export of a whole college, through the three real processes: imported by hand once, then pushed over
// WebDAV as EDT does. The college's year is one story, told once and as far as a test asks for it.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { ImportDetail, Session } from '@timetable/contracts';
import { describeWhere } from '@timetable/test-conditions';
import pg from 'pg';
import { isDeepStrictEqual } from 'node:util';
import { DEPOSITOR, EDITED_AT, type CollegeExport, type EditedCourse } from './college/college.js';
import { COLLEGES } from './college/colleges.js';
import { at } from './json-at.js';
import { once } from './once.js';
import { ProductCampus } from './product-campus.js';
import type { RunningProduct } from './product.js';
import { zipped } from './zipped.js';

const YEAR = ['2012-09-01', '2013-08-31'] as const;

let product: RunningProduct;

/**
 * The tests of a whole college's year, on a product of their own.
 * @param start of the product, with these variables
 * @param obstacle why it cannot be started here; undefined: it can
 */
export function describeMainJob(
  start: (env: Readonly<Record<string, string>>) => Promise<RunningProduct>,
  obstacle?: string,
): void {
  jest.setTimeout(180_000);
  beforeAll(async () => {
    product = await start({ CLOCK: EDITED_AT });
  });
  afterAll(async () => {
    await product.stop();
  });
  for (const [index, college] of COLLEGES.entries()) {
    describeWhere(`The main job with ${college.title}`, obstacle ?? college.obstacle, () => {
      const story = schoolYearOf(college, `college${index + 1}`);

      it('cannot be pushed before a first import: there is no account to push it with', async () => {
        const { accountTooEarly: refused } = await story.declared();
        expect(refused).toMatchObject({ status: 409, body: { code: 'first_import_required' } });
        expect(at(refused.body, 'detail')).toMatch(/premier import/i);
      });

      it('is held when imported by hand, all counted and nothing written, until a person approves its plan', async () => {
        const { counts } = (await story.declared()).content;
        const { held, sessionsWhileHeld, done, report } = await story.imported();
        expect(held).toMatchObject({
          status: 'held',
          messageCode: 'confirmation_required',
          firstOfYear: true,
        });
        expect(held.thresholds).toHaveLength(15);
        expect(held.thresholds.filter(({ exceeded }) => exceeded)).toEqual([]);
        expect(sessionsWhileHeld).toEqual([]);

        expect(done.status).toMatch(/^integrated/);
        expect(done.steps.map(({ step, state }) => [step, state])).toEqual([
          ['transfer', 'ok'],
          ['validation', expect.stringMatching(/^(ok|alert)$/)],
          ['thresholds', 'ok'],
          ['groups', 'ok'],
          ['sessions', 'ok'],
        ]);
        expect(report.counts).toMatchObject({ ...counts, sessionsCreated: counts.sessions });
        expect(report.unmatched).toMatchObject({ total: 0, items: [] });
        expect(report.decisions).toMatchObject([
          { decision: 'approve', by: 'admin', planHash: held.planHash },
        ]);
      });

      it('gives its sessions for the whole year, past included, and its groups', async () => {
        const { counts } = (await story.declared()).content;
        const { sessions, groupCount } = await story.imported();
        expect(sessions.size).toBe(counts.sessions);
        expect([...sessions.values()].every(({ state }) => state === 'planned')).toBe(true);
        expect(groupCount).toBe(counts.groups);
      });

      it('puts each session at its local time all year long, clock changes or not', async () => {
        const { sessionsByTime } = (await story.declared()).content;
        const sessions = [...(await story.imported()).sessions.values()];
        // Counted without the product: so many on Mondays at 08:00, whatever the season.
        expect(countBy(sessions, ({ date, start }) => `${weekdayOf(date)} ${start.slice(11, 16)}`)).toEqual(
          sessionsByTime,
        );
        const misplaced = sessions.filter(
          ({ date, start, end }) =>
            ![start, end].every((time) => time.slice(0, 10) === date && time.slice(19) === offsetOn(date)),
        );
        expect(misplaced).toEqual([]);
        const firstHour = sessions.filter(({ start }) => start.slice(11, 16) === '08:00');
        expect(new Set(firstHour.map(({ start }) => new Date(start).getUTCHours()))).toEqual(new Set([6, 7]));
      });

      it('is ignored when EDT pushes it again, zipped', async () => {
        const { again, versions } = await story.pushedAgain();
        expect(again).toMatchObject({ status: 'ignored', messageCode: 'same_content', origin: 'automatic' });
        expect(again.message).toMatch(/identique au dernier import/);
        expect(versions.after).toEqual(versions.before);
      });

      it('is integrated once four of its courses have changed, its differences counted', async () => {
        const { otherRoom, otherTeacher, removed, added } = (await story.declared()).content.changes;
        const { sessions: before } = await story.imported();
        const { done } = await story.edited();
        expect(done.status).toMatch(/^integrated/);
        expect(done.counts).toMatchObject({
          sessionsCreated: added.futureSessions,
          sessionsModified: otherRoom.futureSessions + otherTeacher.futureSessions,
          sessionsCancelled: removed.futureSessions,
        });
        for (const course of [otherRoom, otherTeacher, removed])
          expect(futureOf(course, before)).toHaveLength(course.futureSessions);
      });

      it('keeps every id then, changes the coming sessions of these courses and nothing else', async () => {
        const { changes, counts } = (await story.declared()).content;
        const { otherRoom, otherTeacher, removed, added } = changes;
        const { sessions: before } = await story.imported();
        const { sessions: after, done } = await story.edited();
        const byThisImport = { lastImportId: done.id };
        const expected = new Map(before);
        const newTeacher = [...before.values()]
          .flatMap(({ teachers }) => teachers)
          .find(({ id }) => id === otherTeacher.newTeacherId);
        if (newTeacher === undefined) throw new Error('The new teacher has no course');
        for (const session of futureOf(otherRoom, before))
          expected.set(session.id, { ...session, ...byThisImport, rooms: [otherRoom.newRoom] });
        for (const session of futureOf(otherTeacher, before))
          expected.set(session.id, { ...session, ...byThisImport, teachers: [newTeacher] });
        for (const session of futureOf(removed, before))
          expected.set(session.id, { ...session, ...byThisImport, state: 'cancelled' });

        const kept = [...after].filter(([id]) => before.has(id));
        expect(kept.filter(([id, session]) => !isDeepStrictEqual(session, expected.get(id)))).toEqual([]);
        expect(kept).toHaveLength(counts.sessions);
        const created = [...after.values()].filter(({ id }) => !before.has(id));
        expect(created).toHaveLength(added.futureSessions);
        for (const { date, start, rooms } of created) {
          expect([weekdayOf(date), start.slice(11, 16), rooms]).toEqual([added.weekday, added.start, []]);
          expect(new Date(start) > new Date(EDITED_AT)).toBe(true);
        }
      });

      it('writes only what differs then: no other row is touched', async () => {
        const { changes, counts } = (await story.declared()).content;
        const { sessions: before } = await story.imported();
        const { sessions: after, versions } = await story.edited();
        const touched = [...versions.after].filter(([id, version]) => versions.before.get(id) !== version);
        const differing = [...after].filter(([id, session]) => !isDeepStrictEqual(session, before.get(id)));
        expect(touched.map(([id]) => id).toSorted()).toEqual(differing.map(([id]) => id).toSorted());
        expect(versions.after.size).toBe(counts.sessions + changes.added.futureSessions);
      });

      it('is rejected once the next year is opened, until somebody has imported that year by hand', async () => {
        const { sessions: before } = await story.imported();
        const { opened, rejected, versions, september } = await story.nextYear();
        expect(opened).toMatchObject({
          status: 201,
          // It goes on until the next one begins.
          body: {
            ...{ label: '2012-2013', state: 'open' },
            next: { label: '2013-2014', state: 'awaiting_first_import' },
          },
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
        expect(versions.after).toEqual(versions.before);
        // The year that ends stays readable.
        expect(september).toHaveLength(
          [...before.values()].filter(({ date }) => date <= '2012-09-30').length,
        );
      });
    });
  }
}

/** What happens to a college, in this order; each act with what can be seen of it at that moment. */
function schoolYearOf(college: CollegeExport, code: string) {
  const declared = once(async () => {
    const content = await college.load();
    const directory = content.directory('college');
    const campus = await ProductCampus.declare(product, { code, uai: college.uai, directory });
    const accountTooEarly = await campus.call('POST', `/campuses/${code}/deposit-accounts`, {
      userId: DEPOSITOR,
    });
    return { content, campus, accountTooEarly };
  });

  const imported = once(async () => {
    const { content, campus } = await declared();
    const held = await campus.upload(Buffer.from(content.xml), 'Edt_Enclair.xml');
    const sessionsWhileHeld = await campus.sessions(...YEAR);
    await campus.approve(held);
    const done = await campus.settled(held.id);
    const report = await product.api.report(held.id);
    const { body } = await campus.call('GET', `/establishments/${code}/college/groups?limit=100`);
    return {
      held,
      sessionsWhileHeld,
      done,
      report,
      sessions: await sessionsOf(campus),
      groupCount: at(body, 'total'),
    };
  });

  const pushedAgain = once(async () => {
    await imported();
    const { content, campus } = await declared();
    const account = await campus.createAccount(DEPOSITOR);
    const push = async (fileName: string, xml: string): Promise<ImportDetail> =>
      campus.deposit({ fileName, bytes: await zipped(xml), account });
    const before = await rowVersions(code);
    const again = await push('EDT_2012_1.zip', content.xml);
    return { push, again, versions: { before, after: await rowVersions(code) } };
  });

  const edited = once(async () => {
    const { push } = await pushedAgain();
    const { content, campus } = await declared();
    const before = await rowVersions(code);
    const done = await push('EDT_2012_2.zip', content.editedXml);
    return {
      done,
      versions: { before, after: await rowVersions(code) },
      sessions: await sessionsOf(campus),
    };
  });

  const nextYear = once(async () => {
    await edited();
    const { push } = await pushedAgain();
    const { content, campus } = await declared();
    const opened = await campus.call('POST', `/campuses/${code}/school-year`, {
      startsOn: '2013-09-03',
      endsOn: '2014-07-05',
    });
    const before = await rowVersions(code);
    const nextXml = Buffer.from(content.xml)
      .toString('utf8')
      .replace(/DateDebut="2012-/, 'DateDebut="2013-')
      .replace(/DateFin="2013-/, 'DateFin="2014-');
    const rejected = await push('EDT_2013_1.zip', nextXml);
    return {
      opened,
      rejected,
      versions: { before, after: await rowVersions(code) },
      september: await campus.sessions('2012-09-01', '2012-09-30'),
    };
  });

  return { declared, imported, pushedAgain, edited, nextYear };
}

/** By id: all of the year. */
async function sessionsOf(campus: ProductCampus): Promise<ReadonlyMap<string, Session>> {
  const sessions = await campus.sessions(...YEAR);
  return new Map(sessions.map((session) => [session.id, session]));
}

/** Session id → the transaction that wrote its row last. */
async function rowVersions(campusCode: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client(product.description.databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; version: string }>(
      'SELECT id, xmin::text AS version FROM session WHERE campus_code = $1',
      [campusCode],
    );
    return new Map(rows.map(({ id, version }) => [id, version]));
  } finally {
    await client.end();
  }
}

const futureOf = (course: EditedCourse, sessions: ReadonlyMap<string, Session>): Session[] =>
  [...sessions.values()].filter(
    ({ date, start, subject, classes }) =>
      weekdayOf(date) === course.weekday &&
      start.slice(11, 16) === course.start &&
      subject.code === course.subjectCode &&
      classes.some(({ name }) => name === course.className) &&
      new Date(start) > new Date(EDITED_AT),
  );

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
