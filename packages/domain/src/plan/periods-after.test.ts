import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localDate } from '../calendar/local-date.js';
import { periodsAfter, type Period } from './periods-after.js';

const ON = '2027-02-10';
const END = '2027-07-04';
const period = (startsOn: string, endsOn: string): Period => ({ startsOn, endsOn });
const whole = period('2026-09-01', END);

describe('The periods of somebody in a group', () => {
  it.each([
    [
      'a leaving date of three weeks ago ends it then',
      [whole],
      [period('2026-09-01', '2027-01-15')],
      ['2026-09-01 2027-01-15'],
    ],
    ['an entry in the past begins it then', [], [period('2027-01-04', END)], ['2027-01-04 2027-07-04']],
    ['who vanishes leaves the day before', [whole], [], ['2026-09-01 2027-02-09']],
    ['what has not begun and vanishes was never there', [period('2027-03-01', END)], [], []],
    [
      'a past stay that the file no longer mentions stays',
      [period('2026-09-01', '2026-10-11'), period('2026-11-09', END)],
      [period('2026-11-09', END)],
      ['2026-09-01 2026-10-11', '2026-11-09 2027-07-04'],
    ],
    [
      'a past stay that the ENT lacks comes',
      [period('2026-10-12', END)],
      [period('2026-09-01', '2026-10-01'), period('2026-10-12', END)],
      ['2026-09-01 2026-10-01', '2026-10-12 2027-07-04'],
    ],
    [
      'a stay that the file splits is split',
      [whole],
      [period('2026-09-01', '2026-10-11'), period('2026-11-09', END)],
      ['2026-09-01 2026-10-11', '2026-11-09 2027-07-04'],
    ],
    [
      'two stays that the file makes one are one',
      [period('2026-09-01', '2026-10-11'), period('2026-11-09', END)],
      [whole],
      ['2026-09-01 2027-07-04'],
    ],
  ])('%s', (_, present, stated, expected) => {
    expect(periodsAfter(present, stated, ON).map(({ startsOn, endsOn }) => `${startsOn} ${endsOn}`)).toEqual(
      expected,
    );
  });

  it('begin on the day of the import when the file does not say since when, unless they are there', () => {
    const undated = { ...whole, hasNoStart: true } as const;
    expect(periodsAfter([], [undated], ON)).toEqual([period(ON, END)]);
    expect(periodsAfter([period('2026-11-26', END)], [undated], ON)).toEqual([period('2026-11-26', END)]);
    expect(periodsAfter([period('2026-09-01', '2026-12-01')], [undated], ON)).toEqual([
      period('2026-09-01', '2026-12-01'),
      period(ON, END),
    ]);
    const left = { ...undated, endsOn: '2027-01-15' };
    expect(periodsAfter([whole], [left], ON)).toEqual([period('2026-09-01', '2027-01-15')]);
    expect(periodsAfter([], [left], ON)).toEqual([]);
  });

  it('never overlap, and are the same when the same file comes again, that day or later', () => {
    const first = 20_697;
    const disjoint = fc
      .uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 8, minLength: 0 })
      .map((days) => days.sort((a, b) => a - b))
      .map((days) =>
        Array.from({ length: Math.floor(days.length / 2) }, (_, index) => [
          days[2 * index],
          days[2 * index + 1],
        ])
          .map(([from = 0, to = 0]) => period(localDate(first + 2 * from), localDate(first + 2 * to - 2)))
          .filter(({ startsOn, endsOn }) => startsOn <= endsOn),
      );
    fc.assert(
      fc.property(
        disjoint,
        disjoint,
        fc.boolean(),
        fc.nat(300),
        fc.nat(300),
        (present, dated, isUndated, day, later) => {
          const stated = dated.map((one, index) =>
            index === 0 && isUndated ? { ...one, hasNoStart: true as const } : one,
          );
          const on = localDate(first + 2 * day);
          const after = periodsAfter(present, stated, on);
          after.forEach(({ startsOn, endsOn }, index) => {
            expect(startsOn <= endsOn && (after[index + 1]?.startsOn ?? '9999') > endsOn).toBe(true);
          });
          expect(periodsAfter(after, stated, on)).toEqual(after);
          // Whoever has left by an undated file stays away; the others are what the file says, whenever it comes again.
          if (!isUndated)
            expect(periodsAfter(after, stated, localDate(first + 2 * (day + later)))).toEqual(after);
        },
      ),
    );
  });
});
