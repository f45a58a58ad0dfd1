import { frenchTime } from './french.js';

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/**
 * « mardi 24 novembre 2026 à 8 h 15 »: for sentences; machines get ISO 8601.
 * @param timeZone IANA, of the establishment that it is about: there is no time of everybody's
 */
export function frenchInstant(instant: Date, timeZone: string): string {
  let format = FORMATS.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('fr-FR', {
      ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      timeZone,
    });
    FORMATS.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const day = (['weekday', 'day', 'month', 'year'] as const).map((part) => parts.get(part)).join(' ');
  return `${day} à ${frenchTime(Number(parts.get('hour')) * 60 + Number(parts.get('minute')))}`;
}
