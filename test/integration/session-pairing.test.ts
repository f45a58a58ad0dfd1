// import-rules §3, « Identity of sessions »: the statement that pairs sessions decides as the rule does, and keeps its promises.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, pairSessions, zonedInstant, type KnownSession, type SessionDraft } from '@timetable/domain';
import fc from 'fast-check';
import { z } from 'zod';
import { ImportScenario } from '../support/import-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { sessionDraft } from '../support/session-draft.js';

/** Each is a timetable, what becomes of it, and what it was before. */
const TRIPLES = 1_000;
const MONDAY = '2026-11-02';
const RELATED = [
  ['g:G1', 'g:G2'],
  ['c:6A', 'g:G1'],
] as const;

const texts = z.array(z.string());
const ROW = z.object({
  id: z.string(),
  state: z.enum(['planned', 'cancelled']),
  date: z.string(),
  startMinute: z.int(),
  endMinute: z.int(),
  startsAt: z.string(),
  endsAt: z.string(),
  subjectKey: z.string(),
  audience: texts,
  teachers: texts,
  rooms: texts,
  groups: texts,
  classes: texts,
  establishmentIds: texts,
});
const DIFFERENCE = z.object({ id: z.string(), line: z.int() });

const lesson = fc.record({
  day: fc.integer({ min: 0, max: 8 }).filter((day) => day % 7 < 5),
  startMinute: fc.constantFrom(480, 540, 600),
  length: fc.constantFrom(55, 55, 110),
  subject: fc.constantFrom('MATHS', 'ANGLAIS'),
  audience: fc.constantFrom(['c:6A'], ['c:6B'], ['c:6A', 'c:6B'], ['g:G1'], ['g:G2'], []),
  teachers: fc.constantFrom(['t1'], ['t1'], ['t2'], []),
  room: fc.constantFrom('101', '102'),
});
/** A lesson in three timetables: as it is, with something of another one, or absent. */
const version = fc.option(
  fc.tuple(
    lesson,
    fc.constantFrom('day', 'startMinute', 'length', 'audience', 'teachers', 'room', 'subject'),
  ),
  { freq: 6 },
);
const triple = fc
  .array(fc.tuple(lesson, version, version, version), { minLength: 3, maxLength: 8 })
  .map((lessons) =>
    [0, 1, 2].map((nth) =>
      lessons.flatMap(([one, ...versions]) => {
        const [other, field] = versions[nth] ?? [];
        return other && field ? [{ ...one, [field]: other[field] }] : [];
      }),
    ),
  );

const contentOf = ({ startsAt, endsAt, ...session }: SessionDraft): string =>
  JSON.stringify([Object.entries(session).sort(([a], [b]) => (a < b ? -1 : 1)), +startsAt, +endsAt]);

describe('sessions of a thousand random timetables, each with its own subjects', () => {
  let test: TestDatabase;
  let scenario: ImportScenario;
  /** What a session was before its last change by an import. */
  const formers = new Map<string, SessionDraft>();
  beforeAll(async () => {
    test = await createTestDatabase();
    scenario = await ImportScenario.create(test.database, 'pairs');
  });
  afterAll(() => test.drop());

  const triples = fc.sample(triple, { numRuns: TRIPLES, seed: 30 });
  const [earlier, first, second] = [0, 1, 2].map((nth) =>
    triples.flatMap((timetables, pair) => (timetables[nth] ?? []).map((one) => draftOf(pair, one))),
  );

  function draftOf(pair: number, one: typeof lesson extends fc.Arbitrary<infer T> ? T : never): SessionDraft {
    const endMinute = one.startMinute + one.length;
    const date = addDays(MONDAY, one.day);
    return sessionDraft({
      ...{
        date,
        startMinute: one.startMinute,
        endMinute,
        endsAt: zonedInstant(date, endMinute, 'Europe/Paris'),
      },
      ...{
        subjectKey: `${pair} ${one.subject}`,
        audience: one.audience,
        teachers: one.teachers,
        rooms: [one.room],
      },
      classes: one.audience.filter((item) => item.startsWith('c:')).map((item) => item.slice(2)),
      groups: one.audience.filter((item) => item.startsWith('g:')).map((item) => item.slice(2)),
      establishmentIds: ['pairs/A'],
    });
  }

  const known = async (): Promise<KnownSession[]> => {
    const rows = await test.database.sql.rows(
      ROW,
      `SELECT id, state, date, start_minute AS "startMinute", end_minute AS "endMinute", starts_at::text AS "startsAt",
              ends_at::text AS "endsAt", subject_key AS "subjectKey", audience, teachers, rooms, groups, classes,
              establishment_ids AS "establishmentIds" FROM session`,
    );
    return rows.map(({ id, state, startsAt, endsAt, ...same }) => {
      const former = formers.get(id);
      const content = { ...same, startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
      return { id, state, content, ...(former && { former }) };
    });
  };

  const byPair = <T>(sessions: readonly T[], draft: (session: T) => SessionDraft): T[][] => {
    const pairs: T[][] = Array.from({ length: TRIPLES }, () => []);
    for (const session of sessions) pairs[Number.parseInt(draft(session).subjectKey, 10)]?.push(session);
    return pairs;
  };

  /** Imports these timetables. @returns the pairs of the rule and of the statement that are not simply equal, `id: content` */
  const importing = async (file: readonly SessionDraft[], firstOfYear = false) => {
    const before = await known();
    const frozenBefore = firstOfYear ? undefined : new Date(scenario.now.getTime() + 15 * 60_000);
    const knownByPair = byPair(before, ({ content }) => content);
    const byRule = byPair(file, (draft) => draft)
      .flatMap((drafts, pair) =>
        pairSessions({ file: drafts, known: knownByPair[pair] ?? [], related: RELATED, frozenBefore }),
      )
      .filter(
        ({ file: draft, known: { content, state } }) =>
          state === 'cancelled' || contentOf(content) !== contentOf(draft),
      )
      .map(({ file: draft, known: { id } }) => `${id}: ${contentOf(draft)}`);
    const run = await scenario.begin();
    const content = { sessions: file, relatedAudiences: RELATED, firstOfYear };
    await scenario.plan(run, content);
    const differences = await test.database.sql.rows(
      DIFFERENCE,
      `SELECT session_id AS id, line FROM session_diff WHERE import_id = $1 AND session_id IS NOT NULL AND line IS NOT NULL`,
      [run.importId],
    );
    const series = await lines(run.importId);
    const byStatement = differences.map(({ id, line }) => `${id}: ${series.get(line) ?? ''}`);
    await scenario.publish(run, content);
    await scenario.complete(run);
    const after = new Map((await known()).map((session) => [session.id, session]));
    for (const { id, state, content: was } of before) {
      const now = after.get(id);
      if (state === 'cancelled' && now?.state === 'planned') formers.delete(id);
      else if (now !== undefined && contentOf(now.content) !== contentOf(was)) formers.set(id, was);
    }
    return { byRule: byRule.sort(), byStatement: byStatement.sort(), before, after };
  };

  const LINE = ROW.omit({ id: true, state: true, startsAt: true, endsAt: true }).extend({
    line: z.int(),
    startsAt: z.number(),
    endsAt: z.number(),
  });
  /** What each line of the staged file says. */
  const lines = async (importId: string): Promise<Map<number, string>> => {
    const rows = await test.database.sql.rows(
      LINE,
      `SELECT series * 64 + nth::int - 1 AS line, dated.date, dated.starts::float8 AS "startsAt", dated.ends::float8 AS "endsAt",
              start_minute AS "startMinute", end_minute AS "endMinute", subject_key AS "subjectKey", audience, teachers, rooms,
              groups, classes, establishment_ids AS "establishmentIds"
         FROM session_staging, unnest(dates, starts, ends) WITH ORDINALITY AS dated (date, starts, ends, nth)
        WHERE import_id = $1`,
      [importId],
    );
    return new Map(
      rows.map(({ line, startsAt, endsAt, ...same }) => [
        line,
        contentOf({ ...same, startsAt: new Date(startsAt * 1_000), endsAt: new Date(endsAt * 1_000) }),
      ]),
    );
  };

  /** Equal sessions may have exchanged their ids. */
  const identities = (sessions: Iterable<KnownSession>): Map<string, string> => {
    const ids = new Map<string, string[]>();
    for (const { id, state, content } of sessions) {
      const text = contentOf(content);
      if (state === 'planned') ids.set(text, [...(ids.get(text) ?? []), id]);
    }
    return new Map([...ids].map(([text, list]) => [text, list.sort().join()]));
  };

  it('are paired as the rule pairs them, import after import, come back under their ids, and leave the past alone', async () => {
    scenario.now = new Date('2026-10-01T12:00:00Z');
    await importing(earlier ?? [], true);
    const toFirst = await importing(first ?? []);
    expect(toFirst.byStatement).toEqual(toFirst.byRule);
    expect(toFirst.byRule.length).toBeGreaterThan(TRIPLES);
    const toSecond = await importing(second ?? []);
    expect(toSecond.byStatement).toEqual(toSecond.byRule);
    const back = await importing(first ?? []);
    expect(back.byStatement).toEqual(back.byRule);
    expect(identities(back.after.values())).toEqual(identities(toFirst.after.values()));

    scenario.now = new Date('2026-11-04T08:30:00Z');
    const underWay = await importing(second ?? []);
    expect(underWay.byStatement).toEqual(underWay.byRule);
    const begun = (sessions: Iterable<KnownSession>): KnownSession[] =>
      [...sessions].filter(
        ({ content }) => content.startsAt.getTime() <= scenario.now.getTime() + 15 * 60_000,
      );
    const past = begun(underWay.before);
    expect(past.length).toBeGreaterThan(TRIPLES);
    expect(
      begun(underWay.after.values())
        .map(({ id }) => id)
        .sort(),
    ).toEqual(past.map(({ id }) => id).sort());
    for (const { id, state, content } of past) {
      const now = underWay.after.get(id);
      expect([now?.state, now && contentOf(now.content)]).toEqual([state, contentOf(content)]);
    }
  });
});
