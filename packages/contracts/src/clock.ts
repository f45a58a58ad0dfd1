/** The business clock: the only source of « now » in the product. */
export interface Clock {
  now(): Date;
}

/**
 * @param startsAt the instant the clock shows when the process starts (`CLOCK`), ISO 8601; the system's when undefined
 */
export function createClock(startsAt: string | undefined): Clock {
  if (startsAt === undefined) return { now: () => new Date() };
  const shift = Date.parse(startsAt) - Date.now();
  return { now: () => new Date(Date.now() + shift) };
}
