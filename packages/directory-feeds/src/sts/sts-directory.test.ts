import { describe, expect, it } from '@jest/globals';
import { readWhole } from '../feed.test-support.js';

const person = (id: string, name: string, fonction: string, type = 'epp') =>
  `<INDIVIDU ID="${id}" TYPE="${type}"><NOM_USAGE>\n      ${name}\n  </NOM_USAGE><PRENOM> Élise </PRENOM>
   <DATE_NAISSANCE>\n1975-02-27\n</DATE_NAISSANCE>${fonction}</INDIVIDU>`;

describe('a sts_emp file', () => {
  it('gives its teachers with their STS ids, and its divisions', async () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-15"?><STS_EDT>
      <PARAMETRES><UAJ CODE="9990001X"><SIGLE>CLG</SIGLE></UAJ><ANNEE_SCOLAIRE ANNEE="2026"/></PARAMETRES>
      <NOMENCLATURES><MATIERES><MATIERE CODE="020700"><CODE_GESTION>FRANC</CODE_GESTION>
      <LIBELLE_EDITION>Français</LIBELLE_EDITION></MATIERE></MATIERES></NOMENCLATURES>
      <DONNEES><INDIVIDUS>${person('11', 'DURAND', '<FONCTION> ENS </FONCTION>')}
      ${person('12', 'CHEF', '<FONCTION>DIR</FONCTION>')}${person('13', 'NOËL', '')}
      ${person('11', 'LOCAL', '', 'local')}</INDIVIDUS>
      <STRUCTURE><DIVISIONS><DIVISION CODE="3A"/><DIVISION CODE="3B"><LIBELLE_LONG>x</LIBELLE_LONG></DIVISION>
      </DIVISIONS><GROUPES><GROUPE CODE="3AGR1"/></GROUPES></STRUCTURE></DONNEES></STS_EDT>`;
    const teacher = { firstName: 'Élise', birthDate: '1975-02-27' };
    expect(await readWhole(Buffer.from(text, 'latin1'), 'sts_emp.xml')).toEqual({
      ...{ kind: 'directory', source: 'sts', uai: '9990001X', problems: [] },
      given: {
        teachers: [
          { ...teacher, lastName: 'DURAND', stsId: '11' },
          { ...teacher, lastName: 'NOËL', stsId: '13' },
          // The establishment's own number for somebody is no id of STSWEB.
          { ...teacher, lastName: 'LOCAL' },
        ],
        classes: [{ name: '3A' }, { name: '3B' }],
      },
      stsweb: expect.objectContaining({
        ...{ uai: '9990001X', startYear: 2026, divisions: ['3A', '3B'] },
        groups: [{ code: '3AGR1', divisions: [] }],
        subjects: [{ nationalCode: '020700', code: 'FRANC', label: 'Français' }],
      }),
    });
  });
});
