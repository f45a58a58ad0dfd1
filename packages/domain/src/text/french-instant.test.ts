import { expect, it } from '@jest/globals';
import { frenchInstant } from './french-instant.js';

it.each([
  ['Europe/Paris', 'mardi 24 novembre 2026 à 8\u202fh\u202f05'],
  ['Indian/Reunion', 'mardi 24 novembre 2026 à 11\u202fh\u202f05'],
])('an instant in the hours of %s is « %s »', (timeZone, said) => {
  expect(frenchInstant(new Date('2026-11-24T07:05:00Z'), timeZone)).toBe(said);
});
