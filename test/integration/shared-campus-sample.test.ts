// The public sample as the export of a cité scolaire: one file for both of its establishments, or one each.
import { beforeAll, expect, it } from '@jest/globals';
import { describeWhere } from '@timetable/test-conditions';
import { BEFORE_THE_YEAR, type College } from '../support/college/college.js';
import { PUBLIC_COLLEGE } from '../support/college/public-college.js';
import { DirectImports } from '../support/direct-imports.js';
import { ownCampus } from '../support/own-campus.js';
import { countRows } from '../support/rows.js';

const OTHER_UAI = '9990002Y';
const YEAR = { label: '2012-2013', startsOn: '2012-09-01', endsOn: '2013-08-31' };
type Place = 'college' | 'lycee';

describeWhere('a cité scolaire with the public export', PUBLIC_COLLEGE.obstacle, () => {
  let imports: DirectImports;
  let college: College;
  let sample: Buffer;

  beforeAll(async () => {
    college = await PUBLIC_COLLEGE.load();
    sample = Buffer.from(college.xml);
  });
  const test = ownCampus('reelle', async (database, campusCode) => {
    imports = await DirectImports.create(database, campusCode, {
      now: new Date(BEFORE_THE_YEAR),
      establishments: [
        { code: 'college', uai: PUBLIC_COLLEGE.uai, proposedYear: YEAR },
        { code: 'lycee', uai: OTHER_UAI, proposedYear: YEAR },
      ],
    });
    return imports;
  });

  /** The directory of the sample, each of its classes where `placesOf` says. */
  async function know(placesOf: (name: string) => readonly Place[]): Promise<void> {
    const { classes, ...people } = college.directory('college');
    const placed = classes.flatMap(({ id, name }) =>
      placesOf(name).map((establishment) => ({ id: `${establishment}-${id}`, name, establishment })),
    );
    await imports.replaceDirectory([{ ...people, classes: placed }]);
  }

  const count = (where: string): Promise<number> =>
    countRows(test.database.sql, `session WHERE campus_code = $1 AND state = 'planned' AND ${where}`, [
      imports.campusCode,
    ]);
  const ids = (...places: readonly Place[]): string =>
    `ARRAY[${places.map((place) => `'${imports.campusCode}/${place}'`).join()}]`;

  it('shares one file out: a session belongs to the establishments of its classes', async () => {
    await know((name) => [/^[34]/.test(name) ? 'lycee' : 'college']);
    expect((await imports.importByHand(sample)).status).toMatch(/^integrated/);

    expect(await count('true')).toBe(college.counts.sessions);
    for (const place of ['college', 'lycee'] as const) {
      expect(await count(`establishment_ids = ${ids(place)}`)).toBeGreaterThan(1_000);
    }
    // Independently of the import: what the directory says of each session's classes.
    expect(
      await count(
        `cardinality(classes) > 0 AND establishment_ids <> ARRAY(
           SELECT DISTINCT establishment_id COLLATE "C" FROM class
            WHERE class.campus_code = session.campus_code AND ent_id = ANY (classes) ORDER BY 1)`,
      ),
    ).toBe(0);
  }, 60_000);

  it('takes one file each: the same classes, twice, and neither touches the other’s', async () => {
    await know(() => ['college', 'lycee']);
    const lycee = Buffer.from(sample.toString().replace(PUBLIC_COLLEGE.uai, OTHER_UAI));
    await imports.importByHand(sample, { establishment: 'college' });
    expect(await count('true')).toBe(college.counts.sessions);
    await imports.importByHand(lycee, { establishment: 'lycee' });

    expect(await count(`establishment_ids = ${ids('college')}`)).toBe(college.counts.sessions);
    expect(await count(`establishment_ids = ${ids('lycee')}`)).toBe(college.counts.sessions);
    // Each again: nothing new for either.
    expect((await imports.import(sample, { establishment: 'college' })).outcome).toBe('ignored');
    // A file of the one is no file of the other.
    expect((await imports.import(sample, { establishment: 'lycee' })).outcome).toBe('rejected');
  }, 60_000);
});
