import { frenchInteger } from '@timetable/contracts';

/** « en moins d’une seconde », « en 12 s », « en 3 min 05 s ». @param from ISO 8601 @param to ISO 8601 */
export function duration(from: string, to: string): string {
  const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1000);
  if (seconds < 1) return 'en moins d’une seconde';
  if (seconds < 60) return `en ${seconds}\u202fs`;
  return `en ${frenchInteger(Math.floor(seconds / 60))}\u202fmin\u202f${String(seconds % 60).padStart(2, '0')}\u202fs`;
}

/** « dans 40 s », « dans 10 min »: how long to wait, never too short. */
export const inWords = (seconds: number): string =>
  seconds < 60 ? `dans ${seconds}\u202fs` : `dans ${frenchInteger(Math.ceil(seconds / 60))}\u202fmin`;
