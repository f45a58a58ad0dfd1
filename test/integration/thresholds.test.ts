import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { THRESHOLD_CODES, type ThresholdCode, type ThresholdSetting } from '@timetable/domain';
import { ThresholdRepository, type ImportRecord } from '@timetable/persistence';
import { expectedSessions, exportBytes, makeSchool, mutate, type School } from '@timetable/generator';
import { DirectImports } from '../support/direct-imports.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { firstRow } from '../support/rows.js';
import { RULES_SCHOOL } from '../support/rules-school.js';
import { servicesOf, serviceChanges, sessionsAfter, type Course } from '../support/school-model.js';

const TODAY = '2026-10-10';
const school = makeSchool(RULES_SCHOOL);
/** Neither a rate of 100 % nor fewer than a million of anything exceeds it. */
const SILENT = { limit: 100, blocking: false, minCount: 1_000_000 };

interface Expected {
  readonly numerator: number;
  readonly denominator: number;
}

interface ThresholdCase extends Expected {
  readonly code: ThresholdCode;
  readonly what: string;
  readonly file: School;
}

const withCourses = (change: (course: Course, index: number) => Course): School => ({
  ...school,
  courses: school.courses.map(change),
});
const services = servicesOf(school);
const added = mutate(school, 'add-subjects:5', 3);
const dropped = mutate(school, 'drop-services:60%', 3);
const otherTeachers = withCourses((course) => {
  const other = school.teachers.find((teacher) => !course.teachers.includes(teacher));
  return course.subject.code === 'MATHS' && other !== undefined ? { ...course, teachers: [other] } : course;
});
/** Four courses lose three weeks each, in which the rest of the school works. */
const lost = school.courses
  .filter(({ rhythm, classes }) => rhythm === 'every' && classes.length > 0)
  .slice(0, 4);
const losing = withCourses((course) =>
  lost.includes(course) ? { ...course, exceptWeeks: [12, 13, 14] } : course,
);
const reopened: School = {
  ...school,
  calendar: {
    ...school.calendar,
    vacationWeeks: new Set(
      [...school.calendar.vacationWeeks].filter((monday) => !monday.startsWith('2026-10')),
    ),
  },
};
const strangers = school.teachers.slice(0, 3);
const withStrangers: School = replacingTeachers((teacher) =>
  strangers.includes(teacher)
    ? {
        ...teacher,
        lastName: `INCONNU${teacher.ident}`,
        idpn: `Z${teacher.ident}`,
        stsId: `X${teacher.ident}`,
      }
    : teacher,
);
const withUnknownPupils: School = {
  ...school,
  pupils: school.pupils.map((pupil, index) =>
    index < 7
      ? {
          ...pupil,
          lastName: `INCONNU${index}`,
          nationalId: `X${index}`,
          sieclId: `X${index}`,
          idpn: `X${index}`,
        }
      : pupil,
  ),
};
/** A new name and, since that alone would be recognised, half of the pupils in another class. */
const withNewClass = replacingClasses((each, index) =>
  index === 0 ? { ...each, name: 'CLASSE RELAIS' } : each,
);
const [newClass, otherClass] = withNewClass.classes;
const withUnknownClass: School = {
  ...withNewClass,
  pupils: withNewClass.pupils.map((pupil, index) =>
    pupil.schoolClass === newClass && otherClass !== undefined && index % 2 === 0
      ? { ...pupil, schoolClass: otherClass }
      : pupil,
  ),
};
const withEmptyGroup: School = {
  ...replacingClasses((each, index) => (index === 0 ? { ...each, parts: [...each.parts, 9_000] } : each)),
  groups: [...school.groups, { ident: 9_000, name: 'CLUB SANS ÉLÈVE', parts: [9_000] }],
};

/** Nothing is taught any more to the first class, nor to a group that has pupils of it. */
const [silentClass] = school.classes;
const isSilent = ({ parts }: { readonly parts: readonly number[] }): boolean =>
  parts.some((part) => silentClass?.parts.includes(part));
const withoutOneClass: School = {
  ...school,
  courses: school.courses.filter(
    ({ classes, groups }) =>
      !classes.some(({ name }) => name === silentClass?.name) && !groups.some(isSilent),
  ),
};
const stays = (pupil: School['pupils'][number]): boolean => pupil.ident % 3 !== 0;
const membershipsOf = (pupils: School['pupils']): number =>
  school.groups
    .map(({ parts }) => pupils.filter((pupil) => pupil.parts.some((part) => parts.includes(part))).length)
    .reduce((sum, count) => sum + count, 0);

const CASES: readonly ThresholdCase[] = [
  {
    code: 'subjects_created',
    what: 'five new subjects',
    file: added,
    ...{ numerator: 5, denominator: school.subjects.length },
  },
  { code: 'services_created', what: 'five new subjects', file: added, ...serviceRate('created', added) },
  {
    code: 'services_modified',
    what: 'another teacher for mathematics',
    file: otherTeachers,
    ...serviceRate('modified', otherTeachers),
  },
  {
    code: 'services_deleted',
    what: '60 % of services gone',
    file: dropped,
    ...serviceRate('deleted', dropped),
  },
  {
    code: 'sessions_cancelled',
    what: 'four courses without three of their weeks',
    file: losing,
    ...{ numerator: sessionsLost(losing), denominator: sessionsAfter(school, TODAY) },
  },
  {
    code: 'closures_added',
    what: 'one more week closed',
    file: mutate(school, 'close-week:30', 3),
    ...{ numerator: 1, denominator: 4 },
  },
  {
    code: 'closures_removed',
    what: 'the autumn holidays open',
    file: reopened,
    ...{ numerator: 1, denominator: 4 },
  },
  {
    code: 'teachers_unmatched',
    what: 'three teachers nobody knows',
    file: withStrangers,
    ...{
      numerator: atWork().filter((ident) => strangers.some((teacher) => teacher.ident === ident)).length,
      denominator: atWork().length,
    },
  },
  {
    code: 'pupils_unmatched',
    what: 'seven pupils nobody knows',
    file: withUnknownPupils,
    ...{ numerator: 7, denominator: school.pupils.length },
  },
  {
    code: 'classes_unmatched',
    what: 'a class nobody knows',
    file: withUnknownClass,
    ...{ numerator: 1, denominator: school.classes.length },
  },
  {
    code: 'groups_unmatched',
    what: 'a group without any known pupil',
    file: withEmptyGroup,
    ...{ numerator: 1, denominator: school.groups.length + 1 },
  },
  {
    code: 'closure_consistency',
    what: 'another end of the year',
    file: { ...school, calendar: { ...school.calendar, endsOn: '2027-08-30' } },
    ...{ numerator: 1, denominator: 0 },
  },
  {
    code: 'classes_gone',
    what: 'a class without any course',
    file: withoutOneClass,
    ...{ numerator: 1, denominator: school.classes.length },
  },
  {
    code: 'sessions_disrupted',
    what: '60 % of services gone',
    file: dropped,
    ...{ numerator: sessionsLost(dropped), denominator: sessionsAfter(school, TODAY) },
  },
  {
    code: 'memberships_ended',
    what: 'a third of the pupils gone from the file',
    file: { ...school, pupils: school.pupils.filter(stays) },
    ...{
      numerator: membershipsOf(school.pupils) - membershipsOf(school.pupils.filter(stays)),
      denominator: membershipsOf(school.pupils),
    },
  },
];

describe('each threshold alone, on a changed export', () => {
  let test: TestDatabase;
  let imports: DirectImports;

  beforeAll(async () => {
    test = await createTestDatabase();
    imports = await DirectImports.create(test.database, 'seuils', {
      now: new Date('2026-09-20T10:00:00Z'),
      establishments: [{ code: 'college', uai: school.uai, proposedYear: RULES_SCHOOL.year }],
    });
    await imports.know({ school, establishment: 'college' });
    await imports.importByHand(await exportBytes(school, { zip: false }));
    // After the last lesson of the day: what is to come begins tomorrow.
    imports.now = new Date(`${TODAY}T18:00:00Z`);
  });
  afterEach(async () => {
    await test.database.sql.run(`DELETE FROM closure WHERE source = 'manual'`);
  });
  afterAll(async () => {
    await imports.close();
    await test.drop();
  });

  const settle = (code: ThresholdCode, setting: Omit<ThresholdSetting, 'code'>) =>
    new ThresholdRepository(test.database).save(
      'seuils',
      THRESHOLD_CODES.map((each) => ({ code: each, ...(each === code ? setting : SILENT) })),
      { login: 'test', at: imports.now },
    );
  const written = () =>
    firstRow(
      test.database.sql,
      `SELECT (SELECT array_agg(state_version) FROM establishment) AS versions, count(*)::int AS n,
              sum(hash_record_extended(session, 0)) AS content FROM session`,
    );
  const pushed = async (file: School): Promise<ImportRecord> => {
    // As autovacuum does between two imports, while staging is empty: every statement must bear what the planner then believes.
    await imports.database.sql.run('ANALYZE');
    return imports.record((await imports.import(await exportBytes(file, { zip: false }))).id);
  };
  const verdictOf = ({ thresholds }: ImportRecord, code: ThresholdCode) =>
    thresholds.find((verdict) => verdict.code === code);

  it('covers all of them', () => {
    expect(CASES.map(({ code }) => code)).toEqual(THRESHOLD_CODES);
    for (const { numerator } of CASES) expect(numerator).toBeGreaterThan(0);
  });

  it.each(CASES)('$code stops an import for $what, at its exact value and not before', async (given) => {
    const { code, file, numerator, denominator } = given;
    const isRate = code !== 'closure_consistency';
    const percent = (100 * numerator) / denominator;
    const before = await written();

    // Just under the value: exceeded, alone, and blocking.
    const under = Math.ceil(percent * 100 - 1) / 100;
    await settle(code, { limit: isRate ? Math.max(0, under) : 0, blocking: true });
    const held = await pushed(file);
    expect(verdictOf(held, code)).toMatchObject({ numerator, denominator, exceeded: true, judged: true });
    expect(held.thresholds.filter(({ exceeded }) => exceeded).map((verdict) => verdict.code)).toEqual([code]);
    expect(held).toMatchObject({ status: 'held', messageCode: 'blocking_threshold', nextActor: 'manager' });
    expect(await written()).toEqual(before);

    // A floor above the number: not judged. The value itself: not exceeded. Both by hand, which always waits.
    const byHand = async () => {
      const { id } = await imports.import(await exportBytes(file, { zip: false }), { origin: 'manual' });
      return imports.record(id);
    };
    await settle(code, { limit: 0, blocking: true, minCount: numerator + 1 });
    expect(verdictOf(await byHand(), code)).toMatchObject({ exceeded: false, judged: false });
    await settle(code, { limit: 0, blocking: true, minCount: numerator });
    expect(verdictOf(await byHand(), code)).toMatchObject({ exceeded: true, judged: true });
    if (isRate) {
      await settle(code, { limit: Math.min(100, Math.ceil(percent * 100) / 100), blocking: true });
      const atValue = await byHand();
      expect(verdictOf(atValue, code)).toMatchObject({ exceeded: false, judged: true });
      expect(atValue).toMatchObject({ status: 'held', messageCode: 'confirmation_required' });
    }
    expect(await written()).toEqual(before);
  });

  it('counts the sessions of the file that fall on a day the manager closed', async () => {
    const day = '2026-11-24';
    await test.database.sql.run(
      `INSERT INTO closure (establishment_id, school_year, starts_on, ends_on, source)
       VALUES ('seuils/college', '2026-2027', $1, $1, 'manual')`,
      [day],
    );
    await settle('closure_consistency', { limit: 0, blocking: true });
    const record = await pushed({ ...school, rooms: [...school.rooms] });
    const count = [...expectedSessions(school)].filter(({ date }) => date === day).length;
    expect(record.status).toBe('held');
    expect(verdictOf(record, 'closure_consistency')).toMatchObject({ numerator: count, exceeded: true });
  });

  it('lets an approval through for one plan only, and leaves the settings as they are', async () => {
    await settle('services_deleted', { limit: 10, blocking: true });
    const held = await pushed(dropped);
    expect(held.status).toBe('held');
    expect(await imports.approve(held.id)).toMatch(/^integrated/);
    // Back to the whole school, then another cut of that size: the former approval does not count.
    await settle('services_created', SILENT);
    expect((await pushed(school)).status).toMatch(/^integrated/);
    await settle('services_deleted', { limit: 10, blocking: true });
    expect((await pushed(mutate(school, 'drop-services:60%', 4))).status).toBe('held');
  });

  it('only alerts when it does not block, and writes', async () => {
    await settle('pupils_unmatched', { limit: 1, blocking: false });
    const record = await pushed(withUnknownPupils);
    expect(record.status).toBe('integrated_with_alerts');
    expect(record.thresholds.filter(({ exceeded }) => exceeded).map(({ code }) => code)).toEqual([
      'pupils_unmatched',
    ]);
    expect(record.steps.find(({ step }) => step === 'thresholds')).toMatchObject({ state: 'alert' });
  });
});

function serviceRate(change: 'created' | 'modified' | 'deleted', file: School): Expected {
  return { numerator: serviceChanges(school, file)[change], denominator: services.size };
}

/** Sessions to come of the courses that stay, which the file no longer has. */
function sessionsLost(file: School): number {
  return sessionsAfter(school, TODAY) - sessionsAfter(file, TODAY);
}

function atWork(): number[] {
  const used = new Set(
    [...expectedSessions(school)].flatMap(({ course }) => course.teachers.map(({ ident }) => ident)),
  );
  return [...used];
}

function replacingTeachers(
  change: (teacher: School['teachers'][number]) => School['teachers'][number],
): School {
  const changed = new Map(school.teachers.map((teacher) => [teacher, change(teacher)]));
  return {
    ...school,
    teachers: [...changed.values()],
    courses: school.courses.map((course) => ({
      ...course,
      teachers: course.teachers.map((teacher) => changed.get(teacher) ?? teacher),
    })),
  };
}

function replacingClasses(
  change: (each: School['classes'][number], index: number) => School['classes'][number],
): School {
  const changed = new Map(school.classes.map((each, index) => [each, change(each, index)]));
  return {
    ...school,
    classes: [...changed.values()],
    pupils: school.pupils.map((pupil) => ({
      ...pupil,
      schoolClass: changed.get(pupil.schoolClass) ?? pupil.schoolClass,
    })),
    courses: school.courses.map((course) => ({
      ...course,
      classes: course.classes.map((each) => changed.get(each) ?? each),
    })),
  };
}
