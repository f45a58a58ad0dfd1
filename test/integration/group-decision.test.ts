import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MatchReader, MatchRepository } from '@timetable/persistence';
import { importDirectly } from '@timetable/direct-import';
import { exportBytes, makeSchool, type School } from '@timetable/generator';
import { DirectImports } from '../support/direct-imports.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { RULES_SCHOOL } from '../support/rules-school.js';

/** A group that changes name and some members at once: only a person can say that it is the same one. */
describe('a decision on a group', () => {
  const school = makeSchool(RULES_SCHOOL);
  let test: TestDatabase;
  let imports: DirectImports;

  beforeAll(async () => {
    test = await createTestDatabase();
    imports = await DirectImports.create(test.database, 'groupes', {
      now: new Date('2026-09-20T10:00:00Z'),
      establishments: [{ code: 'college', uai: school.uai, proposedYear: RULES_SCHOOL.year }],
    });
    await imports.know({ school, establishment: 'college' });
    await imports.importByHand(await exportBytes(school, { zip: false }));
    imports.now = new Date('2026-10-10T10:00:00Z');
  });
  afterAll(async () => {
    await imports.close();
    await test.drop();
  });

  it('applies at once to a held import, which then keeps the group and its sessions', async () => {
    const [group] = school.groups;
    const [part] = group?.parts ?? [];
    const pupil = school.pupils.find(({ parts }) => part !== undefined && parts.includes(part));
    if (group === undefined || pupil === undefined) throw new Error('The school has no such group.');
    const disguised = rename(without(school, pupil, part), group, 'Soutien du lundi');
    const held = await imports.import(await exportBytes(disguised, { zip: false }), { origin: 'manual' });
    expect(held.outcome).toBe('held');
    expect((await imports.record(held.id)).counts).toMatchObject({ groupsCreated: 1, groupsDeleted: 1 });

    const matches = new MatchRepository(test.database);
    const { items } = await new MatchReader(test.database).list(
      { campusCode: 'groupes', kind: 'group', state: 'ambiguous' },
      { offset: 0, limit: 10, today: '2026-09-01' },
    );
    expect(items.map(({ key, label }) => `${key} ${label}`)).toEqual([
      `name:soutien du lundi@${school.uai} Soutien du lundi`,
    ]);
    const [candidate] = items[0]?.candidates ?? [];
    expect(candidate?.name).toBe(group.name);

    const decided = await matches.decide(
      'groupes',
      [
        {
          kind: 'group',
          key: `name:soutien du lundi@${school.uai}`,
          targetId: candidate?.id ?? '',
        },
      ],
      { login: 'principale', at: imports.now },
    );
    expect(decided).toEqual({ decided: true, replannedImports: [held.id] });
    expect(await importDirectly(imports.activities, held.id, 2)).toBe('held');
    expect((await imports.record(held.id)).counts).toMatchObject({
      ...{ groupsCreated: 0, groupsDeleted: 0, groupsRenamed: 1, sessionsCreated: 0, sessionsCancelled: 0 },
    });
    const before = await groups();
    await imports.approve(held.id);
    const after = await groups();
    expect(after.map(({ id, key }) => [id, key])).toEqual(before.map(({ id, key }) => [id, key]));
    expect(after.map(({ name }) => name)).toContain('Soutien du lundi');
  });

  const groups = () =>
    rowsOf(test.database.sql, 'SELECT id, key, name FROM "group" WHERE deleted_at IS NULL ORDER BY id');
});

type Group = School['groups'][number];

const without = (school: School, pupil: School['pupils'][number], part: number | undefined): School => ({
  ...school,
  pupils: school.pupils.map((each) =>
    each === pupil ? { ...each, parts: each.parts.filter((other) => other !== part) } : each,
  ),
});

function rename(school: School, group: Group, name: string): School {
  const renamed = { ...group, name };
  return {
    ...school,
    groups: school.groups.map((each) => (each === group ? renamed : each)),
    courses: school.courses.map((course) => ({
      ...course,
      groups: course.groups.map((each) => (each === group ? renamed : each)),
    })),
  };
}
