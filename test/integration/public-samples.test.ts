// Files that others made public, through the whole chain, and what a school is told of each.
import { describe, expect, it } from '@jest/globals';
import { describeWhere, PUBLIC_FILES } from '@timetable/test-conditions';
import { readFile } from 'node:fs/promises';
import { DirectImports } from '../support/direct-imports.js';
import { keyPair, keyRing } from '../support/key-ring.js';
import { ownCampus } from '../support/own-campus.js';
import { zippedEntries } from '../support/zipped.js';

const YEAR = { label: '2018-2019', startsOn: '2018-09-01', endsOn: '2019-08-31' };

describe('What a school is told of a public file', () => {
  let imports: DirectImports;
  ownCampus('public', async (database, campusCode) => {
    imports = await DirectImports.create(database, campusCode, {
      now: new Date('2018-09-03T08:00:00+02:00'),
      partnerKeys: keyRing({ 'ENT-NORD': [keyPair().privateKey] }),
      establishments: [{ code: 'college', uai: '0771991W', proposedYear: YEAR }],
    });
    await imports.replaceDirectory([
      {
        teachers: [{ id: 'jane', lastName: 'Doe', firstName: 'Jane', stsId: '69881' }],
        pupils: [],
        classes: ['3A', '3B'].map((name) => ({ id: name, name, establishment: 'college' })),
      },
    ]);
    return imports;
  });

  const { encryptedExport, stsOfClass, stsOfGroup } = PUBLIC_FILES;

  describeWhere('that is encrypted for another ENT', encryptedExport.obstacle, () => {
    it('whom it is for, and whom to choose in EDT', async () => {
      const { id, outcome } = await imports.import(await readFile(encryptedExport.path));
      expect(outcome).toBe('rejected');
      expect(await imports.record(id)).toMatchObject({
        messageCode: 'encrypted_export',
        message:
          'L’export est chiffré pour « LaclasseCom », et l’ENT n’en a pas la clé. ' +
          'Dans EDT, choisissez le socle « ENT-NORD » comme destinataire de l’export vers l’ENT, puis refaites-le.',
        software: 'PRONOTE Monoposte-PRONOTE 2013 - 0.5.0',
        nextActor: 'depositor',
      });
    });
  });

  describeWhere('exchanged with STSWEB', stsOfClass.empSts.obstacle, () => {
    it.each([
      ['a class', stsOfClass],
      ['a group', stsOfGroup],
    ])('of %s: its lessons, in the weeks of its year', async (_what, { empSts, stsEmp }) => {
      const written = (await readFile(empSts.path, 'latin1')).replaceAll('2099-', '2018-');
      const both = await zippedEntries([
        ['emp_sts.xml', Buffer.from(written, 'latin1')],
        ['sts_emp.xml', await readFile(stsEmp.path)],
      ]);
      const record = await imports.importByHand(both);
      expect(record.status).toMatch(/^integrated/);
      expect(record.counts.sessionsCreated).toBeGreaterThan(0);
    });

    it('whose weeks are those of another year: that they are, and nothing is taught', async () => {
      const both = await zippedEntries([
        ['emp_sts.xml', await readFile(stsOfClass.empSts.path)],
        ['sts_emp.xml', await readFile(stsOfClass.stsEmp.path)],
      ]);
      const { id } = await imports.import(both, { origin: 'manual' });
      const { message, messageCode } = await imports.record(id);
      expect([messageCode, message]).toEqual([
        'structure_errors',
        expect.stringMatching(/ : 1 semaine illisible ou d’une autre année\. /),
      ]);
    });
  });
});
