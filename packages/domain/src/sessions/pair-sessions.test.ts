import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../calendar/local-date.js';
import { groupBy } from '../collections/group-by.js';
import { contentOf, pairSessions } from './pair-sessions.js';
import { SessionHistory } from './session-history.test-support.js';
import type { SessionDraft } from './session-draft.js';

const RUNS = { numRuns: 1_000 };
const MONDAY = '2026-11-02';

/** Few subjects, hours and days, so that homonyms and coincidences abound. */
const lesson = fc.record({
  week: fc.integer({ min: 0, max: 1 }),
  day: fc.integer({ min: 0, max: 4 }),
  startMinute: fc.constantFrom<number>(480, 540, 600),
  length: fc.constantFrom<number>(55, 55, 110),
  subjectKey: fc.constantFrom<string>('MATHS', 'ANGLAIS'),
  audience: fc.constantFrom<readonly string[]>(['c:6A'], ['c:6B'], ['c:6A', 'c:6B'], ['g:LATIN'], []),
  teachers: fc.constantFrom<readonly string[]>(['t1'], ['t1'], ['t2'], ['t1', 't2'], []),
  rooms: fc.constantFrom<readonly string[]>(['101'], ['102']),
});
type Lesson = typeof lesson extends fc.Arbitrary<infer T> ? T : never;
const timetable = fc.array(lesson, { maxLength: 12 });

const draftOf = ({ week, day, length, ...same }: Lesson): SessionDraft =>
  at(addDays(MONDAY, 7 * week + day), same.startMinute, length, same);

function at(
  date: string,
  startMinute: number,
  length: number,
  same: Pick<SessionDraft, 'subjectKey' | 'audience' | 'teachers' | 'rooms'>,
): SessionDraft {
  const instant = (minute: number): Date => new Date(Date.parse(`${date}T00:00:00Z`) + minute * 60_000);
  return {
    ...same,
    date,
    startMinute,
    endMinute: startMinute + length,
    startsAt: instant(startMinute),
    endsAt: instant(startMinute + length),
    classes: same.audience.filter((item) => item.startsWith('c:')).map((item) => item.slice(2)),
    groups: same.audience.filter((item) => item.startsWith('g:')).map((item) => item.slice(2)),
    establishmentIds: ['college/A'],
  };
}

const drafts = timetable.map((lessons) => lessons.map(draftOf));

/** The state after one import, and the outcome of a second one of what `change` makes of the same file. */
function after(first: readonly SessionDraft[], change: (file: readonly SessionDraft[]) => SessionDraft[]) {
  const history = new SessionHistory();
  history.import(first);
  const before = new Map(history.planned.map(({ id, content }) => [id, content]));
  const counts = history.import(change(first));
  return { history, before, counts };
}
const KEPT = { created: 0, cancelled: 0, revived: 0 };

describe('the identity of sessions', () => {
  it('is one to one, never across what has begun, and changes nothing that looks the same', () => {
    fc.assert(
      fc.property(drafts, drafts, fc.boolean(), (first, second, isUnderWay) => {
        const history = new SessionHistory();
        history.import(first);
        const frozenBefore = isUnderWay ? new Date('2026-11-04T09:00:00Z') : undefined;
        const hasBegun = ({ startsAt }: SessionDraft) =>
          frozenBefore !== undefined && startsAt <= frozenBefore;
        const pairs = pairSessions({ file: second, known: history.known, frozenBefore });
        expect(new Set(pairs.map(({ file }) => file)).size).toBe(pairs.length);
        expect(new Set(pairs.map(({ known }) => known)).size).toBe(pairs.length);
        for (const { file, known } of pairs) expect(hasBegun(file)).toBe(hasBegun(known.content));
        const counted = (sessions: readonly SessionDraft[]) => groupBy(sessions, contentOf);
        const inSecond = counted(second);
        let alike = 0;
        for (const [content, same] of counted(first))
          alike += Math.min(same.length, inSecond.get(content)?.length ?? 0);
        expect(pairs.filter(({ file, known }) => contentOf(file) === contentOf(known.content))).toHaveLength(
          alike,
        );
      }),
      RUNS,
    );
  });

  it('comes back with what the file says again: A, B, A, whatever was before', () => {
    fc.assert(
      fc.property(drafts, drafts, drafts, (before, a, b) => {
        const history = new SessionHistory();
        history.import(before);
        history.import(a);
        const { identities } = history;
        history.import(b);
        history.import(a);
        expect(history.identities).toEqual(identities);
      }),
      RUNS,
    );
  });

  it('is that of the file alone: other order, same state', () => {
    fc.assert(
      fc.property(drafts, (first) => {
        const { counts } = after(first, (file) => [...file].reverse());
        expect(counts).toEqual({ ...KEPT, modified: 0, moved: 0, unchanged: first.length });
      }),
      RUNS,
    );
  });

  it('is kept by sessions whose room, teachers or end changes, each in its place', () => {
    const change = fc.constantFrom<Partial<SessionDraft>>(
      { rooms: ['D102'] },
      { teachers: ['t3'] },
      { endMinute: 700 },
      {},
    );
    fc.assert(
      fc.property(drafts, fc.array(change, { minLength: 12, maxLength: 12 }), (first, changes) => {
        const { counts, history, before } = after(first, (file) =>
          file.map((session, index) => ({ ...session, ...changes[index] })),
        );
        expect(counts).toMatchObject({ ...KEPT, moved: 0 });
        for (const { id, content } of history.planned) {
          const { date, startMinute, subjectKey, audience } = content;
          expect(before.get(id)).toMatchObject({ date, startMinute, subjectKey, audience });
        }
      }),
      RUNS,
    );
  });

  it('is kept by all when the bell times shift, and the lessons of a day keep their order', () => {
    fc.assert(
      fc.property(drafts, fc.constantFrom(-10, 5, 20), (first, minutes) => {
        const { counts, history, before } = after(first, (file) =>
          file.map((session) =>
            at(session.date, session.startMinute + minutes, session.endMinute - session.startMinute, session),
          ),
        );
        expect(counts).toEqual({ ...KEPT, modified: 0, unchanged: 0, moved: first.length });
        const minuteOf = (id: string) => before.get(id)?.startMinute ?? Number.NaN;
        for (const { id, content } of history.planned)
          expect(content.startMinute).toBe(minuteOf(id) + minutes);
      }),
      RUNS,
    );
  });

  it('is kept by all when the days of a week are exchanged, as long as a subject keeps its teachers and its length', () => {
    const sameTeachers = timetable.map((lessons) =>
      lessons.map((one) =>
        draftOf({ ...one, length: 55, teachers: [`of ${one.subjectKey} ${one.audience.join()}`] }),
      ),
    );
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });
    fc.assert(
      fc.property(sameTeachers, order, (first, days) => {
        const { counts } = after(first, (file) =>
          file.map((session) => {
            const day = (new Date(session.date).getUTCDay() + 6) % 7;
            return at(addDays(session.date, (days[day] ?? day) - day), session.startMinute, 55, session);
          }),
        );
        expect(counts).toMatchObject(KEPT);
      }),
      RUNS,
    );
  });

  it('is kept by sessions that a class joins or leaves, each the only one of its subject at its hour', () => {
    const change = fc.constantFrom<(audience: readonly string[]) => readonly string[]>(
      (audience) => [...audience, 'c:6Z'],
      (audience) => (audience.length > 1 ? audience.slice(1) : audience),
      (audience) => audience,
    );
    const attended = fc
      .uniqueArray(lesson, {
        maxLength: 12,
        selector: ({ week, day, startMinute, subjectKey }) => [week, day, startMinute, subjectKey].join(),
      })
      .map((lessons) => lessons.filter(({ audience }) => audience.length > 0).map(draftOf));
    fc.assert(
      fc.property(attended, fc.array(change, { minLength: 12, maxLength: 12 }), (first, changes) => {
        const { counts } = after(first, (file) =>
          file.map((session, index) => {
            const audience = changes[index]?.(session.audience) ?? session.audience;
            return at(session.date, session.startMinute, session.endMinute - session.startMinute, {
              ...session,
              audience,
            });
          }),
        );
        expect(counts).toMatchObject(KEPT);
      }),
      RUNS,
    );
  });

  const one = draftOf({
    ...{ week: 0, day: 1, startMinute: 480, length: 55, subjectKey: 'MATHS' },
    ...{ audience: ['g:G3'], teachers: ['t1'], rooms: ['101'] },
  });
  const elsewhere = (day: number, startMinute: number) => at(addDays(MONDAY, day), startMinute, 55, one);

  it('passes to the group that has the pupils now', () => {
    const history = new SessionHistory();
    history.import([one]);
    const joined = at(one.date, 480, 55, { ...one, audience: ['g:G1'] });
    expect(history.import([joined], [['g:G3', 'g:G1']])).toMatchObject({ ...KEPT, modified: 1 });
  });

  it('is that of what was cancelled and comes back as it was, rather than of another lesson that would have to move', () => {
    const history = new SessionHistory();
    history.import([one, elsewhere(1, 600)]);
    history.import([elsewhere(1, 600)]);
    expect(history.import([one])).toMatchObject({ revived: 1, cancelled: 1, moved: 0 });
  });

  it('is found again by a lesson that one file cancels and the next puts elsewhere', () => {
    const history = new SessionHistory();
    history.import([one]);
    history.import([]);
    expect(history.import([elsewhere(3, 540)])).toMatchObject({ revived: 1, created: 0 });
  });
});
