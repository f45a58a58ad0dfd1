/** Weeks are numbered from 1; bit i of a mask is week i. Bit 0 is never used, and masks have 64 bits. */
const LAST_WEEK = 63;
const decoded = new Map<bigint, readonly number[]>();
/** A school year has some thirty distinct masks: a cache this big only fills up with hostile files. */
const MOST_CACHED = 10_000;

/** The weeks of a mask, in order. The array is shared between calls: masks repeat all along a file. */
export function weeksOf(mask: bigint): readonly number[] {
  const known = decoded.get(mask);
  if (known !== undefined) return known;
  const weeks: number[] = [];
  for (let week = 1; week <= LAST_WEEK; week += 1) if (((mask >> BigInt(week)) & 1n) === 1n) weeks.push(week);
  if (decoded.size >= MOST_CACHED) decoded.clear();
  decoded.set(mask, weeks);
  return weeks;
}

export function weekCount(mask: bigint): number {
  return weeksOf(mask).length;
}

/** The mask of the given weeks. */
export function maskOf(weeks: Iterable<number>): bigint {
  let mask = 0n;
  for (const week of weeks) mask |= 1n << BigInt(week);
  return mask;
}

/** Every week from 1 to the last one given. */
export function weeksUpTo(lastWeek: number): bigint {
  const last = Math.max(0, Math.min(lastWeek, LAST_WEEK));
  return (1n << BigInt(last + 1)) - 2n;
}
