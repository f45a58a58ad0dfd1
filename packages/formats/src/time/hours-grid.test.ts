import { describe, expect, it } from '@jest/globals';
import { HoursGrid, type Hours } from './hours-grid.js';

const at = (startMinute: number, endMinute: number): Hours => ({ startMinute, endMinute });

describe('the grid of real hours', () => {
  const all = [at(480, 535), at(545, 600), at(482, 540), at(480, 600)];
  const hours = new HoursGrid(all);
  const { places } = hours.grid([1, 2], 0);

  it('has its places in order, each of some length', () => {
    for (const [index, place] of places.entries()) {
      expect(place.endMinute).toBeGreaterThan(place.startMinute);
      expect(place.startMinute).toBeGreaterThan(places[index - 1]?.startMinute ?? -1);
    }
  });

  it('gives back the hours that it was made of, overlapping ones included', () => {
    for (const each of all) {
      const { firstPlace, placeCount } = hours.placesOf(each);
      expect(places[firstPlace]?.startMinute).toBe(each.startMinute);
      expect(places[firstPlace + placeCount - 1]?.endMinute).toBe(each.endMinute);
    }
  });

  it('has no place where nothing has hours', () => {
    expect(new HoursGrid([]).grid([], 55)).toEqual({ placeMinutes: 55, places: [], openDays: [] });
  });
});
