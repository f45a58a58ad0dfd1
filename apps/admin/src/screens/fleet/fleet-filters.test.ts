import { expect, it } from '@jest/globals';
import { fleetFiltersOf, fleetParameters, fleetRequest } from './fleet-filters.js';

it.each(['', 'recherche=%C3%89mile&bloque=silence-14&tri=attente'])(
  'the address « %s » says which campuses are shown, and is made again from it',
  (address) => {
    expect(fleetParameters(fleetFiltersOf(new URLSearchParams(address))).toString()).toBe(address);
  },
);

it('is what the API is asked', () => {
  expect(fleetRequest(fleetFiltersOf(new URLSearchParams('recherche=zola&bloque=silence-7')))).toEqual({
    q: 'zola',
    silentDays: 7,
    sort: 'name',
  });
  expect(fleetRequest(fleetFiltersOf(new URLSearchParams('bloque=autre&tri=autre')))).toEqual({
    q: '',
    sort: 'name',
  });
});
