import { expect, it } from '@jest/globals';
import { pupil, teacher, timetableOf } from '../timetable/timetable.test-support.js';
import { checkIdentifiers } from './check-identifiers.js';
import { ProblemLog } from './problem-log.js';

it('Every row that bears the identifier of another is named by its number, without its name', () => {
  const log = new ProblemLog();
  checkIdentifiers(
    timetableOf({
      teachers: [
        teacher(1, 'MARTIN', 'Zoé', { stsId: '7' }),
        teacher(2, 'PONS', 'Luc', { stsId: '7' }),
        teacher(3, 'ROUX', 'Ana', { idpn: '7' }),
      ],
      pupils: [
        pupil(1, 'PETIT', 'Zoé', { nationalId: 'INE1', idpn: '' }),
        pupil(2, 'AUTRE', 'Autre', { nationalId: 'INE1', idpn: '' }),
      ],
    }),
    log,
  );
  expect(log.list().map(({ code, line, value }) => [code, line, value])).toEqual([
    ['identifier_shared', 1, 'Professeur 1 (STS)'],
    ['identifier_shared', 2, 'Professeur 2 (STS)'],
    ['identifier_shared', 1, 'Eleve 1 (INE)'],
    ['identifier_shared', 2, 'Eleve 2 (INE)'],
  ]);
});
