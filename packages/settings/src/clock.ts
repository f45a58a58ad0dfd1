/** The business clock: the only source of « now » in the product. */
export interface Clock {
  now(): Date;
}

/**
 * @param startsAt the instant the clock shows when it starts (`CLOCK`), ISO 8601; the system's time when undefined
 * @param since when it starts, by the system's time: programs that are given the same pair agree on what time it is
 */
export function createClock(startsAt: string | undefined, since = new Date()): Clock {
  if (startsAt === undefined) return { now: () => new Date() };
  const shiftMs = Date.parse(startsAt) - since.getTime();
  return { now: () => new Date(Date.now() + shiftMs) };
}

/** When this process was started: `CLOCK` is what its clock showed then. */
export const processStart = (): Date => new Date(performance.timeOrigin);
