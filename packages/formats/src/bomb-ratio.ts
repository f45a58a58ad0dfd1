/** XML of a timetable shrinks about 12 times, a repetitive one 50 times; only bombs shrink more than this. */
const MAX_RATIO = 200;
/** Under this size a ratio proves nothing. */
const RATIO_FLOOR_BYTES = 1024 * 1024;

/** How many times larger the content is than what it is packed in, when only bombs are; otherwise undefined. */
export function bombRatio(packedBytes: number, contentBytes: number): number | undefined {
  const ratio = Math.ceil(contentBytes / Math.max(1, packedBytes));
  return contentBytes > RATIO_FLOOR_BYTES && ratio > MAX_RATIO ? ratio : undefined;
}
