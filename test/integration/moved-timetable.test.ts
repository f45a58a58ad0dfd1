import { describe, expect, it } from '@jest/globals';
import { exportBytes, makeSchool } from '@timetable/generator';
import { z } from 'zod';
import type { DirectImports } from '../support/direct-imports.js';
import { ownCampus } from '../support/own-campus.js';
import { RULES_SCHOOL } from '../support/rules-school.js';
import { fiveMinutesLater, taughtCollege } from '../support/taught-college.js';

const ROW = z.object({ id: z.string(), at: z.string(), state: z.string() });

/** What other services attached to a lesson follows it, whatever a school does to its whole timetable at once. */
describe('a whole timetable at other times', () => {
  const school = makeSchool(RULES_SCHOOL);
  let imports: DirectImports;

  const test = ownCampus('moved', async (database, campusCode) => {
    imports = await taughtCollege(database, campusCode, school);
    return imports;
  });

  /** Sessions to come. */
  const sessions = () =>
    test.database.sql.rows(
      ROW,
      `SELECT id, concat_ws(' ', date, start_minute, end_minute, subject_key, audience, teachers, rooms) AS at, state
         FROM session WHERE campus_code = $1 AND date > '2026-10-10' ORDER BY id`,
      [imports.campusCode],
    );
  const importing = async (bytes: Uint8Array) => {
    const { id, outcome } = await imports.import(bytes);
    if (outcome === 'held') await imports.approve(id);
    return (await imports.record(id)).counts;
  };
  const changed = async (pattern: RegExp, change: (text: string) => string): Promise<Uint8Array> => {
    const xml = Buffer.from(await exportBytes(school, { zip: false })).toString();
    const other = xml.replaceAll(pattern, change);
    expect(other).not.toBe(xml);
    return Buffer.from(other);
  };
  /** @param ring from the minute of the day at which it rang to the one at which it rings now */
  const ringing = (ring: (minute: number) => number): Promise<Uint8Array> =>
    changed(/(?<=<Place [^>]*LibelleHeure(?:Debut|Fin)=")\d\d:\d\d/g, (label) => {
      const [hour = 0, minute = 0] = label.split(':').map(Number);
      const now = ring(60 * hour + minute);
      return [Math.floor(now / 60), now % 60].map((part) => String(part).padStart(2, '0')).join(':');
    });
  const onNextDay = () => changed(/(?<=<Cours [^>]*Jour=")\d/g, (day) => String((Number(day) % 5) + 1));

  it('keeps every id when the bell times shift by five minutes', async () => {
    const before = await sessions();
    const counts = await importing(await fiveMinutesLater(school));
    expect(counts).toMatchObject({
      sessionsCreated: 0,
      sessionsCancelled: 0,
      sessionsModified: 0,
      sessionsMoved: before.length,
    });
    expect(before.length).toBeGreaterThan(2_000);
    const after = await sessions();
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const later = (at: string) =>
      at.replace(
        /^(\S+) (\d+) (\d+)/,
        (_, date: string, start: string, end: string) => `${date} ${Number(start) + 5} ${Number(end) + 5}`,
      );
    expect(after.map(({ at }) => at)).toEqual(before.map(({ at }) => later(at)));
  });

  const EIGHT = 8 * 60;
  it.each<[string, (minute: number) => number]>([
    ['an hour later, when other lessons of the same class were', (minute) => minute + 60],
    ['with lessons of 55 minutes', (minute) => EIGHT + Math.round(((minute - EIGHT) * 55) / 60)],
    ['later in the afternoon alone', (minute) => (minute < 13 * 60 ? minute : minute + 20)],
  ])('keeps every id when the bell rings %s', async (_, ring) => {
    const before = await sessions();
    const counts = await importing(await ringing(ring));
    expect(counts).toMatchObject({ sessionsCreated: 0, sessionsCancelled: 0 });
    const after = await sessions();
    expect(after.map(({ id, state }) => [id, state])).toEqual(before.map(({ id, state }) => [id, state]));
    const back = await importing(await exportBytes(school, { zip: true }));
    expect(back).toMatchObject({ sessionsCreated: 0, sessionsCancelled: 0 });
    expect(await sessions()).toEqual(before);
  });

  it('keeps every id when each course is on the next day, and gives all back as it was', async () => {
    const before = await sessions();
    const counts = await importing(await onNextDay());
    expect(counts).toMatchObject({ sessionsCreated: 0, sessionsCancelled: 0 });
    // The others take the place that another lesson of theirs leaves.
    expect(counts.sessionsMoved).toBeGreaterThan(0.9 * before.length);
    const ids = before.map(({ id }) => id);
    expect((await sessions()).map(({ id }) => id)).toEqual(ids);
    const back = await importing(await exportBytes(school, { zip: true }));
    expect(back).toMatchObject({ sessionsCreated: 0, sessionsCancelled: 0 });
    expect(await sessions()).toEqual(before);
  });
});
