// What schools do to a timetable, and what of it an automatic import holds with the recommended settings (import-rules §4).
import { beforeEach, describe, expect, it } from '@jest/globals';
import { proposedClosures, type ThresholdCode } from '@timetable/domain';
import type { ImportRecord } from '@timetable/persistence';
import { entDirectory, exportBytes, makeSchool, mutate, type School } from '@timetable/generator';
import type { DirectImports } from '../support/direct-imports.js';
import { ownCampus } from '../support/own-campus.js';
import { firstRow } from '../support/rows.js';
import { RULES_SCHOOL } from '../support/rules-school.js';
import { fiveMinutesLater, taughtCollege } from '../support/taught-college.js';

/** Large enough for one class not to be a tenth of the school. */
const school = makeSchool({
  ...RULES_SCHOOL,
  pupils: 300,
  classes: 12,
  groups: 30,
  teachers: 30,
  courses: 300,
});
type Course = School['courses'][number];

const [firstClass] = school.classes;
const attends = (course: Course): boolean =>
  course.classes.some(({ name }) => name === firstClass?.name) ||
  course.groups.some(({ parts }) => parts.some((part) => firstClass?.parts.includes(part)));
const mapCourses = (change: (course: Course) => Course): School => ({
  ...school,
  courses: school.courses.map(change),
});
const off = (weeks: readonly number[], isConcerned: (course: Course) => boolean): School =>
  mapCourses((course) =>
    isConcerned(course) ? { ...course, exceptWeeks: [...(course.exceptWeeks ?? []), ...weeks] } : course,
  );
const weeksBetween = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
const only = (isKept: (course: Course) => boolean): School => ({
  ...school,
  courses: school.courses.filter(isKept),
});

describe('an automatic import, with the recommended settings', () => {
  let imports: DirectImports;

  const test = ownCampus('garde', async (database, campusCode) => {
    imports = await taughtCollege(database, campusCode, school);
    return imports;
  });

  const pushed = async (file: School | Uint8Array): Promise<ImportRecord> => {
    const bytes = file instanceof Uint8Array ? file : await exportBytes(file, { zip: false });
    return imports.record((await imports.import(bytes)).id);
  };
  const blocking = ({ thresholds }: ImportRecord): ThresholdCode[] =>
    thresholds.filter((verdict) => verdict.exceeded && verdict.blocking).map(({ code }) => code);
  const written = () =>
    firstRow(
      test.database.sql,
      `SELECT count(*)::int AS n, sum(hash_record_extended(session, 0)) AS content FROM session WHERE campus_code = $1`,
      [imports.campusCode],
    );

  it.each<[string, () => Promise<Uint8Array> | School, readonly ThresholdCode[]]>([
    [
      'half of the classes missing',
      () => mutate(school, 'drop-classes:50%', 1),
      ['sessions_disrupted', 'classes_gone'],
    ],
    ['half of the courses missing', () => mutate(school, 'drop-courses:50%', 1), ['sessions_disrupted']],
    [
      'every course on another weekday',
      () => mapCourses((course) => ({ ...course, day: (course.day % 5) + 1 })),
      ['sessions_disrupted'],
    ],
    [
      'the courses of one teacher only',
      () => only(({ teachers }) => teachers[0] === school.teachers[0]),
      ['sessions_disrupted', 'classes_gone'],
    ],
    ['the bell five minutes later', () => fiveMinutesLater(school), ['sessions_disrupted']],
    [
      'a third of the pupils gone',
      () => ({ ...school, pupils: school.pupils.filter(({ ident }) => ident % 3 > 0) }),
      ['memberships_ended'],
    ],
    ['one more week closed', () => mutate(school, 'close-week:30', 1), ['closures_added']],
  ])('holds %s, and nothing changes', async (_, file, codes) => {
    const before = await written();
    const record = await pushed(await file());
    expect(record).toMatchObject({ status: 'held', messageCode: 'blocking_threshold', nextActor: 'manager' });
    expect(blocking(record)).toEqual(expect.arrayContaining([...codes]));
    expect(record.message).toMatch(/ intégrez quand même ; sinon, .+\.$/);
    expect(await written()).toEqual(before);
  });

  it.each<[string, School]>([
    ['a strike on a Friday', off([20], ({ day }) => day === 5)],
    ['a class away for a week', off([20], attends)],
    [
      'examinations of a week for three classes',
      off([30], ({ classes }) => classes.some(({ ident }) => ident <= 3)),
    ],
    ['one class without any course any more', only((course) => !attends(course))],
    ['five courses of a hundred changed', mutate(school, 'change:5%', 1)],
  ])('lets through %s', async (_, file) => {
    const record = await pushed(file);
    expect(blocking(record)).toEqual([]);
    expect(record.status).toMatch(/^integrated/);
    expect(record.counts.servicesModified ?? 0).toBe(0);
  });

  describe('where the calendar of the academic zone is in the ENT: one closure more is no tenth of them', () => {
    beforeEach(async () => {
      const { closures } = proposedClosures({ ...RULES_SCHOOL.year, academicZone: RULES_SCHOOL.zone });
      expect(closures.length).toBeGreaterThanOrEqual(10);
      await test.database.sql.run(
        `INSERT INTO closure (establishment_id, school_year, starts_on, ends_on, source)
         SELECT $1, $2, "startsOn", "endsOn", 'calendar' FROM jsonb_to_recordset($3) AS run ("startsOn" date, "endsOn" date)
         ON CONFLICT (establishment_id, school_year, starts_on, ends_on) DO UPDATE SET source = 'calendar'`,
        [`${imports.campusCode}/college`, RULES_SCHOOL.year.label, JSON.stringify(closures)],
      );
    });

    it.each<[string, School]>([
      ['that stops in two weeks', off(weeksBetween(9, 53), () => true)],
      [
        'that stops in two weeks, but for one week of the summer',
        off([...weeksBetween(9, 42), ...weeksBetween(44, 53)], () => true),
      ],
      ['that lacks the months of winter', off(weeksBetween(14, 28), () => true)],
    ])('holds a file %s', async (_, file) => {
      const record = await pushed(file);
      expect(record.status).toBe('held');
      expect(blocking(record)).toContain('sessions_disrupted');
    });

    it('lets through a file that closes one week more', async () => {
      const record = await pushed(mutate(school, 'close-week:30', 1));
      expect(record.status).toMatch(/^integrated/);
    });
  });

  it('says which classes are missing, and what to look at in EDT', async () => {
    const file = mutate(school, 'drop-classes:50%', 1);
    const { message } = await pushed(file);
    const left = new Set(file.classes.map(({ name }) => name));
    const gone = school.classes.filter(({ name }) => !left.has(name)).map(({ name }) => name);
    expect(message).toContain('La moitié des classes n’auraient plus de séance à venir : ');
    for (const name of gone) expect(message).toContain(name);
    expect(message).toContain('vérifiez dans EDT que toutes les classes et tous leurs cours sont exportés');
  });

  it('ends no membership when the directory was emptied of its pupils: who is absent stays who they were', async () => {
    const changed = mutate(school, 'change:1%', 1);
    expect((await pushed(changed)).status).toMatch(/^integrated/);
    await imports.replaceDirectory([{ ...entDirectory(school, { establishment: 'college' }), pupils: [] }], {
      isConfirmed: true,
    });
    for (const file of [changed, school]) {
      const record = await pushed(file);
      expect(record.status).toMatch(/^integrated|ignored/);
      expect(record.counts['membershipsEnded'] ?? 0).toBe(0);
      expect(record.counts['groupsDeleted'] ?? 0).toBe(0);
    }
  });

  describe('a return', () => {
    const half = mutate(school, 'drop-classes:50%', 1);
    beforeEach(async () => {
      const held = await pushed(half);
      expect(await imports.approve(held.id)).toMatch(/^integrated/);
    });

    const expectReturn = (record: ImportRecord): void => {
      expect(record.status).toMatch(/^integrated/);
      expect(blocking(record)).toEqual([]);
      const created = record.thresholds.find(({ code }) => code === 'services_created');
      expect(created).toMatchObject({
        judged: false,
        sentence: expect.stringContaining('non applicable : retour à un emploi du temps déjà connu'),
      });
      expect(record.steps.find(({ step }) => step === 'thresholds')?.message).toContain('Retour à un emploi');
    };

    it('to a timetable integrated before is not held', async () => {
      expectReturn(await pushed(school));
    });

    it('that takes back what the last import did, in another file, is not held', async () => {
      expectReturn(await pushed(mutate(school, 'renumber', 2)));
    });

    it('is none when something else is gone with it', async () => {
      const record = await pushed(mutate(mutate(school, 'renumber', 2), 'drop-courses:2%', 2));
      expect(record.status).toBe('held');
      expect(blocking(record)).toContain('services_created');
    });
  });
});
