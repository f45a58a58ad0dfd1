import { expect, it } from '@jest/globals';
import { timetableSearch, timetableViewOf } from './timetable-view.js';

it.each(['?par=classe', '?etablissement=lycee&par=salle&nom=D+102&semaine=2026-11-23'])(
  'the address « %s » says what is shown, and is made again from it',
  (address) => {
    expect(timetableSearch(timetableViewOf(new URLSearchParams(address)))).toBe(address);
  },
);

it('takes any day for its week, and leaves out what cannot be read', () => {
  expect(timetableViewOf(new URLSearchParams('par=planete&semaine=2026-11-26')).week).toBe('2026-11-23');
  expect(timetableViewOf(new URLSearchParams('par=planete&semaine=2026-02-30'))).toEqual({
    establishment: '',
    kind: 'class',
    name: '',
    week: '',
  });
});
