import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportBytes, makeSchool } from '@timetable/generator';
import { damagedRows, withDamage } from '../support/damaged-export.js';
import { DirectImports } from '../support/direct-imports.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { RULES_SCHOOL } from '../support/rules-school.js';
import { vieScolaireContent } from '../support/vie-scolaire-content.js';

/** A whole college whose next export has one attribute that cannot be read. */
const school = makeSchool({
  ...RULES_SCHOOL,
  pupils: 500,
  classes: 16,
  groups: 45,
  teachers: 35,
  courses: 700,
});
const CAMPUS = 'illisible';

describe('what could not be read of a college', () => {
  let test: TestDatabase;
  let imports: DirectImports;
  let text: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    text = String(await exportBytes(school, { zip: false }));
    imports = await DirectImports.create(test.database, CAMPUS, {
      now: new Date('2026-09-20T10:00:00Z'),
      establishments: [{ code: 'college', uai: school.uai, proposedYear: RULES_SCHOOL.year }],
    });
    await imports.know({ school, establishment: 'college' });
    await imports.importByHand(Buffer.from(text));
    imports.now = new Date('2026-11-26T10:00:00Z');
  }, 120_000);
  afterAll(async () => {
    await imports.close();
    await test.drop();
  });

  /** The text with one row changed: the first that the pattern finds after the section begins. */
  const broken = (section: string, pattern: RegExp, change: string, count = 1): string => {
    const from = text.indexOf(`<${section}>`);
    let left = count;
    const replaced = text.slice(from).replace(new RegExp(pattern, 'g'), (found) => {
      if (left === 0) return found;
      left -= 1;
      return found.replace(pattern, change);
    });
    expect(left).toBe(0);
    return text.slice(0, from) + replaced;
  };

  const importedAs = async (file: string) => {
    const before = await vieScolaireContent(test.database, CAMPUS);
    const { id, outcome } = await imports.import(Buffer.from(file));
    const record = await imports.record(id);
    return { before, after: await vieScolaireContent(test.database, CAMPUS), outcome, record };
  };

  const ROWS: readonly [what: string, file: () => string][] = [
    ['a group without number', () => broken('Groupes', /<Groupe Ident="\d+"/, '<Groupe')],
    [
      'a teacher of number « ? »',
      () => broken('Professeurs', /<Professeur Ident="\d+"/, '<Professeur Ident="?"'),
    ],
    ['a room without number', () => broken('Salles', /<Salle Ident="\d+"/, '<Salle')],
    [
      '58 courses of unreadable length',
      () => broken('Cours', / NombrePlaces="\d+"/, ' NombrePlaces="x1"', 58),
    ],
    ['a subject without number', () => broken('Matieres', /<Matiere Ident="\d+"/, '<Matiere')],
    ['a class without number', () => broken('Classes', /<Classe Ident="\d+"/, '<Classe')],
    ['a pupil without number', () => broken('Eleves', /<Eleve Ident="\d+"/, '<Eleve')],
    ['a leaving date that is none', () => broken('Eleves', / DateSortie="[^"]*"/, ' DateSortie="hier"')],
    ['an entry date that is none', () => broken('Eleves', / DateEntree="[^"]*"/, ' DateEntree="hier"')],
    [
      'a part of class without number',
      () => broken('Classes', /<PartieDeClasse Ident="\d+"/, '<PartieDeClasse'),
    ],
    [
      'weeks of a teacher that are none',
      () => broken('Cours', /(<Professeur Ident="\d+") Semaines="\d+"/, '$1 Semaines="x"'),
    ],
    [
      'weeks of a class that are none',
      () => broken('Cours', /(<Classe Ident="\d+") Semaines="\d+"/, '$1 Semaines="x"'),
    ],
    ['a group without name', () => broken('Groupes', / Nom="[^"]*"/, ' Nom=""')],
    ['a class without name', () => broken('Classes', / Nom="[^"]*"/, ' Nom=""')],
    ['a teacher without name', () => broken('Professeurs', / Nom="[^"]*"/, ' Nom=""')],
    ['a room without name', () => broken('Salles', / Nom="[^"]*"/, ' Nom=""')],
    ['a course on an eighth day', () => broken('Cours', / Jour="\d+"/, ' Jour="8"')],
    ['a course out of the grid', () => broken('Cours', / NumeroPlaceDebut="\d+"/, ' NumeroPlaceDebut="99"')],
    [
      'a course for a group that is not there',
      () => broken('Cours', /<Groupe Ident="\d+"/, '<Groupe Ident="99999"'),
    ],
    ['a missing group', () => broken('Groupes', /<Groupe Ident="\d+"[^]*?<\/Groupe>/, '')],
    ['a missing teacher', () => broken('Professeurs', /<Professeur Ident="\d+"[^>]*>/, '')],
    ['a missing room', () => broken('Salles', /<Salle Ident="\d+"[^>]*>/, '')],
    ['a missing subject', () => broken('Matieres', /<Matiere Ident="\d+"[^>]*>/, '')],
    ['a missing class', () => broken('Classes', /<Classe Ident="\d+"[^]*?<\/Classe>/, '')],
  ];

  it.each(ROWS)(
    'stays as it is: %s',
    async (_what, file) => {
      const { before, after, outcome, record } = await importedAs(file());
      expect({ outcome, message: record.message }).toMatchObject({ outcome: 'integrated_with_alerts' });
      expect(after).toEqual(before);
    },
    60_000,
  );

  it('stays as it is, whichever row is damaged and however', async () => {
    for (const row of damagedRows(text, 12, 31)) {
      const { before, after } = await importedAs(withDamage(text, row));
      expect({ row: row.what, after }).toEqual({ row: row.what, after: before });
    }
  }, 120_000);
});
