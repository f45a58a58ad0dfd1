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

/** Who and what is taken at which hour, in weeks A, B or both. */
export class Occupancy {
  readonly #taken = new Map<string, number>();

  isFree(resources: readonly string[], hour: WeeklyHour, extent: Extent): boolean {
    // Nothing goes on over noon on Wednesday, nor after 18:00.
    if (hour.firstPlace + 2 * extent.hours > (hour.day === 3 ? 8 : 20)) return false;
    return resources.every((resource) =>
      keys(resource, hour, extent).every((key) => ((this.#taken.get(key) ?? 0) & WEEKS[extent.rhythm]) === 0),
    );
  }

  /** Whether the resources are already taken at that hour, in the other weeks. */
  completes(resources: readonly string[], hour: WeeklyHour, extent: Extent): boolean {
    return resources.every((resource) =>
      keys(resource, hour, extent).every((key) => (this.#taken.get(key) ?? 0) === 3 - WEEKS[extent.rhythm]),
    );
  }

  take(resources: readonly string[], hour: WeeklyHour, extent: Extent): void {
    for (const key of resources.flatMap((resource) => keys(resource, hour, extent))) {
      this.#taken.set(key, (this.#taken.get(key) ?? 0) | WEEKS[extent.rhythm]);
    }
  }
}

function keys(resource: string, { day, firstPlace }: WeeklyHour, { hours }: Extent): string[] {
  return Array.from({ length: hours }, (_, index) => `${resource}@${day}/${firstPlace + 2 * index}`);
}
