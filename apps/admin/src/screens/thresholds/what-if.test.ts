import { describe, expect, it } from '@jest/globals';
import type { ThresholdMeasures } from '@timetable/contracts';
import { whatIf } from './what-if.js';

const CODE = 'subjects_created';

/** Imports that found so many of 100, the first one of a year where the number is null. */
const found = (...numerators: readonly (number | null)[]): ThresholdMeasures => ({
  imports: numerators.map((numerator) => ({
    id: 'f3a1c5de-0000-4000-8000-000000000000',
    receivedAt: '2026-11-24T07:00:00Z',
    measures: [
      {
        code: CODE,
        numerator: numerator ?? 100,
        denominator: 100,
        percent: numerator ?? 100,
        isComparable: numerator !== null,
        exceeded: false,
      },
    ],
  })),
});

const limit = (percent: number, changes: object = {}) =>
  ({
    code: CODE,
    limit: percent,
    blocking: true,
    ...changes,
  }) as const;

describe('what another limit would have done', () => {
  it.each([
    [30, 'Avec 30\u202f%, 2 de vos 4 derniers imports auraient été arrêtés.'],
    [31, 'Avec 31\u202f%, 1 de vos 4 derniers imports aurait été arrêté.'],
    [40, 'Avec 40\u202f%, aucun de vos 4 derniers imports n’aurait été arrêté.'],
    [30.5, 'Avec 30,5\u202f%, 2 de vos 4 derniers imports auraient été arrêtés.'],
  ])('with %d %%, strictly above counts', (percent, sentence) => {
    expect(whatIf(limit(percent), found(40, 31, 30, null))).toBe(sentence);
  });

  it('gives an alert where the threshold does not stop imports', () => {
    expect(whatIf(limit(5, { blocking: false }), found(40, 31))).toBe(
      'Avec 5\u202f%, 2 de vos 2 derniers imports auraient donné une alerte.',
    );
    expect(whatIf(limit(50, { blocking: false }), found(40))).toBe(
      'Avec 50\u202f%, votre dernier import n’aurait pas donné d’alerte.',
    );
  });

  it('spares what is under the floor', () => {
    expect(whatIf(limit(5, { minCount: 35 }), found(40, 31))).toContain('1 de vos 2');
  });

  it('speaks of one import, and of none', () => {
    expect(whatIf(limit(5), found(40))).toBe('Avec 5\u202f%, votre dernier import aurait été arrêté.');
    expect(whatIf(limit(50), found(40))).toBe(
      'Avec 50\u202f%, votre dernier import n’aurait pas été arrêté.',
    );
    expect(whatIf(limit(50), found())).toBe('Aucun import n’a encore mesuré ce seuil.');
  });
});
