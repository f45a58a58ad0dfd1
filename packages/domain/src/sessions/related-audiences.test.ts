import { describe, expect, it } from '@jest/globals';
import { sharingHalf } from './related-audiences.js';

const pupils = (...ids: readonly string[]): readonly string[] => ids;

describe('audiences that share pupils', () => {
  it('are those with half of the pupils of one of the two in common', () => {
    const before = new Map([
      ['c:6A', pupils('1', '2', '3', '4')],
      ['g:G3', pupils('1', '2')],
    ]);
    const after = new Map([
      ['g:G1', pupils('1', '2')],
      ['g:half', pupils('3', '4', '8', '9')],
      ['g:option', pupils('4', '5', '6', '7')],
    ]);
    expect(sharingHalf(before, after)).toEqual([
      ['c:6A', 'g:G1'],
      ['c:6A', 'g:half'],
      ['g:G3', 'g:G1'],
    ]);
  });

  it('are never the same one, nor those of nobody', () => {
    const same = new Map([
      ['c:6A', pupils('1', '2')],
      ['c:6B', pupils()],
    ]);
    expect(sharingHalf(same, same)).toEqual([]);
  });

  it('are found in time in a school of which one pupil is in every group', () => {
    const groups = new Map(
      Array.from({ length: 20_000 }, (_, index) => [`g:${index}`, pupils('1', `of ${index}`)]),
    );
    expect(sharingHalf(groups, groups)).toEqual([]);
  });
});
