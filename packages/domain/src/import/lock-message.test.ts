import { expect, it } from '@jest/globals';
import { lockMessage } from './lock-message.js';

it('A locked establishment says since when, by whom, at which step, and until when', () => {
  const lock = { since: 'mardi 24 novembre 2026 à 8\u202fh\u202f15', by: 'emp.marie.durand' };
  expect(lockMessage({ ...lock, step: 'groups' })).toBe(
    'Un import est en cours pour cet établissement depuis le mardi 24 novembre 2026 à 8\u202fh\u202f15 ' +
      '(déposé par emp.marie.durand, étape « Création des groupes et rattachements »). ' +
      'La gestion de vie scolaire sera de nouveau modifiable dès qu’il sera terminé.',
  );
  expect(lockMessage({ ...lock, step: null })).toContain('(déposé par emp.marie.durand). ');
});
