import { describe, expect, it } from '@jest/globals';
import { read, readWhole } from '../feed.test-support.js';

const HEADINGS = 'Nom;Prenom;Date de naissance;Classe';
const ZOE = { lastName: 'NOEL', firstName: 'Zoé', birthDate: '2014-05-06', className: '6A' };
const ROW = 'NOEL;Zoé;06/05/2014;6A';

const bytes = (text: string, letters: Readonly<Record<string, number>>): Buffer =>
  Buffer.from(text.split('').map((letter) => letters[letter] ?? letter.charCodeAt(0)));

describe('a table that a spreadsheet has been at', () => {
  it.each([
    ['Mac OS', { é: 0x8e, è: 0x8f }],
    ['MS-DOS', { é: 0x82, è: 0x8a }],
  ])('is refused in the letters of %s, rather than read with other names', async (_, letters) => {
    const text = `${HEADINGS}\nPETIT;Anne;;6A\nNOEL;Hélène;06/05/2014;6A\n`;
    expect(await read(bytes(text, letters), 'eleves.csv')).toMatchObject({
      ...{ kind: 'unreadable', line: 3 },
      message: expect.stringContaining('CSV UTF-8'),
    });
  });

  it('is read in the letters of Windows, which few names have', async () => {
    const rows = Buffer.from(
      'Nom;Prenom;Classe\nD\x92\x8cUVRE;\x8eofia;6A\nLEB\x9cUF;Elo\xefse;6A\n',
      'latin1',
    );
    expect((await readWhole(rows)).given.pupils).toEqual([
      { lastName: 'D’ŒUVRE', firstName: 'Žofia', className: '6A' },
      { lastName: 'LEBœUF', firstName: 'Eloïse', className: '6A' },
    ]);
  });

  it('says which rows have lost their accents, and is refused when its headings have', async () => {
    const { given, problems } = await readWhole(`${HEADINGS}\n${ROW}\nPETIT;LÃ©o;;6A\nPETIT;L\ufffda;;6A\n`);
    expect(given.pupils).toHaveLength(3);
    expect(problems.map(({ line, message }) => [line, message.includes('accents')])).toEqual([
      [3, true],
      [4, true],
    ]);
    expect(await read('Nom;PrÃ©nom;Classe\nNOEL;ZoÃ©;6A\n')).toMatchObject({
      ...{ kind: 'unreadable', line: 1 },
      message: expect.stringContaining('accents'),
    });
  });

  it.each(['6,00E+01', '6.00E+01', '06-janv', '06-janv.', 'janv-06', '06/01/2026', '#N/A', '#REF!'])(
    'puts nobody in a class called %s, nor out of their own, and makes no such class',
    async (name) => {
      const { given, problems } = await readWhole(`${HEADINGS}\nNOEL;Zoé;06/05/2014;${name}\n`);
      const { className: _, ...unsaid } = ZOE;
      expect(given.pupils).toEqual([unsaid]);
      expect(problems).toMatchObject([{ line: 2, message: expect.stringContaining(`« ${name} »`) }]);
      const classes = await readWhole(`Classe\n6A\n${name}\n`, 'classes.csv');
      expect(classes.given.classes).toEqual([{ name: '6A' }]);
      expect(classes.problems).toMatchObject([{ line: 3 }]);
    },
  );

  it.each(['6E1', '1E5', '6-1', '6/1', 'MAI 1', 'TSTMG-1', '6.1'])('knows the class %s', async (name) => {
    const { given, problems } = await readWhole(`${HEADINGS}\nNOEL;Zoé;06/05/2014;${name}\n`);
    expect([given.pupils, problems]).toEqual([[{ ...ZOE, className: name }], []]);
  });

  it.each([
    ['a line on its separator', `sep=;\r\n${HEADINGS}\r\n${ROW}\r\n`, []],
    ['a time in its dates', `${HEADINGS}\n${ROW.replace('2014', '2014 00:00:00')}\n`, []],
    ['its headings twice', `${HEADINGS}\n${ROW}\n${HEADINGS}\n`, [{ line: 3 }]],
  ])('is read with %s', async (_, text, problems) => {
    expect(await readWhole(text, 'eleves.csv')).toMatchObject({ given: { pupils: [ZOE] }, problems });
  });

  it('of one class, named after it, is of people', async () => {
    const rows = `${HEADINGS}\n${ROW}\n`;
    expect((await readWhole(rows, 'Classe 6A.csv')).given).toMatchObject({ pupils: [ZOE] });
    expect(await read('Nom;Prénom\nNOEL;Zoé\n', 'Division 6A.csv')).toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('Rien ne dit'),
    });
  });
});
