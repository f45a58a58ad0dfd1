import { frenchCount, frenchDecimal } from './french.js';

const UNITS = ['ko', 'Mo', 'Go'] as const;

/** « 812 octets », « 48 ko », « 1,4 Mo »: as a person reads the size of a file. */
export function frenchBytes(bytes: number): string {
  if (bytes < 1000) return frenchCount(bytes, 'octet', 'octets');
  const power = Math.min(UNITS.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${frenchDecimal(Number(value.toFixed(value < 10 ? 1 : 0)))}\u202f${UNITS[power - 1] ?? ''}`;
}
