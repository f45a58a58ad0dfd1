import { expect, it } from '@jest/globals';
import { matchFiltersOf, matchParameters } from './match-filters.js';

it.each(['', 'type=eleves', 'type=classes&etat=a-choisir&recherche=6A'])(
  'the address « %s » says which matches are shown, and is made again from it',
  (address) => {
    expect(matchParameters(matchFiltersOf(new URLSearchParams(address))).toString()).toBe(address);
  },
);

it('leaves out what it does not know', () => {
  expect(matchFiltersOf(new URLSearchParams('type=parents&etat=perdus'))).toEqual({
    kind: undefined,
    state: undefined,
    text: '',
  });
});
