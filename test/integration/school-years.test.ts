// Years as schools have them: from February to December, imported for the first time in the middle, prepared before they begin.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SchoolYearRepository } from '@timetable/persistence';
import { proposedYear } from '@timetable/domain';
import { exportBytes, makeSchool, type School } from '@timetable/generator';
import { z } from 'zod';
import { DirectImports } from '../support/direct-imports.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { RULES_SCHOOL } from '../support/rules-school.js';

const size = { ...RULES_SCHOOL, pupils: 40, classes: 2, groups: 5, teachers: 6, courses: 30 };
const school = makeSchool(size);
const NOUMEA = 'Pacific/Noumea';

let test: TestDatabase;
let imports: DirectImports;
let campus = 0;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
afterEach(() => imports.close());

const rows = (sql: string) => rowsOf(test.database.sql, sql, [imports.campusCode]);
const years = () =>
  rows(
    `SELECT label, starts_on AS "startsOn", ends_on AS "endsOn", state FROM school_year
      WHERE establishment_id LIKE $1 || '/%' ORDER BY starts_on`,
  );

async function declare(now: string, timeZone: string, own: School = school): Promise<void> {
  const at = new Date(now);
  imports = await DirectImports.create(test.database, `years${(campus += 1)}`, {
    now: at,
    establishments: [
      { code: 'college', uai: own.uai, timeZone, proposedYear: proposedYear(at, { timeZone }) },
    ],
  });
  await imports.know({ school: own, establishment: 'college' });
}

/** The generated export with other dates for its year. */
async function exportOf(startsOn: string, endsOn: string, firstMonday = startsOn): Promise<Uint8Array> {
  const text = Buffer.from(await exportBytes(school, { zip: false })).toString('utf8');
  const dated = text
    .replace(/DateDebut="[^"]*"/, `DateDebut="${startsOn}"`)
    .replace(/DateFin="[^"]*"/, `DateFin="${endsOn}"`)
    .replace(/DatePremierJourSemaine1="[^"]*"/, `DatePremierJourSemaine1="${firstMonday}"`)
    .replaceAll(/DateEntree="[^"]*"/g, `DateEntree="${startsOn}"`)
    .replaceAll(/DateSortie="[^"]*"/g, `DateSortie="${endsOn}"`);
  return Buffer.from(dated);
}

describe('The first import of a year from February to December', () => {
  it.each([
    ['2027-02-10T00:00:00Z', NOUMEA],
    ['2027-03-10T00:00:00Z', NOUMEA],
    // In the middle of the year, at its eve, and where nobody said that the school is in the southern hemisphere.
    ['2027-11-26T00:00:00Z', NOUMEA],
    ['2026-12-02T00:00:00Z', NOUMEA],
    ['2027-02-10T00:00:00Z', 'Europe/Paris'],
  ])('needs no opening by hand on %s in %s, and is called 2027', async (now, timeZone) => {
    await declare(now, timeZone);
    const file = await exportOf('2027-02-15', '2027-12-17');
    const automatic = await imports.import(file);
    expect(await imports.record(automatic.id)).toMatchObject({ messageCode: 'first_import_required' });
    const first = await imports.importByHand(file);
    expect(first).toMatchObject({ firstOfYear: true, schoolYear: '2027' });
    expect(await years()).toEqual([
      { label: '2027', startsOn: '2027-02-15', endsOn: '2027-12-17', state: 'open' },
    ]);
    expect(await rows(`SELECT DISTINCT school_year AS year FROM session WHERE campus_code = $1`)).toEqual([
      { year: '2027' },
    ]);
  });

  it('is refused for a year that is over, or far away', async () => {
    await declare('2027-03-10T00:00:00Z', NOUMEA);
    for (const [startsOn, endsOn] of [
      ['2026-02-16', '2026-12-18'],
      ['2028-02-14', '2028-12-15'],
    ] as const) {
      const { id } = await imports.import(await exportOf(startsOn, endsOn), { origin: 'manual' });
      expect(await imports.record(id)).toMatchObject({ messageCode: 'wrong_school_year' });
    }
  });
});

describe('A year opened early', () => {
  const next = { label: '2027-2028', startsOn: '2027-09-01', endsOn: '2028-07-05', closures: [] };
  const actor = () => ({ login: 'test', at: imports.now });
  const repository = () => new SchoolYearRepository(test.database);
  const ids = () => [`${imports.campusCode}/college`];
  const proposals = () =>
    ids().map((id) => ({ id, proposedYear: proposedYear(imports.now, { timeZone: 'Europe/Paris' }) }));

  beforeEach(async () => {
    await declare('2026-11-26T10:00:00Z', 'Europe/Paris');
    await imports.importByHand(await exportBytes(school, { zip: false }));
    imports.now = new Date('2027-06-10T10:00:00Z');
    expect(await repository().open(imports.campusCode, ids(), next, actor())).toEqual({ opened: true });
  });

  const calendar = async (at: string) => {
    const found = await repository().ofEstablishment(ids()[0] ?? '', new Date(at));
    return [found?.current.label, found?.next?.label];
  };

  it('takes the place of the running one on its first day, at midnight there', async () => {
    expect(await calendar('2027-08-31T21:59:00Z')).toEqual(['2026-2027', '2027-2028']);
    expect(await calendar('2027-08-31T22:00:00Z')).toEqual(['2027-2028', undefined]);
  });

  it('can be undone, before it begins and after, and leaves nothing', async () => {
    for (const at of ['2027-06-11T10:00:00Z', '2027-09-02T10:00:00Z']) {
      imports.now = new Date(at);
      await repository().open(imports.campusCode, ids(), next, actor());
      expect(await repository().undoOpening(imports.campusCode, proposals(), actor())).toEqual([]);
      expect(await calendar(at)).toEqual(['2026-2027', undefined]);
    }
    expect(await repository().undoOpening(imports.campusCode, proposals(), actor())).toEqual([
      { establishmentId: ids()[0], label: '2026-2027', isImported: true },
    ]);
  });

  it('cannot be undone once something was imported into it', async () => {
    const nextSchool = makeSchool({ ...size, schoolYear: '2027-2028' });
    await imports.importByHand(await exportBytes(nextSchool, { zip: false }));
    expect(await repository().undoOpening(imports.campusCode, proposals(), actor())).toEqual([
      { establishmentId: ids()[0], label: '2027-2028', isImported: true },
    ]);
  });

  it('neither takes subjects from the running one nor gives them another name', async () => {
    const subjects = () =>
      test.database.sql.rows(
        z.object({ key: z.string(), label: z.string() }),
        `SELECT key, label FROM subject WHERE establishment_id = $1 AND deleted_at IS NULL ORDER BY key`,
        ids(),
      );
    const before = await subjects();
    const [gone, renamed] = [...new Set(school.courses.map(({ subject }) => subject.code))];
    const coming = makeSchool({ ...size, schoolYear: '2027-2028' });
    const file = {
      ...coming,
      subjects: coming.subjects
        .filter(({ code }) => code !== gone)
        .map((subject) => (subject.code === renamed ? { ...subject, label: 'NOUVEAU NOM' } : subject)),
      courses: coming.courses.filter(({ subject }) => subject.code !== gone),
    };
    await imports.importByHand(await exportBytes(file, { zip: false }));
    expect(await subjects()).toEqual(expect.arrayContaining(before));
    expect((await subjects()).map(({ label }) => label)).toContain('NOUVEAU NOM');
  });

  it('does not supersede what waits for a decision on the running one, nor is superseded by it', async () => {
    const nextSchool = makeSchool({ ...size, schoolYear: '2027-2028' });
    const held = await imports.import(await exportBytes(nextSchool, { zip: false }), { origin: 'manual' });
    expect(await imports.record(held.id)).toMatchObject({ status: 'held', schoolYear: '2027-2028' });
    const changed = makeSchool({ ...size, seed: 99 });
    await imports.import(await exportBytes(changed, { zip: false }));
    expect(await imports.record(held.id)).toMatchObject({ status: 'held' });
  });
});

it('An establishment that nobody opened a year for goes back to the one proposed', async () => {
  await declare('2026-11-26T10:00:00Z', 'Europe/Paris');
  const repository = new SchoolYearRepository(test.database);
  const id = `${imports.campusCode}/college`;
  const actor = { login: 'test', at: imports.now };
  const dates = { label: '2026-2027', startsOn: '2026-09-03', endsOn: '2027-07-05' };
  const proposals = [{ id, proposedYear: proposedYear(imports.now, { timeZone: 'Europe/Paris' }) }];
  expect(await repository.undoOpening(imports.campusCode, proposals, actor)).toMatchObject([
    { isImported: false },
  ]);
  await repository.open(imports.campusCode, [id], { ...dates, closures: [] }, actor);
  expect(await repository.undoOpening(imports.campusCode, proposals, actor)).toEqual([]);
  expect(await years()).toEqual([
    { label: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-08-31', state: 'awaiting_first_import' },
  ]);
});
