import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportBytes, makeSchool, ORDINARY_SCHOOL, stswebLessons } from '@timetable/generator';
import { DirectImports } from '../support/direct-imports.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { countRows } from '../support/rows.js';

const YEAR = { label: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-08-31' };
const SMALL = { ...ORDINARY_SCHOOL, pupils: 120, classes: 6, groups: 16, teachers: 14, courses: 200 };
/** The Friday after Ascension Thursday: no public holiday, and no day of school in the generator's calendar. */
const BRIDGE = '2027-05-07';

/** What programs exchange with STSWEB through the whole chain: counts by the generator's own way, rules as for any format. */
describe('a school that sends what it exchanges with STSWEB', () => {
  const school = makeSchool({ ...SMALL, seed: 7, uai: '9990001X', schoolYear: '2026-2027', zone: 'B' });
  const both = (of = school) => exportBytes(of, { format: 'sts', zip: true });
  const alone = (of = school) => exportBytes(of, { format: 'sts', zip: false });
  const lessons = stswebLessons(school);
  let test: TestDatabase;
  let imports: DirectImports;

  beforeAll(async () => {
    test = await createTestDatabase();
    imports = await DirectImports.create(test.database, 'sts', {
      now: new Date('2026-08-30T08:00:00Z'),
      establishments: [{ code: 'college', uai: '9990001X', proposedYear: YEAR }],
    });
    await imports.know({ school, establishment: 'college' });
    await test.database.sql.run(
      `INSERT INTO closure (establishment_id, school_year, starts_on, ends_on, source)
       VALUES ('sts/college', '2026-2027', $1, $1, 'manual')`,
      [BRIDGE],
    );
  });
  afterAll(async () => {
    await imports.close();
    await test.drop();
  });

  const count = (what: string): Promise<number> => countRows(test.database.sql, what);

  it('is told to send sts_emp once, as long as nobody has', async () => {
    const { id, outcome } = await imports.import(await alone(), { origin: 'manual' });
    expect(outcome).toBe('rejected');
    expect(await imports.record(id)).toMatchObject({
      messageCode: 'sts_emp_missing',
      message: expect.stringMatching(/pour l’établissement 9990001X\. Déposez dans une même archive/),
    });
  });

  it('is refused when the file is of another establishment', async () => {
    const other = await both({ ...school, uai: '9990002Y' });
    const { id } = await imports.import(other, { origin: 'manual' });
    expect((await imports.record(id)).messageCode).toBe('wrong_school');
    expect(await count('stsweb_export')).toBe(0);
  });

  it('gets every session of its year and its groups, none on a closed day', async () => {
    const record = await imports.importByHand(await both());
    expect(record.status).toBe('integrated');
    expect(await count('session')).toBe(lessons.length);
    const holidays = `'2026-11-11', '2027-03-29', '${BRIDGE}', '2027-05-17', '2026-08-31'`;
    expect(await count(`session WHERE date IN (${holidays})`)).toBe(0);
    const inGroups = lessons.filter(({ course }) => course.groups.length > 0);
    expect(await count('session WHERE cardinality(groups) > 0')).toBe(inGroups.length);
    const taught = new Set(school.courses.flatMap((course) => course.groups));
    expect(await count('"group"')).toBe(school.groups.length);
    expect(taught.size).toBeGreaterThan(5);
    expect(await count(`session WHERE '' = ANY (teachers) OR cardinality(teachers) = 0`)).toBe(0);
  });

  it('changes nothing when nothing changed, be it sent without sts_emp', async () => {
    imports.now = new Date('2026-08-31T08:00:00Z');
    expect((await imports.import(await both())).outcome).toBe('ignored');
    expect((await imports.import(await alone())).outcome).toBe('ignored');
  });

  it('keeps whom the ENT has in its groups, and tells nothing of it', async () => {
    await test.database.sql.run(
      `INSERT INTO group_membership (group_id, person_id, role, starts_on, ends_on)
       SELECT id, 'college-eleve-1000001', 'pupil', '2026-09-01', '2027-08-31' FROM "group"`,
    );
    const inTheFirstRoom = school.courses.map((course, index) =>
      index < 10 ? { ...course, room: school.rooms[0] } : course,
    );
    const [dropped] = school.groups.toReversed();
    const courses = inTheFirstRoom.filter(({ groups }) => !groups.some((group) => group === dropped));
    const groups = school.groups.filter((group) => group !== dropped);
    const { id, outcome } = await imports.import(await alone({ ...school, courses, groups }));
    expect(outcome).toMatch(/^integrated/);
    const { counts } = await imports.record(id);
    expect([counts.sessionsCreated ?? 0, counts.membershipsKept ?? 0, counts.groupsDeleted]).toEqual([
      0, 0, 1,
    ]);
    expect(counts.sessionsModified).toBeGreaterThan(0);
    const still = `group_membership WHERE role = 'pupil' AND ends_on = '2027-08-31'`;
    expect(await count(still)).toBe(groups.length);
  });

  it('forgets what STSWEB said of years that are over', async () => {
    await test.database.sql.run(
      `INSERT INTO stsweb_export (establishment_id, start_year, content, received_at)
       VALUES ('sts/college', 2024, '{}', now()), ('sts/college', 2025, '{}', now())`,
    );
    imports.now = new Date('2026-09-10T08:00:00Z');
    const subjects = school.subjects.map((subject) => ({ ...subject, label: `${subject.label} (2)` }));
    const relabelled = school.courses.map((course) => ({
      ...course,
      subject: subjects.find(({ ident }) => ident === course.subject.ident) ?? course.subject,
    }));
    const { outcome } = await imports.import(await both({ ...school, subjects, courses: relabelled }));
    expect(outcome).toMatch(/^integrated/);
    expect(await count('stsweb_export WHERE start_year < 2025')).toBe(0);
    expect(await count('stsweb_export')).toBe(2);
  });
});
