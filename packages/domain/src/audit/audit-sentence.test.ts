import { describe, expect, it } from '@jest/globals';
import { auditSentence } from './audit-sentence.js';

const said = (action: string, subject: string, detail: Readonly<Record<string, unknown>> = {}) =>
  auditSentence({ action, subject, detail }, (id) => (id === 'cite/clg' ? 'Collège Jean-Moulin' : undefined));

describe('what somebody did', () => {
  it.each([
    ['match.decided', 'class', { after: null }, 'Classe inconnue de l’ENT'],
    ['match.decided', 'teacher', { after: 'T1' }, 'Enseignant rapproché à la main'],
    ['match.forgotten', 'class', {}, 'Classe rapprochée de nouveau par les imports'],
    ['import.approve', 'id', { reason: 'Vu.' }, 'Import approuvé\u00a0: «\u00a0Vu.\u00a0»'],
    ['import.retry', 'id', { reason: null }, 'Import relancé'],
    ['closures.changed', 'cite/clg', {}, 'Périodes de fermeture modifiées\u00a0: Collège Jean-Moulin'],
    ['deposit_account.deleted', 'emp.a.b', {}, 'Compte d’accès emp.a.b supprimé'],
    [
      'account.sign_in_refused',
      'c.dupuis',
      { address: '192.0.2.7' },
      'Mot de passe refusé pour le compte c.dupuis, depuis 192.0.2.7',
    ],
    ['deposit_account.sign_in_refused', 'emp.a.b', {}, 'Mot de passe refusé pour le compte d’accès emp.a.b'],
    [
      'threshold.changed',
      'code_of_before',
      { before: null, after: { limit: 5, blocking: true, minCount: 3 } },
      'Seuil modifié (d’une autre version)\u00a0: inconnu → 5\u202f%, bloquant, à partir de 3',
    ],
    ['of.another.version', 'x', {}, 'Autre action'],
  ])('is a sentence: %s of %s', (action, subject, detail, sentence) => {
    expect(said(action, subject, detail)).toBe(sentence);
  });
});
