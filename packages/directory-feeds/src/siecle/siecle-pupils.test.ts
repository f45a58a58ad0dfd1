import { describe, expect, it } from '@jest/globals';
import { memorySource } from '@timetable/formats/documents';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { read, readWhole } from '../feed.test-support.js';
import { readDirectoryFile } from '../read-directory-file.js';

const eleve = (id: string, more: string) =>
  `<ELEVE ELEVE_ID="${id}" ELENOET="${id}9"><ID_NATIONAL>0123456789${id}</ID_NATIONAL>${more}
   <DATE_NAISS>06/05/2014</DATE_NAISS><ADRESSE_ID>1</ADRESSE_ID><TEL_PERSONNEL>SECRET</TEL_PERSONNEL></ELEVE>`;
const division = (id: string, code: string, type = 'D') =>
  `<STRUCTURES_ELEVE ELEVE_ID="${id}"><STRUCTURE><CODE_STRUCTURE>${code}</CODE_STRUCTURE>
   <TYPE_STRUCTURE>${type}</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>`;
const siecle = (
  eleves: string,
  structures: string,
  adresses = '<ADRESSE><LIGNE1>SECRET</LIGNE1></ADRESSE>',
) =>
  `<?xml version="1.0" encoding="ISO-8859-15"?><BEE_ELEVES VERSION="2.1">
   <PARAMETRES><UAJ>9990001X</UAJ><ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE></PARAMETRES>
   <DONNEES><ADRESSES>${adresses}</ADRESSES><ELEVES>${eleves}</ELEVES>
   <RESPONSABLES><PERSONNE><NOM>SECRET</NOM></PERSONNE></RESPONSABLES>
   <STRUCTURES>${structures}</STRUCTURES></DONNEES></BEE_ELEVES>`;

describe('an ElevesAvecAdresses export of SIECLE', () => {
  it('gives pupils with their identifiers and divisions, and nothing of their families', async () => {
    const text = siecle(
      eleve('1', '<NOM_DE_FAMILLE>NOËL</NOM_DE_FAMILLE><NOM_USAGE>LE GOFF</NOM_USAGE><PRENOM>Zoé</PRENOM>') +
        eleve('2', '<NOM>PETIT</NOM><PRENOM>Léo</PRENOM><DATE_SORTIE/>') +
        eleve('3', '<NOM>PARTI</NOM><PRENOM>Tom</PRENOM><DATE_SORTIE>01/10/2026</DATE_SORTIE>'),
      division('1', '6A') + division('1', '6AGR1', 'G'),
    );
    const reading = await readWhole(Buffer.from(text, 'latin1'), 'ElevesAvecAdresses.xml');
    expect(reading).toEqual({
      ...{ kind: 'directory', source: 'siecle', uai: '9990001X', problems: [] },
      given: {
        pupils: [
          {
            ...{ lastName: 'LE GOFF', firstName: 'Zoé', birthDate: '2014-05-06' },
            ...{ nationalId: '01234567891', sieclId: '1', className: '6A' },
          },
          {
            ...{ lastName: 'PETIT', firstName: 'Léo', birthDate: '2014-05-06' },
            ...{ nationalId: '01234567892', sieclId: '2', className: null },
          },
        ],
      },
    });
  });

  it('is refused when it is cut, and says so', async () => {
    const text = siecle(eleve('1', '<NOM>A</NOM><PRENOM>B</PRENOM>'), '').slice(0, -40);
    expect(await read(text)).toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching('incomplet'),
    });
  });

  it('has ten megabytes of addresses go by without being kept', async () => {
    setFlagsFromString('--expose-gc');
    const collect = () => {
      runInNewContext('gc()');
      const { heapUsed, external, arrayBuffers } = process.memoryUsage();
      return heapUsed + external + arrayBuffers;
    };
    const line = `<ADRESSE ADRESSE_ID="1"><LIGNE1_ADRESSE>12 rue du SECRET</LIGNE1_ADRESSE></ADRESSE>`;
    const bytes = Buffer.from(siecle(eleve('1', '<NOM>A</NOM><PRENOM>B</PRENOM>'), '', line.repeat(120_000)));
    const source = memorySource(bytes);
    const before = collect();
    let most = 0;
    let looks = 0;
    const watched = {
      sizeBytes: source.sizeBytes,
      read: (position: number, length: number) => {
        if ((looks += 1) % 20 === 0) most = Math.max(most, collect() - before);
        return source.read(position, length);
      },
    };
    const reading = await readDirectoryFile(watched, { fileName: 'x.xml', maxBytes: 64 * 1024 * 1024 });
    expect(reading).toMatchObject({ kind: 'directory', given: { pupils: [{ lastName: 'A' }] } });
    expect(bytes.length).toBeGreaterThan(9 * 1024 * 1024);
    expect(most).toBeLessThan(4 * 1024 * 1024);
  });
});
