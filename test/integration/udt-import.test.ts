import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportBytes, makeSchool, ORDINARY_SCHOOL, type School, udtLessons } from '@timetable/generator';
import { DirectImports } from '../support/direct-imports.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { countRows } from '../support/rows.js';

type Course = School['courses'][number];

const YEAR = { label: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-08-31' };
const SMALL = { ...ORDINARY_SCHOOL, pupils: 120, classes: 6, groups: 16, teachers: 14, courses: 200 };

/** The first ten courses meet in the first room from now on. */
function inTheFirstRoom(course: Course, index: number, courses: readonly Course[]): Course {
  const room = courses.find(({ room }) => room !== undefined)?.room;
  return index < 10 && room !== undefined ? { ...course, room } : course;
}

/** The export of UnDeuxTEMPS through the whole chain: counts by the generator's own way, rules as for any format. */
describe('a school of UnDeuxTEMPS', () => {
  const school = makeSchool({ ...SMALL, seed: 7, uai: '9990001X', schoolYear: '2026-2027', zone: 'B' });
  const changed = { ...school, courses: school.courses.map(inTheFirstRoom) };
  const udt = (of = school) => exportBytes(of, { format: 'udt', zip: true });
  let test: TestDatabase;
  let imports: DirectImports;

  beforeAll(async () => {
    test = await createTestDatabase();
    imports = await DirectImports.create(test.database, 'udt', {
      now: new Date('2026-08-30T08:00:00Z'),
      establishments: [{ code: 'college', uai: '9990001X', proposedYear: YEAR }],
    });
    await imports.know({ school, establishment: 'college' });
  });
  afterAll(async () => {
    await imports.close();
    await test.drop();
  });

  const count = (what: string): Promise<number> => countRows(test.database.sql, what);

  it('gets every session of its year, its groups and its pupils, and no other', async () => {
    const record = await imports.importByHand(await udt());
    expect(record.status).toBe('integrated');
    const lessons = udtLessons(school);
    expect(await count('session')).toBe(lessons.length);
    const { startsOn } = school.calendar;
    const firstDay = lessons.filter(({ date }) => date === startsOn);
    expect(await count(`session WHERE date = '${startsOn}'`)).toBe(firstDay.length);
    const inGroups = lessons.filter(({ course }) => course.groups.length > 0);
    expect(await count('session WHERE cardinality(groups) > 0')).toBe(inGroups.length);
    expect(await count('"group"')).toBe(school.groups.length);
    const members = school.groups.flatMap(({ parts }) =>
      school.pupils.filter((pupil) => pupil.parts.some((part) => parts.includes(part))),
    );
    expect(await count(`group_membership WHERE role = 'pupil'`)).toBe(members.length);
  });

  it('changes nothing when nothing changed, and what changed when something did', async () => {
    imports.now = new Date('2026-08-31T08:00:00Z');
    expect((await imports.import(await udt())).outcome).toBe('ignored');
    const { id, outcome } = await imports.import(await udt(changed));
    expect(outcome).toMatch(/^integrated/);
    const { counts } = await imports.record(id);
    expect([counts.sessionsCreated ?? 0, counts.sessionsCancelled ?? 0]).toEqual([0, 0]);
    expect(counts.sessionsModified).toBeGreaterThan(0);
  });
});
