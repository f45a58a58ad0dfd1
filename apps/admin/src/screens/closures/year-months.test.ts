import { expect, it } from '@jest/globals';
import { yearMonths } from './year-months.js';

it('shows every day of the year once, in its month and under its weekday', () => {
  const months = yearMonths('2026-09-01', '2027-08-31', []);
  expect(months.map(({ label }) => label)).toEqual([
    ...['septembre 2026', 'octobre 2026', 'novembre 2026', 'décembre 2026'],
    ...['janvier 2027', 'février 2027', 'mars 2027', 'avril 2027'],
    ...['mai 2027', 'juin 2027', 'juillet 2027', 'août 2027'],
  ]);
  expect(months.reduce((sum, { days }) => sum + days.length, 0)).toBe(365);
  // 1 September 2026 is a Tuesday.
  expect(months[0]).toMatchObject({ before: 1, days: { length: 30 } });
  expect(months[0]?.days.slice(3, 6).map(({ isWeekend }) => isWeekend)).toEqual([false, true, true]);
});

it('begins and ends within a month, and says where a closed day comes from', () => {
  const [month, ...others] = yearMonths('2026-09-03', '2026-09-08', [
    { startsOn: '2026-09-04', endsOn: '2026-09-05', source: 'manual' },
    { startsOn: '2026-09-08', endsOn: '2026-10-01', source: 'calendar' },
  ]);
  expect(others).toEqual([]);
  expect(month?.days.map(({ number, closure }) => [number, closure])).toEqual([
    [3, undefined],
    [4, 'manual'],
    [5, 'manual'],
    [6, undefined],
    [7, undefined],
    [8, 'calendar'],
  ]);
});

it('is empty where dates are missing', () => {
  expect(yearMonths('2026-09-01', '', [])).toEqual([]);
});
