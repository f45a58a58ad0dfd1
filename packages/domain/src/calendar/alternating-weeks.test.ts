import { describe, expect, it } from '@jest/globals';
import { alternatingWeeks } from './alternating-weeks.js';
import { addDays } from './local-date.js';

const WEEKS = Array.from({ length: 10 }, (_, index) => addDays('2026-09-07', index * 7));
const weeks = (...places: readonly number[]): string[] => places.map((place) => WEEKS[place] ?? '');
const letters = (lessons: readonly (readonly string[])[]): string => {
  const found = alternatingWeeks(WEEKS, lessons);
  return WEEKS.map((monday) => found.get(monday) ?? '-').join('');
};

describe('weeks A and B', () => {
  it('are those of lessons every other week, the first one being A', () => {
    expect(letters([weeks(0, 2, 4, 6, 8), weeks(1, 3, 5, 7, 9)])).toBe('ABABABABAB');
    expect(letters([weeks(3, 5, 7)])).toBe('--ABABABA-');
  });

  it('follow the school where it skips a week', () => {
    expect(letters([weeks(0, 2, 4, 7, 9), weeks(0, 2, 4, 7, 9), weeks(1, 3, 6, 8)])).toBe('ABABABBABA');
  });

  it('are those that most lessons follow', () => {
    expect(letters([weeks(0, 2, 4, 6, 8), weeks(0, 2, 4, 6, 8), weeks(0, 2, 5, 7, 9)])).toBe('ABABABABAB');
  });

  it('are not made of lessons of every week, of one month in two, nor of a coincidence', () => {
    expect(letters([weeks(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), weeks(0, 4, 8), weeks(2, 4)])).toBe('----------');
    expect(letters([])).toBe('----------');
  });
});
