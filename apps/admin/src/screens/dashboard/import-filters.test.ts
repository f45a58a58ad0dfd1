import { expect, it } from '@jest/globals';
import { filterParameters, filtersOf, isFiltered } from './import-filters.js';

it.each([
  '',
  'statut=held',
  'statut=held%2Crunning&origine=manual&etablissement=Tous&du=2026-09-01&au=2026-09-30',
])('the address « %s » says which imports are shown, and is made again from them', (address) => {
  const filters = filtersOf(new URLSearchParams(address));
  expect(filterParameters(filters).toString()).toBe(address);
  expect(isFiltered(filters)).toBe(address !== '');
});

it('leaves out what filters nothing, and what is not a filter', () => {
  const filters = filtersOf(new URLSearchParams('statut=&origine=&page=2'));
  expect(filters).toEqual({ status: [], origin: '', establishment: '', from: '', to: '' });
});
