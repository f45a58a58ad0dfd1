import { describe, expect, it } from '@jest/globals';
import { depositLogin } from './deposit-login.js';

describe('the login of a deposit account', () => {
  it.each([
    ['Élise', 'Durand', 'emp.elise.durand'],
    ['Jean-Pierre', 'D’ANGELO', 'emp.jean-pierre.d-angelo'],
    ['Zoë', 'Œrsted Lønning', 'emp.zoe.oersted-lonning'],
    ['', 'Martin', 'emp.martin'],
    ['Олег', 'Petit', 'emp.petit'],
  ])('of %s %s is %s', (firstName, lastName, login) => {
    expect(depositLogin({ firstName, lastName })).toBe(login);
  });
});
