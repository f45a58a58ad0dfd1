/**
 * A session's instant as the school reads it: local time and its offset, `2026-11-24T08:00:00+01:00`.
 * @param minute local minutes from midnight of `date`
 */
export function offsetInstant(date: string, minute: number, instant: Date): string {
  const local = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
  const offsetMinutes = Math.round((local - instant.getTime()) / 60_000);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const hours = Math.floor(Math.abs(offsetMinutes) / 60);
  const offset = `${sign}${twoDigits(hours)}:${twoDigits(Math.abs(offsetMinutes) % 60)}`;
  return `${new Date(local).toISOString().slice(0, 19)}${offset}`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
