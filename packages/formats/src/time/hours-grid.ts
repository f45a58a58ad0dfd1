import type { TimeGrid, TimePlace } from '@timetable/domain';

/** Local minutes between which something takes place. */
export interface Hours {
  readonly startMinute: number;
  readonly endMinute: number;
}

/**
 * The grid of a file that states real hours instead of places: one place between each hour at which anything begins or
 * ends and the next, so that whatever the days and sites, each lasts from the start of one place to the end of another.
 */
export class HoursGrid {
  readonly #hours: readonly number[];

  constructor(all: Iterable<Hours>) {
    const hours = new Set<number>();
    for (const { startMinute, endMinute } of all) hours.add(startMinute).add(endMinute);
    this.#hours = [...hours].sort((a, b) => a - b);
  }

  /** @param placeMinutes usual length, 0 when the file does not say */
  grid(openDays: readonly number[], placeMinutes: number): TimeGrid {
    const places = this.#hours.flatMap((startMinute, index): TimePlace[] => {
      const endMinute = this.#hours[index + 1];
      return endMinute === undefined ? [] : [{ startMinute, endMinute }];
    });
    return { placeMinutes, places, openDays };
  }

  /** Of hours that the grid was made of. */
  placesOf({ startMinute, endMinute }: Hours): {
    readonly firstPlace: number;
    readonly placeCount: number;
  } {
    const firstPlace = this.#hours.indexOf(startMinute);
    return { firstPlace, placeCount: this.#hours.indexOf(endMinute) - firstPlace };
  }
}
