import { beforeEach, describe, expect, it } from '@jest/globals';
import { CampusRepository, SchoolYearRepository } from '@timetable/persistence';
import {
  entDirectory,
  expectedSessions,
  exportBytes,
  makeSchool,
  mutate,
  type School,
} from '@timetable/generator';
import { DirectImports } from '../support/direct-imports.js';
import { ownCampus } from '../support/own-campus.js';
import { rowsOf } from '../support/rows.js';
import { RULES_SCHOOL } from '../support/rules-school.js';

const UAIS = { college: '9990001X', lycee: '9990002Y' } as const;
const size = { ...RULES_SCHOOL, pupils: 60, classes: 4, groups: 9, teachers: 10, courses: 60 };
const xml = (school: School) => exportBytes(school, { zip: false });
const sessionsOf = (school: School, after = '') =>
  [...expectedSessions(school)].filter(({ date }) => date > after).length;

describe('a cité scolaire of two establishments', () => {
  let imports: DirectImports;

  const test = ownCampus('cite', async (database, campusCode) => {
    imports = await DirectImports.create(database, campusCode, {
      now: new Date('2026-09-20T10:00:00Z'),
      establishments: (['college', 'lycee'] as const).map((code) => ({
        code,
        uai: UAIS[code],
        proposedYear: RULES_SCHOOL.year,
      })),
    });
    return imports;
  });

  const rows = (sql: string) => rowsOf(test.database.sql, sql, [imports.campusCode]);
  const countBy = async (): Promise<Record<string, unknown>> =>
    Object.fromEntries(
      (
        await rows(
          `SELECT replace(array_to_string(establishment_ids, '+'), $1 || '/', '') AS place, count(*)::int AS n
             FROM session WHERE campus_code = $1 AND state = 'planned' GROUP BY 1`,
        )
      ).map(({ place, n }) => [String(place), n]),
    );
  const states = () =>
    rows(
      `SELECT establishment.code, label, state FROM school_year JOIN establishment ON establishment.id = establishment_id
        WHERE campus_code = $1 AND state <> 'closed' ORDER BY code`,
    );

  describe('with one common export', () => {
    const common = makeSchool(size);
    /** Half of its classes are the lycée's: only the directory says so. */
    const shareOut = async () => {
      const directory = entDirectory(common, { establishment: 'college' });
      const classes = directory.classes.map((each, index) =>
        index < 2 ? each : { ...each, establishment: 'lycee' },
      );
      await imports.replaceDirectory([{ ...directory, classes }]);
      return new Map(classes.map(({ name, establishment }) => [name, establishment]));
    };

    it('gives each establishment the sessions of its classes, and both those they share', async () => {
      const placeOf = await shareOut();
      await imports.importByHand(await xml(common));
      const expected: Record<string, number> = {};
      for (const { course } of expectedSessions(common)) {
        const parts = course.groups.flatMap((group) => group.parts);
        const classes = common.classes.filter(
          (each) => course.classes.includes(each) || each.parts.some((part) => parts.includes(part)),
        );
        const place =
          [...new Set(classes.map(({ name }) => placeOf.get(name)))].sort().join('+') || 'college';
        expected[place] = (expected[place] ?? 0) + 1;
      }
      expect(Object.keys(expected)).toEqual(expect.arrayContaining(['college', 'lycee']));
      expect(await countBy()).toEqual(expected);
      expect(await states()).toMatchObject([{ state: 'open' }, { state: 'open' }]);
      imports.now = new Date('2026-10-10T10:00:00Z');
      expect((await imports.import(await xml(mutate(common, 'renumber', 4)))).outcome).toMatch(/^integrated/);
      expect(await countBy()).toEqual(expected);
    });

    it('refuses one in which one of the schools has no course left', async () => {
      const placeOf = await shareOut();
      await imports.importByHand(await xml(common));
      const before = await countBy();
      imports.now = new Date('2026-10-10T10:00:00Z');
      const courses = common.courses.filter(({ classes, groups }) => {
        const parts = groups.flatMap((group) => group.parts);
        return !common.classes.some(
          (each) =>
            placeOf.get(each.name) === 'lycee' &&
            (classes.includes(each) || each.parts.some((part) => parts.includes(part))),
        );
      });
      const { id } = await imports.import(await xml({ ...common, courses }));
      expect(await imports.record(id)).toMatchObject({
        ...{ status: 'rejected', messageCode: 'section_empty' },
        message: expect.stringContaining('les cours (Établissement lycee)'),
      });
      expect(await countBy()).toEqual(before);
    });

    it('opens the year where it awaits, and leaves alone the past where it is open', async () => {
      await shareOut();
      await imports.importByHand(await xml(common));
      await test.database.sql.run(
        `UPDATE school_year SET state = 'awaiting_first_import' WHERE establishment_id = $1 || '/lycee'`,
        [imports.campusCode],
      );
      imports.now = new Date('2026-10-10T10:00:00Z');
      const past = () =>
        rows(
          `SELECT id, rooms, state FROM session WHERE campus_code = $1 AND date <= '2026-10-10' ORDER BY id`,
        );
      const before = await past();
      const changed = mutate(common, 'change:20%', 4);
      const automatic = await imports.import(await xml(changed));
      expect(await imports.record(automatic.id)).toMatchObject({
        ...{ status: 'rejected', messageCode: 'first_import_required' },
      });
      const record = await imports.importByHand(await xml(changed));
      expect(record).toMatchObject({ firstOfYear: false });
      expect(record.thresholds.every(({ judged }) => judged)).toBe(true);
      expect(await past()).toEqual(before);
      expect(await states()).toMatchObject([{ state: 'open' }, { state: 'open' }]);
    });
  });

  describe('with one export each', () => {
    const college = makeSchool(size);
    const lycee = renumbered(makeSchool({ ...size, seed: 77, uai: UAIS.lycee }));
    beforeEach(async () => {
      await imports.know(
        { school: college, establishment: 'college' },
        { school: lycee, establishment: 'lycee' },
      );
    });

    it('keeps them apart, though their classes and groups bear the same names', async () => {
      await imports.importByHand(await xml(college), { establishment: 'college' });
      expect(await countBy()).toEqual({ college: sessionsOf(college) });
      expect(await states()).toMatchObject([{ state: 'open' }, { state: 'awaiting_first_import' }]);
      const early = await imports.import(await xml(lycee), { establishment: 'lycee' });
      expect(await imports.record(early.id)).toMatchObject({ messageCode: 'first_import_required' });
      const record = await imports.importByHand(await xml(lycee), { establishment: 'lycee' });
      expect(record.thresholds.filter(({ exceeded }) => exceeded)).toEqual([]);
      expect(await countBy()).toEqual({ college: sessionsOf(college), lycee: sessionsOf(lycee) });
      // Each one's next import changes its own sessions only.
      imports.now = new Date('2026-10-10T10:00:00Z');
      const { id } = await imports.import(await xml(mutate(lycee, 'drop-courses:5%', 4)), {
        establishment: 'lycee',
      });
      expect((await imports.record(id)).counts).toMatchObject({ sessionsCreated: 0, groupsCreated: 0 });
      expect(await countBy()).toMatchObject({ college: sessionsOf(college) });
    });

    it('refuses the file of the one at the address of the other', async () => {
      const { id } = await imports.import(await xml(college), { establishment: 'lycee', origin: 'manual' });
      const record = await imports.record(id);
      expect(record).toMatchObject({ status: 'rejected', messageCode: 'wrong_school' });
      expect(record.message).toContain(UAIS.lycee);
    });

    it('refuses the file of the one at the address of all, and names the right address', async () => {
      await imports.importByHand(await xml(college), { establishment: 'college' });
      await imports.importByHand(await xml(lycee), { establishment: 'lycee' });
      const before = await countBy();
      imports.now = new Date('2026-10-10T10:00:00Z');
      const { id } = await imports.import(await xml(mutate(lycee, 'change:1%', 4)));
      const record = await imports.record(id);
      expect(record).toMatchObject({
        ...{ status: 'rejected', messageCode: 'establishment_missing', nextActor: 'depositor' },
      });
      expect(record.message).toContain('aucune classe de Établissement college');
      expect(record.message).toContain(
        `Établissement lycee : https://depot.example.org/webdav/${imports.campusCode}/lycee/`,
      );
      expect(await countBy()).toEqual(before);
    });

    it('changes year on different days: a common deposit waits, each one’s own goes on', async () => {
      await imports.importByHand(await xml(college), { establishment: 'college' });
      await imports.importByHand(await xml(lycee), { establishment: 'lycee' });
      imports.now = new Date('2027-08-20T10:00:00Z');
      await openNext('college');
      // Opened for September: until then nothing changes.
      const before = await imports.import(await xml(mutate(college, 'rename-groups', 4)));
      expect((await imports.record(before.id)).messageCode).not.toBe('school_years_differ');
      imports.now = new Date('2027-09-01T10:00:00Z');
      for (const origin of ['automatic', 'manual'] as const) {
        const { id } = await imports.import(await xml(college), { origin });
        expect(await imports.record(id)).toMatchObject({
          ...{ status: 'rejected', messageCode: 'school_years_differ', nextActor: 'manager' },
          message: expect.stringContaining('2027-2028 et 2026-2027'),
        });
      }
      const next = makeSchool({ ...size, schoolYear: '2027-2028' });
      const automatic = await imports.import(await xml(next), { establishment: 'college' });
      expect(await imports.record(automatic.id)).toMatchObject({ messageCode: 'first_import_required' });
      const own = await imports.import(await xml(mutate(lycee, 'rename-groups', 4)), {
        establishment: 'lycee',
      });
      expect(own.outcome).toMatch(/^integrated/);
      const first = await imports.importByHand(await xml(next), { establishment: 'college' });
      expect(first).toMatchObject({ firstOfYear: true, schoolYear: '2027-2028' });
      // Last year's sessions stay readable.
      expect(await countBy()).toEqual({
        college: sessionsOf(college) + sessionsOf(next),
        lycee: sessionsOf(lycee),
      });
    });

    const openNext = (...codes: readonly string[]) =>
      new SchoolYearRepository(test.database).open(
        imports.campusCode,
        codes.map((code) => `${imports.campusCode}/${code}`),
        { label: '2027-2028', startsOn: '2027-09-01', endsOn: '2028-08-31', closures: [] },
        { login: 'test', at: imports.now },
      );

    it('prepares the next year before it begins, and goes on with the one in force', async () => {
      await imports.importByHand(await xml(college), { establishment: 'college' });
      imports.now = new Date('2027-06-10T10:00:00Z');
      const next = makeSchool({ ...size, schoolYear: '2027-2028' });
      const tooEarly = await imports.import(await xml(next), { establishment: 'college', origin: 'manual' });
      expect(await imports.record(tooEarly.id)).toMatchObject({
        ...{ status: 'rejected', messageCode: 'wrong_school_year', nextActor: 'manager' },
        message: expect.stringMatching(/2027-2028, qui n’est pas encore ouverte.*Ouvrez d’abord/),
      });
      await openNext('college');
      const pushed = await imports.import(await xml(next), { establishment: 'college' });
      expect(await imports.record(pushed.id)).toMatchObject({
        messageCode: 'first_import_required',
        message: expect.stringContaining('2027-2028'),
      });
      const first = await imports.importByHand(await xml(next), { establishment: 'college' });
      expect(first).toMatchObject({ firstOfYear: true, schoolYear: '2027-2028' });
      // Both go on side by side, each file into its own year.
      const running = await imports.import(await xml(mutate(college, 'rename-groups', 4)), {
        establishment: 'college',
      });
      expect(running.outcome).toMatch(/^integrated/);
      expect(await imports.record(running.id)).toMatchObject({ schoolYear: '2026-2027' });
      const changed = await imports.import(await xml(mutate(next, 'rename-groups', 4)), {
        establishment: 'college',
      });
      expect(changed.outcome).toMatch(/^integrated/);
      expect(await imports.record(changed.id)).toMatchObject({ schoolYear: '2027-2028' });
      imports.now = new Date('2027-09-01T10:00:00Z');
      const past = await imports.import(await xml(college), { establishment: 'college' });
      expect(await imports.record(past.id)).toMatchObject({ messageCode: 'wrong_school_year' });
    });
  });

  it('is imported from accepted formats and versions only', async () => {
    const school = makeSchool(size);
    const campuses = new CampusRepository(test.database);
    const refusedWith = async (settings: Parameters<CampusRepository['saveImportSettings']>[1]) => {
      await campuses.saveImportSettings(imports.campusCode, settings, { login: 'test', at: imports.now });
      const { id } = await imports.import(await xml(school), { origin: 'manual' });
      return imports.record(id);
    };
    const byVersion = await refusedWith({ formats: ['edt'], softwareVersions: ['EDT 2026'] });
    expect(byVersion).toMatchObject({
      status: 'rejected',
      messageCode: 'version_not_accepted',
      nextActor: 'manager',
    });
    expect(byVersion.message).toMatch(/1\.1.*EDT 2026/);
    const byFormat = await refusedWith({ formats: ['udt'] });
    expect(byFormat).toMatchObject({ status: 'rejected', messageCode: 'format_not_accepted' });
    expect(byFormat.message).toContain('EDT');
    expect(await refusedWith({ formats: ['edt'], softwareVersions: ['1.1'] })).toMatchObject({
      status: 'held',
    });
  });
});

/** The generator numbers the pupils and teachers of every school alike; administrations do not. */
function renumbered(school: School): School {
  const teachers = new Map(school.teachers.map((each) => [each, { ...each, stsId: `L${each.stsId}` }]));
  return {
    ...school,
    teachers: [...teachers.values()],
    pupils: school.pupils.map((pupil) => ({
      ...pupil,
      sieclId: `L${pupil.sieclId}`,
      nationalId: `L${pupil.nationalId}`,
    })),
    courses: school.courses.map((course) => ({
      ...course,
      teachers: course.teachers.map((each) => teachers.get(each) ?? each),
    })),
  };
}
