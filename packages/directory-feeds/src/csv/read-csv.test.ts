import { describe, expect, it } from '@jest/globals';
import { read, readWhole } from '../feed.test-support.js';
import { DIRECTORY_TEMPLATES } from './csv-templates.js';

describe('a table of pupils', () => {
  const PUPIL = { lastName: 'NOËL', firstName: 'Zoé', birthDate: '2014-05-06', className: '6 A' };
  const text = 'Prénom*;Nom*;Date de naissance*;Classes*\r\nZoé;NOËL;06/05/2014;6 A\r\n';

  it.each([
    ['in UTF-8', Buffer.from(text)],
    ['in UTF-8 with its mark', Buffer.from(`\ufeff${text}`)],
    ['in Latin-1', Buffer.from(text, 'latin1')],
    ['in UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['with commas', Buffer.from(text.replaceAll(';', ','))],
    ['with tabulations', Buffer.from(text.replaceAll(';', '\t'))],
    ['between quotation marks', Buffer.from(text.replace('6 A', '"6 A"'))],
    ['with blank lines', Buffer.from(text.replaceAll('\r\n', '\n\n;;;\n'))],
  ])('is read %s', async (_, bytes) => {
    expect(await readWhole(bytes, 'export.csv')).toMatchObject({
      ...{ source: 'csv', uai: '', problems: [] },
      given: { pupils: [PUPIL] },
    });
  });

  it.each([
    'Nom;PRENOM;Né(e) le;Division;N° INE',
    'NOM DE FAMILLE;Prénom usuel;date naiss.;Classe;INE*',
    'nom;prénom;Date de Naissance;code classe;Identifiant national',
  ])('is known by its headings: %s', async (headings) => {
    const { given } = await readWhole(`${headings}\nNOËL;Zoé;6/5/2014;6 A;0123456789A\n`);
    expect(given.pupils).toEqual([{ ...PUPIL, nationalId: '0123456789A' }]);
  });

  it('says what is wrong with which line, in French, and names nobody', async () => {
    const { given, problems } = await readWhole(
      [
        'Nom;Prénom;Date de naissance;Classe',
        'NOËL;Zoé;06/05/2014;6 A',
        'NOËL;;06/05/2014;6 A',
        'PETIT;Léo;31/02/2014;',
        'NOËL;Zoé;06/05/2014;6 A',
      ].join('\n'),
      'élèves.csv',
    );
    expect(given.pupils).toEqual([PUPIL, { lastName: 'PETIT', firstName: 'Léo', className: null }]);
    expect(problems).toEqual(
      [
        { file: null, line: 3, message: 'Le prénom manque : la ligne est laissée de côté.' },
        { file: null, line: 4, message: expect.stringMatching('« 31/02/2014 » n’est pas une date') },
        { file: null, line: 5, message: expect.stringMatching('la même que la ligne 2') },
      ].toSorted((a, b) => (a.line === 5 ? -1 : b.line === 5 ? 1 : 0)),
    );
    expect(JSON.stringify(problems)).not.toMatch(/NOËL|PETIT/);
  });
});

describe('a table', () => {
  it('of teachers is told from one of staff by its name, else by its columns', async () => {
    const rows =
      'Prénom*;Nom*;date de naissance;fonction;email;classe;classe\nÉlise;SIMON;13/08/1980;Maths;a@b.fr;6A;6B\n';
    const teacher = { lastName: 'SIMON', firstName: 'Élise', birthDate: '1980-08-13' };
    expect((await readWhole(rows)).given).toMatchObject({ teachers: [teacher] });
    expect((await readWhole(rows, 'CSV_Personnels.csv')).given.users).toEqual([
      { lastName: 'SIMON', firstName: 'Élise', email: 'a@b.fr' },
    ]);
    expect((await readWhole(rows, 'x.csv', 'users')).given.users).toHaveLength(1);
  });

  it('of classes has their names alone', async () => {
    expect((await readWhole('Classe\n6A\n6 B\n')).given.classes).toEqual([{ name: '6A' }, { name: '6 B' }]);
  });

  it.each(Object.entries(DIRECTORY_TEMPLATES))(
    'made of the template of %s is read',
    async (list, template) => {
      const { headings, example, name } = template;
      const { given, problems } = await readWhole(
        `${headings.join(';')}\n${example.join(';')}`,
        `${name}.csv`,
      );
      expect([Object.keys(given).filter((key) => key === list), problems]).toEqual([[list], []]);
    },
  );

  it.each([
    ['empty', '', 'vide'],
    ['of one line', 'Nom;Prénom;INE\n', 'aucune ligne exploitable'],
    ['of columns that nobody knows', 'A;B\n1;2\n', 'aucun titre de colonne connu'],
    ['without the columns it needs', 'Nom;INE\nNOËL;1\n', '« Prénom »'],
    ['of nobody knows what', 'Nom;Prénom\nNOËL;Zoé\n', 'Rien ne dit si'],
    ['with an open quotation mark', 'Nom;Prénom;INE\n"NOËL;Zoé;1\n', 'guillemet'],
    ['that is a picture', '\x89PNG\r\n\x1a\n\0\0', 'pas'],
    ['that is a document', '%PDF-1.4', 'aucun titre de colonne connu'],
  ])('%s is refused with the reason', async (_, text, reason) => {
    const reading = await read(Buffer.from(text, 'latin1'));
    expect(reading.kind).toBe('unreadable');
    expect(JSON.stringify(reading)).toMatch(reason);
  });

  it('of cells beyond reason is no worse than a line left out', async () => {
    const { given, problems } = await readWhole(`Nom;Prénom;INE\n${'x'.repeat(5000)};Zoé;1\nNOËL;Zoé;2\n`);
    expect([given.pupils?.length, problems.length]).toEqual([1, 1]);
  });

  it('has no control character anywhere, which no database would keep', async () => {
    const rows = 'DURAND;Élise\n'.repeat(500);
    expect(await read(`Nom;Prénom\n${rows}DU\0RAND;Élise\n`, 'enseignants.csv')).toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('pas un tableau CSV'),
    });
  });
});
