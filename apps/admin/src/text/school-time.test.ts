import { describe, expect, it } from '@jest/globals';
import { elapsed, SchoolTime } from './school-time.js';

const NOW = new Date('2026-11-24T08:00:00Z');

describe('an instant as a school reads it', () => {
  const paris = new SchoolTime('Europe/Paris');
  const reunion = new SchoolTime('Indian/Reunion');

  it('is in the zone of the school, winter and summer', () => {
    expect(paris.time('2026-11-24T07:04:00Z')).toBe('8\u202fh\u202f04');
    expect(paris.time('2026-06-24T07:04:00Z')).toBe('9\u202fh\u202f04');
    expect(reunion.time('2026-11-24T20:30:00Z')).toBe('0\u202fh\u202f30');
    expect(reunion.full('2026-11-24T20:30:00Z')).toBe('mercredi 25 novembre 2026 à 0\u202fh\u202f30');
  });

  it('is on the day that it is there', () => {
    expect(paris.date('2026-11-24T20:30:00Z')).toBe('2026-11-24');
    expect(reunion.date('2026-11-24T20:30:00Z')).toBe('2026-11-25');
  });

  it('names the year only when it is another', () => {
    expect(paris.day('2026-11-24T07:04:00Z', NOW)).toBe('mar. 24 nov.');
    expect(paris.day('2025-12-31T23:30:00Z', NOW)).toBe('jeu. 1 janv.');
    expect(paris.day('2025-11-24T07:04:00Z', NOW)).toBe('lun. 24 nov. 2025');
  });
});

it.each([
  ['2026-11-24T07:59:30Z', 'à l’instant'],
  ['2026-11-24T07:57:00Z', 'il y a 3\u202fmin'],
  ['2026-11-24T05:30:00Z', 'il y a 2\u202fh'],
  ['2026-11-19T07:00:00Z', 'il y a 5\u00a0jours'],
  ['2026-11-24T08:00:10Z', 'à l’instant'],
])('the time since %s is « %s »', (instant, said) => {
  expect(elapsed(instant, NOW)).toBe(said);
});
