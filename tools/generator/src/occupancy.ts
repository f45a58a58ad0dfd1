import type { Rhythm } from './school.js';

export interface WeeklyHour {
  readonly day: number;
  readonly firstPlace: number;
}

/** Hours in which courses may start: 08:00 to 17:00, Wednesday until noon. */
export const WEEKLY_HOURS: readonly WeeklyHour[] = [1, 2, 3, 4, 5].flatMap((day) =>
  Array.from({ length: day === 3 ? 4 : 10 }, (_, hour) => ({ day, firstPlace: 2 * hour })),
);

const WEEKS: Readonly<Record<Rhythm, number>> = { A: 1, B: 2, every: 3 };

interface Extent {
  readonly rhythm: Rhythm;
  readonly hours: 1 | 2;
}

const PLACES_OF_A_DAY = 20;

/** Who and what is taken at which hour, in weeks A, B or both: asked a million times for a school. */
export class Occupancy {
  /** Of each resource, the weeks in which it is taken, place by place from Monday on. */
  readonly #taken = new Map<string, Uint8Array>();

  isFree(resources: readonly string[], hour: WeeklyHour, extent: Extent): boolean {
    // Nothing goes on over noon on Wednesday, nor after 18:00.
    if (hour.firstPlace + 2 * extent.hours > (hour.day === 3 ? 8 : PLACES_OF_A_DAY)) return false;
    return resources.every((resource) =>
      this.#weeksOf(resource, hour, extent).every((weeks) => (weeks & WEEKS[extent.rhythm]) === 0),
    );
  }

  /** Whether the resources are already taken at that hour, in the other weeks. */
  completes(resources: readonly string[], hour: WeeklyHour, extent: Extent): boolean {
    return resources.every((resource) =>
      this.#weeksOf(resource, hour, extent).every((weeks) => weeks === 3 - WEEKS[extent.rhythm]),
    );
  }

  take(resources: readonly string[], hour: WeeklyHour, extent: Extent): void {
    for (const resource of resources) {
      const weeks = this.#weeksOf(resource, hour, extent);
      weeks.forEach((taken, index) => (weeks[index] = taken | WEEKS[extent.rhythm]));
    }
  }

  /** Of the hours of the extent: written to where the resource keeps them. */
  #weeksOf(resource: string, { day, firstPlace }: WeeklyHour, { hours }: Extent): Uint8Array {
    let week = this.#taken.get(resource);
    if (week === undefined) this.#taken.set(resource, (week = new Uint8Array(PLACES_OF_A_DAY * 5)));
    const first = (day - 1) * PLACES_OF_A_DAY + firstPlace;
    return week.subarray(first, first + 2 * hours);
  }
}
