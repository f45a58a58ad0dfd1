import { expect, it } from '@jest/globals';
import { dayRange, longDay, shortDay } from './local-day.js';

it('local dates are those of the text, wherever the browser is', () => {
  expect(shortDay('2026-11-23')).toBe('lun. 23 nov.');
  expect(longDay('2026-11-23')).toBe('lundi 23 novembre');
  expect(dayRange('2026-11-23', '2026-11-29')).toMatch(/^23–29\snov\.$/);
  expect(dayRange('2026-12-28', '2027-01-03')).toMatch(/^28\sdéc\.\s2026\s–\s3\sjanv\.\s2027$/);
});
