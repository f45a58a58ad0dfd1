import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exportBytes, makeSchool, mutate, type School } from '@timetable/generator';
import { DirectImports } from '../support/direct-imports.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { RULES_SCHOOL } from '../support/rules-school.js';
import { taughtCollege } from '../support/taught-college.js';

/** Whatever EDT renumbers or people rename, the ENT's sessions, groups and services keep their ids. */
describe('identity through imports', () => {
  const school = makeSchool(RULES_SCHOOL);
  let test: TestDatabase;
  let imports: DirectImports;
  let campus = 0;

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  beforeEach(async () => {
    imports = await taughtCollege(test.database, `identity${(campus += 1)}`, school);
  });
  afterEach(() => imports.close());

  const ids = async (): Promise<unknown> => ({
    sessions: await rows(
      "SELECT id, date, start_minute FROM session WHERE campus_code = $1 AND state = 'planned' ORDER BY id",
    ),
    groups: await rows(
      'SELECT id, key FROM "group" WHERE campus_code = $1 AND deleted_at IS NULL ORDER BY id',
    ),
    services: await rows('SELECT id FROM service WHERE campus_code = $1 AND deleted_at IS NULL ORDER BY id'),
    subjects: await rows(
      `SELECT key FROM subject WHERE establishment_id LIKE $1 || '/%' AND deleted_at IS NULL ORDER BY key`,
    ),
  });
  const rows = (sql: string) => rowsOf(test.database.sql, sql, [imports.campusCode]);
  const importing = async (changed: School) => {
    const { id, outcome } = await imports.import(await exportBytes(changed, { zip: true }));
    return { outcome, counts: (await imports.record(id)).counts };
  };
  const NOTHING_NEW = {
    ...{
      sessionsCreated: 0,
      sessionsCancelled: 0,
      sessionsModified: 0,
      subjectsCreated: 0,
      subjectsDeleted: 0,
    },
    ...{ groupsCreated: 0, groupsDeleted: 0, servicesCreated: 0, servicesDeleted: 0 },
  };

  it('is kept when every Ident is another, in another order', async () => {
    const before = await ids();
    const { outcome, counts } = await importing(mutate(school, 'renumber', 7));
    expect(outcome).toMatch(/^integrated/);
    expect(counts).toMatchObject({
      ...NOTHING_NEW,
      groupsRenamed: 0,
      membershipsAdded: 0,
      membershipsEnded: 0,
    });
    expect(await ids()).toEqual(before);
  });

  it('is kept when the groups of a class get other names', async () => {
    const before = await ids();
    const [first] = school.classes;
    const isOfFirst = (parts: readonly number[]) => parts.some((part) => first?.parts.includes(part));
    const renamed = new Map(
      school.groups.map((group) => [
        group,
        isOfFirst(group.parts) ? { ...group, name: `Équipe ${group.ident}` } : group,
      ]),
    );
    const count = school.groups.filter(({ parts }) => isOfFirst(parts)).length;
    const { counts } = await importing({
      ...school,
      groups: [...renamed.values()],
      courses: school.courses.map((course) => ({
        ...course,
        groups: course.groups.map((group) => renamed.get(group) ?? group),
      })),
    });
    expect(count).toBeGreaterThan(1);
    expect(counts).toMatchObject({ ...NOTHING_NEW, groupsRenamed: count });
    expect(await ids()).toEqual(before);
    expect(
      await rows(`SELECT count(*)::int AS n FROM "group" WHERE campus_code = $1 AND name LIKE 'Équipe %'`),
    ).toEqual([{ n: count }]);
  });

  it('is kept when a teacher’s name changes under the same IDPN', async () => {
    // The directory learned the identifier of everybody by then.
    await test.database.sql.run(
      `UPDATE person SET idpn = known.idpn FROM (SELECT * FROM jsonb_to_recordset($2) AS item (sts text, idpn text)) AS known
        WHERE campus_code = $1 AND kind = 'teacher' AND ent_id = 'college-enseignant-' || known.sts`,
      [imports.campusCode, JSON.stringify(school.teachers.map(({ stsId, idpn }) => ({ sts: stsId, idpn })))],
    );
    const before = await ids();
    const { counts } = await importing(mutate(school, 'rename-teachers:4', 7));
    expect(counts).toMatchObject({ ...NOTHING_NEW, servicesModified: 0 });
    expect(await ids()).toEqual(before);
  });

  it('is kept when the current state is rebuilt: other numbers, order and IDPN, groups renamed', async () => {
    const before = await ids();
    const rebuilt = mutate(mutate(school, 'rename-groups', 7), 'renumber', 8);
    const { counts } = await importing({
      ...rebuilt,
      pupils: rebuilt.pupils.map((pupil) => ({ ...pupil, idpn: `N${pupil.idpn.slice(1)}` })),
    });
    expect(counts).toMatchObject(NOTHING_NEW);
    expect(counts['groupsRenamed']).toBeGreaterThan(0);
    expect(await ids()).toEqual(before);
  });

  it('is kept when a class is renamed in EDT only, which the report and the match workbench say', async () => {
    const before = await ids();
    const [first] = school.classes;
    if (first === undefined) throw new Error('The school has no class.');
    const renamed = { ...first, name: `${first.name} BIS` };
    const of = (name: typeof first) => (name === first ? renamed : name);
    const { id, outcome } = await imports.import(
      await exportBytes(
        {
          ...school,
          classes: school.classes.map(of),
          pupils: school.pupils.map((pupil) => ({ ...pupil, schoolClass: of(pupil.schoolClass) })),
          courses: school.courses.map((course) => ({ ...course, classes: course.classes.map(of) })),
        },
        { zip: true },
      ),
    );
    expect(outcome).toMatch(/^integrated/);
    const { counts, recognised, unmatched } = await imports.record(id);
    expect(counts).toMatchObject({ ...NOTHING_NEW, servicesModified: 0, groupsModified: 0 });
    expect(await ids()).toEqual(before);
    expect(recognised).toEqual([{ kind: 'class', label: renamed.name, knownAs: first.name, by: 'members' }]);
    expect(unmatched['class']).toBeUndefined();
    expect(await rows(`SELECT by, reason FROM match WHERE campus_code = $1 AND label LIKE '% BIS'`)).toEqual([
      { by: 'members', reason: null },
    ]);
  });

  it('is kept when a class the ENT lacked is matched at last, from now on', async () => {
    await imports.close();
    const late = await DirectImports.create(test.database, `late${campus}`, {
      now: new Date('2026-09-20T10:00:00Z'),
      establishments: [{ code: 'college', uai: school.uai, proposedYear: RULES_SCHOOL.year }],
    });
    imports = late;
    const bytes = await exportBytes(school, { zip: false });
    await late.know({ school: { ...school, classes: school.classes.slice(1) }, establishment: 'college' });
    await late.importByHand(bytes);
    const before = await rows(
      'SELECT id, date, start_minute FROM session WHERE campus_code = $1 ORDER BY id',
    );
    const services = await rows(
      'SELECT id FROM service WHERE campus_code = $1 AND deleted_at IS NULL ORDER BY id',
    );
    late.now = new Date('2026-10-10T10:00:00Z');
    await late.know({ school, establishment: 'college' });
    const { counts } = await importing(school);
    expect(counts).toMatchObject({
      sessionsCreated: 0,
      sessionsCancelled: 0,
      servicesCreated: 0,
      servicesDeleted: 0,
    });
    expect(counts['sessionsModified']).toBeGreaterThan(50);
    expect(
      await rows('SELECT id, date, start_minute FROM session WHERE campus_code = $1 ORDER BY id'),
    ).toEqual(before);
    expect(
      await rows('SELECT id FROM service WHERE campus_code = $1 AND deleted_at IS NULL ORDER BY id'),
    ).toEqual(services);
    const left = `SELECT count(*)::int AS n FROM session WHERE campus_code = $1 AND date > '2026-10-10'
                     AND EXISTS (SELECT FROM unnest(audience) AS item WHERE item LIKE '_:?%')`;
    expect(await rows(left)).toEqual([{ n: 0 }]);
  });
});
