import { describe, expect, it } from '@jest/globals';
import { frenchCount, frenchDecimal, frenchInteger, frenchList, frenchSpacing, ofNamed } from './french.js';

describe('French texts', () => {
  it('set thousands apart', () => {
    expect([999, 1_000, 16_431, 2_628_960].map(frenchInteger)).toEqual([
      '999',
      '1\u202f000',
      '16\u202f431',
      '2\u202f628\u202f960',
    ]);
  });

  it('are singular for zero and one', () => {
    expect([0, 1, 2].map((count) => frenchCount(count, 'séance', 'séances'))).toEqual([
      '0 séance',
      '1 séance',
      '2 séances',
    ]);
  });

  it('write decimals with a comma', () => {
    expect([10.5, 50, 0.01].map(frenchDecimal)).toEqual(['10,5', '50', '0,01']);
  });

  it('enumerate', () => {
    const lists = [[], ['A'], ['A', 'B'], ['A', 'B', 'C']];
    expect(lists.map((list) => frenchList(list))).toEqual(['', 'A', 'A et B', 'A, B et C']);
  });

  it('enumerate ten things, and count the others', () => {
    const things = Array.from({ length: 1_011 }, (_, index) => String(index));
    expect(frenchList(things)).toBe('0, 1, 2, 3, 4, 5, 6, 7, 8, 9 et 1\u202f001 autres');
    expect(frenchList(['A', 'B'], 3)).toBe('A, B et 1 autre');
  });
});

it('keeps signs with their word', () => {
  expect(frenchSpacing('Motif : « oui » ; 5 % ?')).toBe(
    'Motif\u00a0: «\u00a0oui\u00a0»\u202f; 5\u202f%\u202f?',
  );
});

it('keeps « celui-ci » and « ci-dessus » in one piece, and leaves other hyphens', () => {
  expect(frenchSpacing('Un plus récent remplace celui-ci : voir ci-dessus, après-demain.')).toBe(
    'Un plus récent remplace celui\u2011ci\u00a0: voir ci\u2011dessus, après-demain.',
  );
});

it('keeps a school year in one piece, and leaves ids, names of files and dates', () => {
  expect(frenchSpacing('Année 2026-2027, (2027-2028).')).toBe('Année 2026\u20112027, (2027\u20112028).');
  const others = 'EDT_2026-2027.zip rentree-2026-2027.zip 2026-2027.zip 2026-2027-01 2026-09-01 12026-20270';
  expect(frenchSpacing(others)).toBe(others);
});

it.each([
  ['MATHÉMATIQUES', 'de MATHÉMATIQUES'],
  ['ANGLAIS LV1', 'd’ANGLAIS LV1'],
  ['ÉDUCATION MUSICALE', 'd’ÉDUCATION MUSICALE'],
  ['Histoire', 'd’Histoire'],
])('« %s » is said « %s » after « de »', (name, said) => {
  expect(ofNamed(name)).toBe(said);
});
