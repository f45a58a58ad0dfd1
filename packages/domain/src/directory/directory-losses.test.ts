import { describe, expect, it } from '@jest/globals';
import { lossConfirmation, lossesMessage, lossesToConfirm, type DirectoryLoss } from './directory-losses.js';

const loss = (lost: number, known: number, more: Partial<DirectoryLoss> = {}): DirectoryLoss => ({
  list: 'pupils',
  known,
  received: known - lost,
  lost,
  ...more,
});
const isAsked = (one: DirectoryLoss): boolean => lossesToConfirm([one]).length === 1;

describe('A load of the directory asks for a confirmation', () => {
  it('when it empties a list, however short', () => {
    expect(isAsked(loss(430, 430))).toBe(true);
    expect(isAsked(loss(1, 1, { list: 'users' }))).toBe(true);
    expect(isAsked(loss(0, 0, { received: 0 }))).toBe(false);
  });

  it('when more than a fifth of at least ten disappears, others or not coming in their place', () => {
    expect(isAsked(loss(2, 10))).toBe(false);
    expect(isAsked(loss(3, 10))).toBe(true);
    expect(isAsked(loss(10, 10, { received: 10 }))).toBe(true);
    expect(isAsked(loss(5, 9))).toBe(false);
  });

  it('of exactly what would be lost, and says the way out', () => {
    const losses = [loss(1, 1, { list: 'users', received: 0 }), loss(1_412, 1_430)];
    expect(lossConfirmation(losses)).toBe('pupils:1412,users:1');
    expect(lossesMessage(losses)).toBe(
      'Ce chargement retirerait de l’annuaire 1 utilisateur sur 1 et 1\u202f412 élèves sur 1\u202f430 : rien n’a été ' +
        'changé. Vérifiez que l’extraction est complète ; si elle l’est, recommencez en confirmant ces nombres ' +
        '(?confirm=pupils:1412,users:1).',
    );
  });
});
