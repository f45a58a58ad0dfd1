import { describe, expect, it } from '@jest/globals';
import { isGuessable } from './guessable-password.js';

const owner = {
  login: 'e.durand',
  name: 'Élise Durand',
  school: ['jmoulin', 'Cité scolaire Jean-Moulin', 'Collège Jean-Moulin'],
};

describe('a password', () => {
  it.each([
    'motdepasse2026',
    'M0tDeP@sse!!2026',
    'Azertyuiop123',
    '123456789012',
    'aaaaaaaaaaaaaaaa',
    'abababababababab',
    'abcdefghijklmnop',
    'Collège2026!',
    'college-jean-moulin',
    'JeanMoulin69000',
    'elise.durand.2026',
    'Durand-Élise-1234',
    'e.durand/e.durand',
    'pronote-pronote-pronote',
    'passwordpassword',
    '            ',
    '!!!!!!!!!!!!!!!!',
  ])('of nothing but the obvious is guessable: %s', (password) => {
    expect(isGuessable(password, owner)).toBe(true);
  });

  it.each([
    'velours citron tandem',
    'correct horse battery',
    'le chat de Durand dort à midi',
    'xK4-vQ9_tR2.mB7',
    'Les sanglots longs 1866',
    'Привет дорогой мир',
  ])('of anything else is not: %s', (password) => {
    expect(isGuessable(password, owner)).toBe(false);
  });
});
