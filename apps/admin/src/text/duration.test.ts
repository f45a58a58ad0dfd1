import { expect, it } from '@jest/globals';
import { duration, inWords } from './duration.js';

it.each([
  ['2026-11-24T08:00:00.200Z', 'en moins d’une seconde'],
  ['2026-11-24T08:00:12.100Z', 'en 12\u202fs'],
  ['2026-11-24T08:03:05Z', 'en 3\u202fmin\u202f05\u202fs'],
])('from 8:00 to %s is said « %s »', (to, said) => {
  expect(duration('2026-11-24T08:00:00Z', to)).toBe(said);
});

it('says how long to wait, in minutes that are not too few', () => {
  expect([40, 60, 61, 600].map(inWords)).toEqual([
    'dans 40\u202fs',
    'dans 1\u202fmin',
    'dans 2\u202fmin',
    'dans 10\u202fmin',
  ]);
});
