import { describe, expect, it } from '@jest/globals';
import { lanes, type TimeSpan } from './lanes.js';

interface Lesson extends TimeSpan {
  readonly name: string;
}

const lesson = (name: string, startMinute: number, endMinute: number): Lesson => ({
  name,
  startMinute,
  endMinute,
});

/** « name lane/count », sorted. */
const drawn = (items: readonly Lesson[], most = 3): string[] =>
  lanes(items, most)
    .map((block) => `${block.items.map(({ name }) => name).join('+')} ${block.lane}/${block.laneCount}`)
    .toSorted();

describe('the lanes of a day', () => {
  it('are one where lessons follow each other, even without a pause', () => {
    expect(drawn([lesson('b', 535, 590), lesson('a', 480, 535)])).toEqual(['a 0/1', 'b 0/1']);
    expect(drawn([])).toEqual([]);
  });

  it('are as many as lessons are held at once', () => {
    expect(drawn([lesson('a', 480, 600), lesson('b', 480, 540), lesson('c', 540, 600)])).toEqual([
      'a 0/2',
      'b 1/2',
      'c 1/2',
    ]);
  });

  it('are counted anew after a pause', () => {
    expect(drawn([lesson('a', 480, 540), lesson('b', 500, 560), lesson('c', 560, 600)])).toEqual([
      'a 0/2',
      'b 1/2',
      'c 0/1',
    ]);
  });

  it('are no more than can be read: the others share the last one, as far as they overlap', () => {
    const whole = lesson('day', 480, 960);
    expect(
      drawn([
        whole,
        ...['a', 'b', 'c'].map((name) => lesson(name, 480, 540)),
        ...['x', 'y', 'z'].map((name) => lesson(name, 840, 900)),
      ]),
    ).toEqual(['a 1/3', 'b+c 2/3', 'day 0/3', 'x 1/3', 'y+z 2/3']);
  });

  it('say from when to when what shares a lane goes', () => {
    const crowd = [
      lesson('a', 480, 600),
      lesson('b', 480, 590),
      lesson('c', 485, 540),
      lesson('d', 530, 595),
    ];
    expect(lanes(crowd, 2).find(({ items }) => items.length > 1)).toMatchObject({
      startMinute: 480,
      endMinute: 595,
      lane: 1,
      laneCount: 2,
    });
  });
});
