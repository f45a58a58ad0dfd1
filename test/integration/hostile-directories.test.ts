// Directories that say of people and classes what cannot be told apart: no session, group or service loses its id over it.
import { describe, expect, it } from '@jest/globals';
import { entDirectory, exportBytes, makeSchool, mutate, type EntDirectory } from '@timetable/generator';
import type { DirectImports } from '../support/direct-imports.js';
import { ownCampus } from '../support/own-campus.js';
import { rowsOf } from '../support/rows.js';
import { RULES_SCHOOL } from '../support/rules-school.js';
import { taughtCollege } from '../support/taught-college.js';

const school = makeSchool(RULES_SCHOOL);
const directory = entDirectory(school, { establishment: 'college' });

/** The first two of a list under each other's names; their ids and whatever refers to these stay. */
const withNamesSwapped = <Row extends object>(
  rows: readonly Row[],
  nameOf: (row: Row) => Partial<Row>,
): Row[] => {
  const [first, second, ...others] = rows;
  if (first === undefined || second === undefined) throw new Error('There are no two of them.');
  return [{ ...first, ...nameOf(second) }, { ...second, ...nameOf(first) }, ...others];
};
const className = ({ name }: EntDirectory['classes'][number]) => ({ name });
const fullName = ({ lastName, firstName }: EntDirectory['teachers'][number]) => ({ lastName, firstName });
const pupilName = ({ lastName, firstName }: EntDirectory['pupils'][number]) => ({ lastName, firstName });

/** Nobody and no class is known by the id of before. */
const withOtherIds = ({ teachers, pupils, classes, users }: EntDirectory): EntDirectory => ({
  teachers: teachers.map((row) => ({ ...row, id: `autre-${row.id}` })),
  pupils: pupils.map((row) => ({ ...row, id: `autre-${row.id}`, classId: `autre-${row.classId}` })),
  classes: classes.map((row) => ({ ...row, id: `autre-${row.id}` })),
  users,
});
const withoutIdentifiers = ({ teachers, pupils, ...others }: EntDirectory): EntDirectory => ({
  teachers: teachers.map(({ id, lastName, firstName }) => ({ id, lastName, firstName })),
  pupils: pupils.map(({ id, lastName, firstName, birthDate = '', classId }) => ({
    ...{ id, lastName, firstName, birthDate, classId },
  })),
  ...others,
});
const swappedClasses: EntDirectory = {
  ...directory,
  classes: withNamesSwapped(directory.classes, className),
};
const swappedTeachers: EntDirectory = {
  ...directory,
  teachers: withNamesSwapped(directory.teachers, fullName),
};
const [firstClass] = directory.classes;

/** What its classes are taught changes hands with their names: no service of theirs is the one of before. */
const TAUGHT_ELSEWHERE = 'swaps the names of two classes, whose pupils stay in theirs';

describe('a directory', () => {
  let imports: DirectImports;

  const test = ownCampus('hostile', async (database, campusCode) => {
    imports = await taughtCollege(database, campusCode, school);
    return imports;
  });

  const rows = (sql: string) => rowsOf(test.database.sql, sql, [imports.campusCode]);
  const identities = async () => ({
    sessions: await rows(
      `SELECT id, date, start_minute FROM session WHERE campus_code = $1 AND state = 'planned' ORDER BY id`,
    ),
    groups: await rows(
      'SELECT id, key FROM "group" WHERE campus_code = $1 AND deleted_at IS NULL ORDER BY id',
    ),
    services: await rows('SELECT id FROM service WHERE campus_code = $1 AND deleted_at IS NULL ORDER BY id'),
  });
  /** By an automatic import, which a person approves when it is held. */
  const afterExport = async (file: Parameters<typeof exportBytes>[0]) => {
    const { id, outcome } = await imports.import(await exportBytes(file, { zip: false }));
    if (outcome === 'held') await imports.approve(id);
    expect((await imports.record(id)).status).toMatch(/^integrated/);
    return identities();
  };

  it.each<[string, EntDirectory]>([
    [
      'has one class name twice',
      {
        ...directory,
        classes: [
          ...directory.classes,
          { id: 'doublon', name: firstClass?.name ?? '', establishment: 'college' },
        ],
      },
    ],
    [TAUGHT_ELSEWHERE, swappedClasses],
    ['changes every id, and swaps the names of two classes', withOtherIds(swappedClasses)],
    [
      'changes every id, knows no identifier, and swaps the names of two classes',
      withOtherIds(withoutIdentifiers(swappedClasses)),
    ],
    ['swaps the names of two teachers', swappedTeachers],
    ['swaps the names of two teachers without identifiers', withoutIdentifiers(swappedTeachers)],
    ['changes every id, and swaps the names of two teachers', withOtherIds(swappedTeachers)],
    [
      'swaps the names of two pupils',
      { ...directory, pupils: withNamesSwapped(directory.pupils, pupilName) },
    ],
  ])('that %s costs no id, nor does its correction', async (title, hostile) => {
    const { services, ...ids } = await identities();
    const before = title === TAUGHT_ELSEWHERE ? ids : { ...ids, services };
    await imports.replaceDirectory([hostile], { isConfirmed: true });
    expect(await afterExport(mutate(school, 'renumber', 3))).toMatchObject(before);
    await imports.replaceDirectory([directory], { isConfirmed: true });
    expect(await afterExport(mutate(school, 'renumber', 4))).toMatchObject(before);
  });

  it('has nothing to do with the file of another school whose classes bear the same names: it is held', async () => {
    const other = makeSchool({ ...RULES_SCHOOL, seed: 6 });
    expect(other.classes.map(({ name }) => name)).toEqual(school.classes.map(({ name }) => name));
    const before = await identities();
    const { outcome } = await imports.import(await exportBytes(other, { zip: false }));
    expect(outcome).toBe('held');
    expect(await identities()).toEqual(before);
  });
});
